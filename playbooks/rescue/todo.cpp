#include "playbooks/rescue/todo.hpp"

#include "playbooks/calendar/zone.hpp"
#include "playbooks/rescue/checklist.hpp"
#include "playbooks/rescue/deadlines.hpp"
#include "playbooks/rescue/draft_privacy.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace holdfast {

std::vector<TodoItem> todo(const Case& state, const UserId& person, Instant now, const Surroundings& around) {
    std::vector<TodoItem> items;
    if (!state.is_open()) return items;
    const auto add = [&](Line line, std::optional<Instant> due) {
        items.push_back({state.id, state.account, state.account_name, std::move(line), due, due && *due < now});
    };
    const auto end_of = [&](Day day) { return end_of_working_day(day, person, around); };

    if (state.status == CaseStatus::active) {
        for (const auto& step : checklist(state, now, around)) {
            const bool undone = step.state == StepState::open || step.state == StepState::overdue;
            // The notes are listed one by one below; the review waits until it is offered.
            if (!undone || step.owner != person || step.number >= 8) continue;
            add(std::move(Line{}.say(fmt::format("Step {}: {}", step.number, around.catalog->step(step.number).title))),
                step.due);
        }
    }
    // What is planned is done during the watch, too.
    for (const auto& row : state.plan) {
        if (row.state != PlanRowState::open || row.owner != person) continue;
        add(std::move(Line{}.say(fmt::format("Plan row {}: {}", row.number, row.text))), end_of(row.due));
    }
    // Nobody ticks a safeguard off: it stands until its day is over.
    if (state.review) {
        const auto today = day_of(now, *around.zone_of(person));
        for (const auto& safeguard : state.review->safeguards) {
            if (safeguard.owner != person || safeguard.due < today) continue;
            add(std::move(Line{}.say("Safeguard: " + safeguard.text)), end_of(safeguard.due));
        }
    }
    for (const auto* service : state.running_services()) {
        if (person_with(Duty::account_manager, state, around) != person) break;
        add(std::move(Line{}.say(fmt::format("Temporary service {} ends", service->what))), end_of(service->end));
    }
    for (const auto& summary : state.summaries) {
        if (summary.state != SummaryState::draft || keeper_of(summary, state, around) != person) continue;
        add(std::move(Line{}.say(fmt::format("Send the written summary of touch {}", summary.touch))),
            summary.drafted_at + around.policy->summary_first_nag);
    }
    sort_by_urgency(items);
    return items;
}

bool due_today(const TodoItem& item, Instant end_of_day) {
    return item.due && *item.due <= end_of_day;
}

void sort_by_urgency(std::vector<TodoItem>& items) {
    std::ranges::sort(items, {}, [](const TodoItem& item) {
        return std::tuple{!item.overdue, item.due.value_or(Instant::max()), item.rescue.value};
    });
}

} // namespace holdfast
