#include "bot/render/answers.hpp"
#include "bot/render/case_words.hpp"
#include "bot/render/command.hpp"
#include "bot/render/layout.hpp"
#include "bot/render/moments.hpp"
#include "playbooks/rescue/plan_linter.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace holdfast::render {
namespace {

using slack::Mrkdwn;
using slack::operator""_mrkdwn;

constexpr std::size_t most_open = 15;
constexpr std::size_t most_settled = 8;
constexpr std::size_t most_templates = 20;

Mrkdwn open_row(const PlanRow& row, const Showing& showing) {
    const Zone& zone = *showing.around.zone_of(row.owner);
    const bool is_late = row.due < day_of(showing.now, zone);
    Mrkdwn line =
        Mrkdwn::of("{}. {} · *{}* · {} · due {}", row.number, in_words(is_late ? StepState::overdue : StepState::open),
                   Mrkdwn{row.text}.cut(300), slack::mention(row.owner).cut(60), shown(row.due));
    if (row.moves > 0) line += Mrkdwn::of(" · moved {}", counted(static_cast<std::size_t>(row.moves), "time"));
    return line;
}

Mrkdwn settled_row(const PlanRow& row) {
    const Mrkdwn text = Mrkdwn{row.text}.cut(120);
    if (row.state == PlanRowState::done) {
        const Mrkdwn done = Mrkdwn::of("{}. ✅ done · {}", row.number, text);
        return row.done_note.empty() ? done : Mrkdwn::of("{} ({})", done, Mrkdwn{row.done_note}.cut(100));
    }
    return Mrkdwn::of("{}. ⏭️ dropped · {} ({})", row.number, text, Mrkdwn{row.drop_reason}.cut(100));
}

} // namespace

slack::Message plan(const Case& state, const Showing& showing) {
    std::vector<const PlanRow*> open;
    std::vector<const PlanRow*> settled;
    for (const PlanRow& row : state.plan) (row.state == PlanRowState::open ? open : settled).push_back(&row);
    std::ranges::sort(open, {}, [](const PlanRow* row) { return std::tuple{row->due, row->number}; });
    std::ranges::reverse(settled);

    const Mrkdwn name = Mrkdwn{state.account_name}.cut(100);
    slack::Message message{
        .text = Mrkdwn::of("Plan for {}: {} open, {} settled", name, counted(open.size(), "row"), settled.size())};
    message.blocks.emplace_back(slack::Section{.text = Mrkdwn::of("*{}*", message.text)});
    if (open.empty()) {
        message.blocks.emplace_back(slack::Section{
            .text = state.is_open() ? "No open action. Write what will be different in two weeks, each with one owner "
                                      "and one date."_mrkdwn
                                    : "No open action."_mrkdwn});
        if (state.is_open()) {
            message.blocks.emplace_back(slack::Actions{
                .elements = {command_button("Start from a template", command_for("plan", state.account, "template"))}});
        }
    }
    for (const PlanRow* const row : std::span{open}.first(std::min(open.size(), most_open))) {
        slack::Section section{.text = open_row(*row, showing)};
        if (state.is_open()) {
            section.accessory =
                command_button("Done", command_for("plan", state.account, fmt::format("done {}", row->number)));
        }
        message.blocks.emplace_back(std::move(section));
    }
    slack::Context small;
    if (open.size() > most_open) small.lines.push_back(Mrkdwn::of("and {} more open", open.size() - most_open));
    for (const PlanRow* const row : std::span{settled}.first(std::min(settled.size(), most_settled))) {
        small.lines.push_back(settled_row(*row));
    }
    if (settled.size() > most_settled)
        small.lines.push_back(Mrkdwn::of("and {} more settled", settled.size() - most_settled));
    if (!small.lines.empty()) message.blocks.emplace_back(std::move(small));
    if (state.is_open()) {
        slack::Context hints;
        for (const std::string& hint : plan_advice(state, *showing.around.policy))
            hints.lines.push_back(Mrkdwn::of("💡 Advice: {}", hint));
        if (!hints.lines.empty()) message.blocks.emplace_back(std::move(hints));
        message.blocks.emplace_back(slack::Actions{.elements = {slack::Button{.text = "Edit the plan",
                                                                              .action = slack::action::plan_edit,
                                                                              .value = state.id.value,
                                                                              .style = slack::Style::primary}}});
    }
    return message;
}

slack::Message plan_templates(const Case& state, const Catalog& catalog) {
    slack::Message message{.text = Mrkdwn::of("Templates for the plan of {}", Mrkdwn{state.account_name}.cut(100))};
    message.blocks.emplace_back(slack::Section{.text = Mrkdwn::of("*{}*", message.text)});
    std::size_t number = 0;
    for (const PlanTemplate& one : catalog.plan_templates) {
        if (++number > most_templates) break;
        const Mrkdwn text = Mrkdwn::of("{}. *{}* · {}\n{}", number, Mrkdwn{one.name}.cut(80),
                                       counted(one.rows.size(), "row"), Mrkdwn{one.when}.cut(200));
        message.blocks.emplace_back(slack::Section{
            .text = text,
            .accessory =
                command_button("Use it", command_for("plan", state.account, fmt::format("template {}", number)))});
    }
    message.blocks.emplace_back(
        small_print("Its rows join the plan with owners and dates of this rescue; correct them afterwards."_mrkdwn));
    return message;
}

} // namespace holdfast::render
