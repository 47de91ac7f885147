#pragma once

#include "playbooks/rescue/policy.hpp"
#include "playbooks/rescue/state.hpp"

#include <array>
#include <optional>
#include <string>

/// The nine steps as they stand. Ticks are earned from evidence in the case (S1-10…S1-15), never clicked.
namespace holdfast {

/// What the case holds for one step.
struct Evidence {
    bool earned = false;
    std::string have;    ///< what is there, in words
    std::string missing; ///< what is not, in words; empty when earned
    int done = 0;        ///< for steps that count: contacts found, summaries sent
    int needed = 0;
};

enum class StepState {
    open,
    overdue,
    blocked,
    skipped,
    earned,
    left ///< the rescue ended without it
};

struct StepView {
    int number = 0;
    StepState state = StepState::open;
    UserId owner;               ///< may be empty: nobody has the duty
    std::optional<Instant> due; ///< none: rolling
    Evidence evidence;
    std::string note;
};

[[nodiscard]] Evidence evidence_for(int step, const Case& state, const Policy& policy);

using Checklist = std::array<StepView, 9>;
[[nodiscard]] Checklist checklist(const Case& state, Instant now, const Surroundings& around);
[[nodiscard]] int earned(const Checklist& steps);

/// Who has a duty in this case: the holder of the role, else the account manager, else the acting manager; somebody
/// whom nothing reaches any more has none.
[[nodiscard]] UserId person_with(Duty duty, const Case& state, const Surroundings& around);

/// Roles whose holder can be reached (S0-106).
[[nodiscard]] int filled_roles(const Case& state, const Surroundings& around);

/// When a step is due by the playbook, moved into working time of its owner; none where the playbook names no time.
[[nodiscard]] std::optional<Instant> step_due(int step, const Case& state, const Surroundings& around);

} // namespace holdfast
