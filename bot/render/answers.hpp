#pragma once

#include "bot/render/wanted.hpp"
#include "bot/slack/views.hpp"
#include "playbooks/accounts/account.hpp"
#include "playbooks/accounts/own_side_risk.hpp"
#include "playbooks/health/health.hpp"
#include "playbooks/rescue/refusal.hpp"
#include "playbooks/rescue/todo.hpp"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// What a command answers. Each is seen by the asker, or by the channel when `share` was said.
namespace holdfast::render {

/// The one shape of an error (rule 8): what, why, what to type instead.
[[nodiscard]] slack::Message refusal_message(const Refusal& refusal);

/// What was recorded, one line each, then advice if there is any.
[[nodiscard]] slack::Message confirmation(std::span<const Line> lines, std::span<const std::string> advice,
                                          const Showing& showing);

/// A plain sentence of Holdfast's own.
[[nodiscard]] slack::Message sentence(const Line& line, const Showing& showing);

/// `/rescue` alone: what people do most, as buttons (`menu.run`, value = the command as typed after /rescue).
[[nodiscard]] slack::Message menu(const Case* rescue_of_this_room);

[[nodiscard]] slack::Message help_overview();
/// @return usage, one example and what it does; nothing where there is no page about this
[[nodiscard]] std::optional<slack::Message> help_on(std::string_view topic);
[[nodiscard]] slack::Message help_steps(const Catalog& catalog);
[[nodiscard]] slack::Message help_tiers(const Catalog& catalog);
[[nodiscard]] slack::Message help_signals(const Thresholds& thresholds);

/// "Which one?" Buttons `account.pick`, each with the whole command with that account's id in it. Where several have
/// the same name, their ids tell them apart.
struct AccountChoice {
    AccountId account;
    std::string name;
    std::string command;
};
/// @param matching how many there are in all, those without a button among them; 0: as many as are given
/// @param others   how to reach those without a button
[[nodiscard]] slack::Message
pick_account(const std::string& question, std::span<const AccountChoice> choices, std::size_t matching = 0,
             std::string_view others = "Type the id or more of the name to narrow it down.");

/// `/rescue health`: signals with reasons, stage, renewal, share of revenue, what is unknown, open rescue.
[[nodiscard]] slack::Message health(const Account& account, const HealthReport& report, const Case* rescue,
                                    const ChannelId& room, const Showing& showing);

struct RescueRow {
    std::shared_ptr<const Case> rescue;
    ChannelId room; ///< empty until it exists
};
/// Five a page; buttons `list.page` (value = the command for that page).
[[nodiscard]] slack::Message rescue_list(const std::string& title, std::span<const RescueRow> rows, int page,
                                         const std::string& command, const Showing& showing);
/// Accounts under observation: one qualitative sign, or a reading in state watch.
struct WatchRow {
    AccountId account;
    std::string name;
    std::string words;
};
[[nodiscard]] slack::Message watch_list(std::span<const WatchRow> rows, int page);

[[nodiscard]] slack::Message todo_list(std::span<const TodoItem> items, int page, const Showing& showing);
/// The morning digest: only what is overdue or due today; never built for an empty list.
[[nodiscard]] slack::Message digest(std::span<const TodoItem> items, const Showing& showing);

[[nodiscard]] slack::Message step(const Case& state, int number, const Showing& showing);
[[nodiscard]] slack::Message plan(const Case& state, const Showing& showing);
/// Ready-made starts, each with a button that puts its rows into the plan (S1-21).
[[nodiscard]] slack::Message plan_templates(const Case& state, const Catalog& catalog);
/// Who does what, with *Take* and *Leave* buttons (`role.take`, `role.drop`, value `<case>|<role word>`).
[[nodiscard]] slack::Message roles(const Case& state, const UserId& reader, const Showing& showing);
[[nodiscard]] slack::Message sponsor(const Case& state, const Showing& showing);
/// The text to send, with the button `sponsor.contact_shared`.
[[nodiscard]] slack::Message sponsor_contact(const Case& state, const std::string& text);
[[nodiscard]] slack::Message services(const Case& state, const Showing& showing);
[[nodiscard]] slack::Message checkin(const Case& state, const Showing& showing);
/// The promise register (S0-88b), newest first.
[[nodiscard]] slack::Message promises(const Case& state, const Showing& showing);
/// @param reader its writer, or somebody who may read it as well: only the writer is offered to edit a draft
[[nodiscard]] slack::Message summary(const Case& state, const Summary& summary, const UserId& reader,
                                     const Showing& showing);
/// The text alone, unformatted, to be copied into an e-mail.
[[nodiscard]] slack::Message plain_copy(const std::string& text);
/// Of the drafts that the reader may not see it says whose they are, and no more.
[[nodiscard]] slack::Message summary_list(const Case& state, const UserId& reader, const Showing& showing);
[[nodiscard]] slack::Message people(const Account& account, std::span<const Person> people, const Case* rescue);
struct TimelineRow {
    Instant at;
    Line line;
};
/// Newest first.
[[nodiscard]] slack::Message timeline(const std::string& account_name, std::span<const TimelineRow> rows, int page,
                                      const std::string& command, const Showing& showing);
/// `/rescue risk` (S2-05): open ones first, with the numbers by which they are settled.
/// @param known all that the reader may know of, in the order in which they were noted
[[nodiscard]] slack::Message own_side_risks(const Account& account, std::span<const OwnSideRisk> known, int page,
                                            const Showing& showing);
[[nodiscard]] slack::Message account_record(const Account& account, std::span<const Person> people);

struct Finding {
    bool good = false;
    std::string what;
    std::string fix; ///< what to do; empty when good
};
[[nodiscard]] slack::Message doctor(std::span<const Finding> findings);

} // namespace holdfast::render
