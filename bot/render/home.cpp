#include "bot/render/home.hpp"

#include "bot/render/case_words.hpp"
#include "bot/render/command.hpp"
#include "bot/render/layout.hpp"
#include "bot/render/moments.hpp"
#include "bot/render/rows.hpp"

#include <algorithm>
#include <span>

namespace holdfast::render {
namespace {

using slack::Mrkdwn;
using slack::operator""_mrkdwn;
using Blocks = std::vector<slack::Block>;

/// A heading, five rows at most, and the way to the others.
template <class Rows, class DrawRow>
void append_section(Blocks& blocks, const std::string& heading, const Rows& rows, const Mrkdwn& when_empty,
                    const std::string& command_for_all, DrawRow draw_row) {
    blocks.emplace_back(slack::Header{.text = heading});
    if (rows.empty()) {
        blocks.emplace_back(small_print(when_empty));
        return;
    }
    const std::size_t shown_rows = std::min(rows.size(), rows_a_page);
    for (std::size_t i = 0; i < shown_rows; ++i) blocks.emplace_back(draw_row(rows[i]));
    if (rows.size() == shown_rows) return;
    blocks.emplace_back(small_print(Mrkdwn::of("and {} more", rows.size() - shown_rows)));
    if (command_for_all.empty()) return;
    blocks.emplace_back(slack::Actions{.elements = {command_button("Show all", command_for_all)}});
}

Mrkdwn days_in_words(int days) {
    return Mrkdwn{counted(static_cast<std::size_t>(std::abs(days)), "day")};
}

slack::Section account_row(const HomeAccount& row) {
    Mrkdwn text = Mrkdwn::of("*{}*", Mrkdwn{row.account.name}.cut(100));
    if (row.in_rescue) text += " · ⚠️ in rescue"_mrkdwn;
    if (!row.days_to_renewal) {
        text += " · renewal not known"_mrkdwn;
    } else if (*row.days_to_renewal < 0) {
        text += Mrkdwn::of(" · renewal {} ago", days_in_words(*row.days_to_renewal));
    } else {
        text += Mrkdwn::of(" · renewal in {}", days_in_words(*row.days_to_renewal));
    }
    text += row.days_since_touch ? Mrkdwn::of(" · last touch {} ago", days_in_words(*row.days_since_touch))
                                 : " · no touch on record"_mrkdwn;
    return {.text = std::move(text), .accessory = command_button("Health", command_for("health", row.account.id))};
}

slack::Section owed_call_row(const RescueRow& row, const Showing& showing) {
    const Case& rescue = *row.rescue;
    return {.text = Mrkdwn::of("*{}* · {}\n{}", Mrkdwn{rescue.account_name}.cut(100), sponsor_contact_line(rescue),
                               sponsor_call_line(rescue, showing)),
            .accessory =
                slack::Button{.text = "I called", .action = slack::action::call_reached, .value = rescue.id.value}};
}

Blocks first_steps() {
    const auto numbered = [](int number, std::string text, std::string command) {
        return command_button(std::to_string(number) + ". " + std::move(text), std::move(command),
                              number == 1 ? slack::Style::primary : slack::Style::plain);
    };
    return {slack::Header{.text = "Welcome to Holdfast"},
            slack::Section{.text =
                               "It watches your customer accounts, opens a rescue at the first serious warning sign, "
                               "and leads the team through nine steps. Three things to begin with:"_mrkdwn},
            slack::Actions{.elements = {numbered(1, "Add accounts", "help account"),
                                        numbered(2, "Set working hours", "help hours"),
                                        numbered(3, "Play the demo", "help demo")}}};
}

/// What is overdue or due today, and how much waits beside what is shown.
void append_today(Blocks& blocks, const HomeFacts& facts, const Showing& showing) {
    blocks.emplace_back(slack::Header{.text = "Today"});
    if (facts.today.empty()) blocks.emplace_back(small_print("Nothing is due today."_mrkdwn));
    const std::size_t shown_rows = std::min(facts.today.size(), rows_a_page);
    for (const TodoItem& item : std::span{facts.today}.first(shown_rows)) {
        blocks.emplace_back(slack::Section{.text = todo_row(item, showing)});
    }
    const std::size_t more_today = facts.today.size() - shown_rows;
    if (more_today + facts.later == 0) return;
    std::vector<Mrkdwn> waiting;
    if (more_today > 0) waiting.push_back(Mrkdwn::of("and {} more today", more_today));
    if (facts.later > 0) waiting.push_back(Mrkdwn::of("{} later", counted(facts.later, "to-do")));
    blocks.emplace_back(small_print(slack::joined(waiting, "; "_mrkdwn)));
    blocks.emplace_back(slack::Actions{.elements = {command_button("All my to-dos", "todo")}});
}

/// Active sprints in the order of their weeks, then those under watch.
std::vector<RescueRow> by_stage(std::vector<RescueRow> rows) {
    std::ranges::sort(rows, {}, [](const RescueRow& row) {
        return std::tuple{row.rescue->status, row.rescue->opened_at, row.rescue->id};
    });
    return rows;
}

Mrkdwn stages_in_numbers(std::span<const RescueRow> rows) {
    const auto in_status = [&](CaseStatus status) {
        return std::ranges::count_if(rows, [&](const RescueRow& row) { return row.rescue->status == status; });
    };
    return Mrkdwn::of("{} in the sprint · {} under watch", in_status(CaseStatus::active), in_status(CaseStatus::watch));
}

} // namespace

slack::Home home(const HomeFacts& facts, const Showing& showing) {
    slack::Home view;
    if (facts.first_use) append(view.blocks, first_steps());
    const auto rescue = [&](const RescueRow& row) { return rescue_row(row, showing); };
    if (facts.leads_a_team) {
        append_section(view.blocks, "Sponsor calls due today", facts.calls_due, "Every sponsor has been called."_mrkdwn,
                       "list team", [&](const RescueRow& row) { return owed_call_row(row, showing); });
    }
    append_today(view.blocks, facts, showing);
    append_section(view.blocks, "My rescues", facts.my_rescues, "You are in no rescue."_mrkdwn, "list mine", rescue);
    if (facts.leads_a_team) {
        append_section(view.blocks, "Team rescues by stage", by_stage(facts.team_rescues),
                       "Your team has no open rescue."_mrkdwn, "list team", rescue);
        if (!facts.team_rescues.empty()) view.blocks.emplace_back(small_print(stages_in_numbers(facts.team_rescues)));
    }
    append_section(view.blocks, "My accounts", facts.my_accounts, "No account is in your name."_mrkdwn, {},
                   account_row);
    append_section(view.blocks, "Watch list", facts.watch, "No account shows a first warning sign."_mrkdwn,
                   "list watch", watch_row);
    view.blocks.emplace_back(slack::Divider{});
    view.blocks.emplace_back(
        slack::Actions{.elements = {command_button("Flag an account", "flag"), command_button("Log a touch", "touch"),
                                    command_button("Open a rescue", "open"), command_button("Help", "help")}});
    return view;
}

} // namespace holdfast::render
