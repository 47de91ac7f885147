#pragma once

#include "playbooks/rescue/roles.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <expected>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What people may edit: the nine steps, the roles and the texts, as YAML and mustache. The defaults are built in; a
/// directory given in the configuration overrides them file by file.
namespace holdfast {

/// Who on our side does something by default. Resolved for a case by `rescue/checklist`.
enum class Duty {
    account_manager,
    manager,
    executive_sponsor,
    recovery_lead,
    technical_lead,
    support_lead,
    intelligence_lead
};
/// As the playbook files write them.
inline constexpr std::array<std::string_view, 7> duty_names{"account-manager",  "manager",        "executive-sponsor",
                                                            "recovery-lead",    "technical-lead", "support-lead",
                                                            "intelligence-lead"};
[[nodiscard]] std::string_view to_text(Duty duty);
[[nodiscard]] std::optional<Duty> duty_from(std::string_view text);

/// When something is due, counted from the opening of the rescue. Exactly one of the two is meant.
struct DueRule {
    enum class Unit { close_of_day, hours, days } unit = Unit::hours;
    int amount = 0; ///< hours or calendar days; unused for close_of_day
};

/// Who hears of a step that stays undone, and how long after its due time (working time).
struct EscalationRule {
    std::chrono::minutes after{0};
    Duty to = Duty::recovery_lead;
};

/// One of the nine steps (S1-01…S1-09). What earns it is code (`rescue/checklist`); all the rest is here.
struct StepText {
    int number = 0;        ///< 1…9
    std::string title;     ///< on the card
    std::string purpose;   ///< one sentence: why it matters
    std::string done_when; ///< in words, what earns the tick
    std::string how;       ///< what to do and what to type
    Duty owner = Duty::account_manager;
    std::optional<DueRule> due;                      ///< none: rolling (step 8) or offered by itself (step 9)
    std::optional<std::chrono::minutes> nudge_after; ///< first friendly reminder, counted from the opening
    std::vector<EscalationRule> escalation;
};

struct RoleText {
    std::string instructions; ///< sent to the person who takes the role (S0-87)
};

struct PlanTemplate {
    std::string name;
    std::string when; ///< in words, when it fits
    struct Row {
        std::string text;
        Duty owner = Duty::account_manager;
        int working_day = 0; ///< counted from the day of use, which is 0; at most 9
    };
    std::vector<Row> rows;
};

/// One of the four tiers of concessions (S0-81…S0-84), cheapest first.
struct ConcessionTier {
    std::string name;
    std::string rule; ///< in words, when it is its turn
    std::vector<std::string> items;
};

/// Where a playbook file is wrong.
struct CatalogError {
    std::string file;
    int line = 0;        ///< from 1; 0 when the whole file is meant
    std::string key;     ///< `steps[3].due`; empty where no key is to blame
    std::string message; ///< what is wrong and what is expected
    /// `playbooks/roles.yaml:12: roles.lead: is missing …`
    [[nodiscard]] std::string in_one_line() const;

    bool operator==(const CatalogError&) const = default;
};

struct Catalog {
    std::array<StepText, 9> steps;
    std::map<RescueRole, RoleText> roles;
    std::vector<std::string> sponsor_call_points; ///< three talking points of step 2
    std::vector<PlanTemplate> plan_templates;
    std::array<ConcessionTier, 4> concessions;
    std::vector<std::string> promise_words; ///< words of a draft that often promise something (S0-88b)
    std::string summary_template;           ///< mustache: the note after a touch (S1-08)
    std::string contact_template;           ///< mustache: our owner's contact text for the sponsor (S1-03)
    std::string method_on_one_page;         ///< `/rescue help steps` (S1-19)

    [[nodiscard]] const StepText& step(int number) const { return steps.at(static_cast<std::size_t>(number - 1)); }
};

/// The built-in playbooks, overridden by the files found in `directory` (empty: none).
/// @return every error found, each naming file, line and key; nothing is half loaded.
[[nodiscard]] std::expected<Catalog, std::vector<CatalogError>> load_catalog(std::string_view directory);

} // namespace holdfast
