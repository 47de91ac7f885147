#include "bot/render/case_words.hpp"

#include "bot/render/moments.hpp"
#include "playbooks/calendar/sprint_week.hpp"
#include "playbooks/rescue/deadlines.hpp"
#include "playbooks/rescue/figures.hpp"
#include "playbooks/rescue/reminders.hpp"
#include "playbooks/wording/duration.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <tuple>

namespace holdfast::render {

using slack::Mrkdwn;
using slack::operator""_mrkdwn;

namespace {

constexpr std::string_view weekly_meeting = "Weekly meeting";

/// The weekly meeting that a reminder comes just before; nothing for all others.
std::optional<Instant> meeting_of(const Reminder& reminder) {
    constexpr int just_before = 2;
    if (reminder.kind != ReminderKind::checkin || reminder.stage != just_before) return std::nullopt;
    return reminder.due + std::chrono::minutes{10};
}

} // namespace

const Zone& home_of(const Case& state, const Surroundings& around) {
    return *around.zone_of(state.owner ? state.owner : state.manager);
}

std::string stage_in_words(const Case& state, const Showing& showing) {
    const Zone& home = home_of(state, showing.around);
    switch (state.status) {
    case CaseStatus::active: {
        const int sprint_weeks = showing.around.policy->sprint_weeks;
        const int week = sprint_week(state.opened_at, showing.now, home);
        if (week <= sprint_weeks) return fmt::format("Week {}/{}", week, sprint_weeks);
        return fmt::format("Week {}, past the {} of the sprint", week, sprint_weeks);
    }
    case CaseStatus::watch: {
        const Instant since = state.closing ? state.closing->at : state.changed_at;
        const auto days = std::max<std::int64_t>((day_of(showing.now, home) - day_of(since, home)).count(), 0);
        // The watch ends at the hour at which it began, so that its last day reaches into one more of the calendar.
        const std::int64_t all = showing.around.policy->watch_days;
        return fmt::format("Watch day {}/{}", std::min(days + 1, all), all);
    }
    case CaseStatus::recovered: return "Recovered";
    case CaseStatus::lost: return "Lost";
    case CaseStatus::false_alarm: return "False alarm";
    }
    return {};
}

std::string earned_of_nine(const Checklist& steps) {
    return fmt::format("{}/{}", earned(steps), steps.size());
}

std::string in_words(StepState state) {
    switch (state) {
    case StepState::open: return "⬜ open";
    case StepState::overdue: return "⏰ overdue";
    case StepState::blocked: return "⛔ blocked";
    case StepState::skipped: return "⏭️ skipped";
    case StepState::earned: return "✅ done";
    case StepState::left: return "➖ not done";
    }
    return {};
}

std::string_view short_name(int step) {
    constexpr std::array<std::string_view, 9> names{"Facts",        "Sponsor call",  "Recovery owner",
                                                    "Plan",         "Extra service", "New contacts",
                                                    weekly_meeting, "Summaries",     "Review"};
    return names.at(static_cast<std::size_t>(step - 1));
}

std::optional<Instant> next_meeting(const Case& state, const Surroundings& around) {
    std::optional<Instant> next;
    for (const Reminder& reminder : wanted_reminders(state, around)) {
        const auto meeting = meeting_of(reminder);
        if (meeting && (!next || *meeting < *next)) next = meeting;
    }
    return next;
}

bool is_past_its_end(const Case& state, const Service& service, const Showing& showing) {
    return service.state == ServiceState::running && service.end < day_of(showing.now, home_of(state, showing.around));
}

std::vector<NextDue> next_dues(const Case& state, const Showing& showing, std::size_t most) {
    std::vector<NextDue> dues;
    // What the customer was granted runs on when the rescue is over, and is all that is left of it then.
    for (const Service* service : state.running_services()) {
        const UserId at_home = state.owner ? state.owner : state.manager;
        dues.push_back({end_of_working_day(service->end, at_home, showing.around), "End of " + service->what});
    }
    for (const PlanRow& row : state.plan) {
        if (row.state != PlanRowState::open || !state.is_open()) continue;
        dues.push_back(
            {end_of_working_day(row.due, row.owner, showing.around), fmt::format("Row {}: {}", row.number, row.text)});
    }
    if (state.status == CaseStatus::active) {
        for (const StepView& step : checklist(state, showing.now, showing.around)) {
            const bool is_undone = step.state == StepState::open || step.state == StepState::overdue;
            if (is_undone && step.due) dues.push_back({*step.due, std::string{short_name(step.number)}});
        }
    }
    for (const Reminder& reminder : wanted_reminders(state, showing.around)) {
        if (const auto meeting = meeting_of(reminder)) dues.push_back({*meeting, std::string{weekly_meeting}});
        if (reminder.kind == ReminderKind::safeguard_due && state.review) {
            const auto& agreed = state.review->safeguards.at(static_cast<std::size_t>(reminder.number - 1));
            dues.push_back({end_of_working_day(agreed.due, agreed.owner, showing.around), "Safeguard: " + agreed.text});
        }
        if (reminder.kind == ReminderKind::watch_ends) dues.push_back({reminder.due, "End of the watch"});
    }
    std::ranges::sort(dues, {}, [](const NextDue& next) { return std::tie(next.due, next.what); });
    dues.resize(std::min(dues.size(), most));
    return dues;
}

Mrkdwn shown(const NextDue& next, const Showing& showing) {
    const Mrkdwn what = Mrkdwn{next.what}.cut(100);
    if (next.due < showing.now) return Mrkdwn::of("{}, ⏰ overdue since {}", what, shown(next.due, showing));
    return Mrkdwn::of("{}, due {}", what, shown(next.due, showing));
}

std::vector<std::size_t> live_signals(const Case& state) {
    std::vector<std::size_t> live;
    for (std::size_t i = 0; i < state.signals.size(); ++i) {
        if (!state.signals[i].dismissed) live.push_back(i);
    }
    return live;
}

namespace {

/// The signals for which the sponsor is called. What came after the call was no reason for it; what has been dismissed
/// since may have been the only one.
std::vector<std::size_t> reasons_of_the_call(const Case& state) {
    auto reasons = live_signals(state);
    const auto& called = state.call.reached_at;
    if (!called) return reasons;
    const auto came_later = [&](std::size_t i) { return state.signals[i].added_at > *called; };
    std::erase_if(reasons, came_later);
    for (std::size_t i = state.signals.size(); reasons.empty() && i > 0; --i) {
        if (!came_later(i - 1)) reasons.push_back(i - 1);
    }
    return reasons;
}

} // namespace

Mrkdwn why_in_one_line(const Case& state, std::size_t longest) {
    const auto reasons = reasons_of_the_call(state);
    if (reasons.empty()) return state.reason.empty() ? "No signal stands."_mrkdwn : Mrkdwn{state.reason}.cut(longest);
    Mrkdwn latest = Mrkdwn{in_words(state.signals[reasons.back()].signal)}.cut(longest);
    if (reasons.size() == 1) return latest;
    return Mrkdwn::of("{} ({} more on the card)", latest, counted(reasons.size() - 1, "signal"));
}

Mrkdwn sponsor_name(const Case& state) {
    if (state.sponsor.name.empty()) return "name unknown"_mrkdwn;
    return Mrkdwn{state.sponsor.name}.cut(80);
}

Mrkdwn sponsor_contact_line(const Case& state) {
    Mrkdwn line = sponsor_name(state);
    if (state.sponsor.phone.empty()) {
        line += " · phone unknown"_mrkdwn;
    } else {
        line += Mrkdwn::of(" · {}", Mrkdwn{state.sponsor.phone}.cut(40));
    }
    if (!state.sponsor.email.empty()) line += Mrkdwn::of(" · {}", Mrkdwn{state.sponsor.email}.cut(80));
    return line;
}

Mrkdwn sponsor_call_line(const Case& state, const Showing& showing) {
    const SponsorCall& call = state.call;
    if (call.reached_at) {
        return Mrkdwn::of("✅ called after {} ({} by {})", duration_in_words(*call.reached_at - call.asked_at),
                          shown(*call.reached_at, showing), slack::mention(call.reached_by).cut(60));
    }
    if (state.status != CaseStatus::active) return "➖ the rescue ended without it"_mrkdwn;
    const std::string sign = call.due() < showing.now ? "⏰ overdue since" : "⬜ due";
    Mrkdwn line = Mrkdwn::of("{} {}", sign, shown(call.due(), showing));
    if (!call.moved_reason.empty()) {
        line += Mrkdwn::of(" (moved: {})", Mrkdwn{call.moved_reason}.cut(100));
    } else if (!call.window.same_day && !call.window.reason.empty()) {
        line += Mrkdwn::of(" (not on the same day: {})", Mrkdwn{call.window.reason}.cut(100));
    }
    if (!call.attempts.empty()) line += Mrkdwn::of(" · {}", counted(call.attempts.size(), "unanswered attempt"));
    return line;
}

Mrkdwn closing_line(const Case& state, const Showing& showing) {
    if (!state.closing) return {};
    Mrkdwn line = Mrkdwn::of("Closed as *{}* {}", to_text(state.status), shown(state.closing->at, showing));
    if (state.closing->by) line += Mrkdwn::of(" by {}", slack::mention(state.closing->by).cut(60));
    if (!state.closing->reason.empty()) line += Mrkdwn::of(": {}", Mrkdwn{state.closing->reason}.cut(200));
    return line;
}

std::string target_in_words(const Indicator& indicator) {
    return (indicator.at_most ? "at most " : "") + number_text(indicator.target);
}

std::string value_for(const Case& state, std::string_view what) {
    return fmt::format("{}|{}", state.id.value, what);
}

} // namespace holdfast::render
