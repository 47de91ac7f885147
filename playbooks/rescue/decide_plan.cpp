#include "playbooks/rescue/deciding.hpp"
#include "playbooks/rescue/plan_linter.hpp"

#include <fmt/format.h>

#include <stdexcept>

namespace holdfast::deciding {

namespace {

const PlanRow* open_row(const Case& state, int number) {
    const auto* row = state.plan_row(number);
    return row != nullptr && row->state == PlanRowState::open ? row : nullptr;
}

Decision no_open_row(const Case& state, int number) {
    const auto* row = state.plan_row(number);
    if (row == nullptr) {
        return refuse(fmt::format("The plan has no row {}", number), "nothing has this number",
                      "`/rescue plan` shows the rows.");
    }
    return refuse(fmt::format("Row {} is not open", number),
                  row->state == PlanRowState::done ? "it is done" : "it was dropped", "`/rescue plan` shows the rows.");
}

} // namespace

Decision decide(const Deciding& d, const request::WritePlan& asked) {
    const auto flaws = plan_flaws(asked.rows, d.today(), *d.around.policy);
    // A row that stays as it is may be overdue; only what is new or changed must keep the rules.
    for (const auto& flaw : flaws) {
        const auto& row = asked.rows[flaw.row];
        const auto* known = open_row(d.state, row.row);
        const bool as_it_was = known != nullptr && known->text == row.text && known->owner == row.owner && row.due &&
                               known->due == *row.due;
        if (as_it_was) continue;
        return refuse("The plan is not saved", flaw.message,
                      "/rescue plan add \"what will be done\" owner:@kim due:fri",
                      fmt::format("{}_{}", flaw.field, flaw.row + 1));
    }
    if (asked.rows.empty()) {
        return refuse("The plan is not saved", "it has no rows", "Write at least one row with an owner and a date.",
                      "text_1");
    }
    std::vector<Event> events;
    int next = static_cast<int>(d.state.plan.size());
    for (const auto& row : asked.rows) {
        if (!row.due) throw std::logic_error{"a plan row without a date passed the check of the plan"};
        if (row.row == 0) {
            events.emplace_back(event::PlanRowAdded{++next, row.text, row.owner, *row.due});
            continue;
        }
        const auto* known = open_row(d.state, row.row);
        if (known == nullptr) return no_open_row(d.state, row.row);
        if (known->text == row.text && known->owner == row.owner && known->due == *row.due) continue;
        events.emplace_back(event::PlanRowChanged{row.row, row.text, row.owner, *row.due});
    }
    return events;
}

Decision decide(const Deciding& d, const request::FinishPlanRow& asked) {
    const auto* row = open_row(d.state, asked.row);
    const bool is_theirs = row != nullptr && d.around.known_as(row->owner) == d.actor.id;
    if (!is_theirs && !may(Action::change, d.standing())) return std::unexpected{not_for(d, Action::change)};
    if (row == nullptr) return no_open_row(d.state, asked.row);
    return std::vector<Event>{event::PlanRowDone{asked.row, asked.note}};
}

Decision decide(const Deciding& d, const request::MovePlanRow& asked) {
    const auto* row = open_row(d.state, asked.row);
    if (row == nullptr) return no_open_row(d.state, asked.row);
    const std::vector<request::PlanRowInput> moved{{row->number, row->text, row->owner, asked.due}};
    for (const auto& flaw : plan_flaws(moved, d.today(), *d.around.policy)) {
        return refuse(fmt::format("Row {} is not moved", asked.row), flaw.message,
                      fmt::format("/rescue plan move {} fri", asked.row), "due");
    }
    if (row->due == asked.due) return std::vector<Event>{};
    return std::vector<Event>{event::PlanRowChanged{row->number, row->text, row->owner, asked.due, asked.note}};
}

Decision decide(const Deciding& d, const request::DropPlanRow& asked) {
    if (open_row(d.state, asked.row) == nullptr) return no_open_row(d.state, asked.row);
    if (asked.reason.empty()) {
        return refuse(fmt::format("Row {} is not dropped", asked.row), "a reason is needed",
                      fmt::format("/rescue plan drop {} why it is not needed any more", asked.row), "reason");
    }
    return std::vector<Event>{event::PlanRowDropped{asked.row, asked.reason}};
}

} // namespace holdfast::deciding
