#include "playbooks/rescue/ladder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace holdfast {

namespace {

/// The next level up: the executive sponsor, else whoever is left of the escalation path.
UserId next_level(const Case& state, const UserId& caller, const Surroundings& around) {
    auto candidates = std::vector<UserId>{state.holder(RescueRole::executive_sponsor), state.executive_sponsor,
                                          state.manager, state.holder(RescueRole::recovery_lead), state.owner};
    for (const auto& candidate : candidates) {
        if (candidate && candidate != caller && !around.is_deactivated(candidate)) return candidate;
    }
    return caller;
}

void add_once(std::vector<UserId>& people, const UserId& user) {
    if (user && std::ranges::find(people, user) == people.end()) people.push_back(user);
}

/// The times of one day's rungs 1…5, before it is known which of them make sense.
struct DayTimes {
    Instant starts, first, second, last_call, day_ends, next_morning;
};

Instant next_morning_after(Instant moment, const Zone& zone, const Surroundings& around) {
    const auto& hours = around.policy->working_hours;
    const auto morning = around.policy->sponsor_call.ladder.next_morning;
    const auto day = hours.add_working_days(day_of(moment, zone), 0);
    const auto same_day = at(day, morning, zone);
    return same_day > moment ? same_day : at(hours.next_working_day(day), morning, zone);
}

DayTimes first_day(const Case& state, const Zone& zone, const Surroundings& around) {
    const auto& policy = around.policy->sponsor_call.ladder;
    const auto& call = state.call;
    const bool moved = !call.moved_reason.empty();
    // On a later day the ladder starts with the sponsor's morning, not with the trip the evening before.
    const auto starts = moved ? call.window.due : std::max(call.asked_at, call.window.opens);
    const auto day = day_of(starts, zone);
    DayTimes times;
    times.starts = starts;
    times.first = moved ? starts : std::max(call.asked_at + policy.first_reminder, starts);
    times.second = std::max(at(day, policy.second_reminder, zone), starts + policy.second_reminder_after);
    times.last_call = at(day, policy.last_call, zone);
    times.day_ends = at(day, policy.day_ends, zone);
    if (moved) {
        // An appointment late in the day is not missed at the minute it begins.
        times.day_ends = std::max(times.day_ends, starts + policy.first_reminder);
    } else if (times.day_ends <= starts) {
        // A sponsor whose day begins when ours has ended: the day ends where the sponsor's does.
        times.day_ends = call.window.due;
    }
    times.next_morning = next_morning_after(times.day_ends, zone, around);
    return times;
}

DayTimes later_day(const DayTimes& before, const Zone& zone, const Surroundings& around) {
    const auto& policy = around.policy->sponsor_call.ladder;
    const auto morning = before.next_morning;
    const auto day = day_of(morning, zone);
    DayTimes times;
    times.starts = morning;
    times.first = morning + policy.first_reminder;
    times.second = std::max(at(day, policy.second_reminder, zone), morning + policy.second_reminder_after);
    times.last_call = at(day, policy.last_call, zone);
    times.day_ends = at(day, policy.day_ends, zone);
    times.next_morning = next_morning_after(times.day_ends, zone, around);
    return times;
}

} // namespace

// The moment of the trip is part of the key: a relapse asks for a new call and climbs a new ladder. So does a call that
// was moved.
std::string rung_key(const Case& state, int day, int step) {
    const auto seconds = [](Instant at) { return at.time_since_epoch().count() / 1000; };
    const auto& call = state.call;
    const auto series = call.moved_reason.empty() ? std::string{} : fmt::format("/{}", seconds(call.window.due));
    return fmt::format("call/{}{}/d{}/r{}", seconds(call.asked_at), series, day, step);
}

UserId acting_manager(const Case& state, const Surroundings& around) {
    if (state.manager && !around.is_deactivated(state.manager)) return state.manager;
    return next_level(state, state.manager, around);
}

UserId caller_of(const Case& state, const Surroundings& around) {
    const auto& delegate = state.call.delegate;
    if (delegate && !around.is_deactivated(delegate)) return delegate;
    return acting_manager(state, around);
}

int ladder_day(const Case& state) {
    int day = 1;
    while (state.fired.contains(rung_key(state, day, 5))) ++day;
    return day;
}

std::vector<Rung> rungs_of_the_day(const Case& state, const Surroundings& around) {
    if (state.status != CaseStatus::active || !state.call.owed()) return {};
    const auto caller = caller_of(state, around);
    const auto& zone = *around.zone_of(caller);
    const int day = ladder_day(state);
    auto times = first_day(state, zone, around);
    for (int later = 2; later <= day; ++later) times = later_day(times, zone, around);

    const auto up = next_level(state, caller, around);
    const auto lead = state.holder(RescueRole::recovery_lead);
    // The last call makes a friendlier word that would come after it superfluous.
    const bool last_call = times.starts < times.last_call && times.last_call < times.day_ends;
    const auto most_urgent = last_call ? times.last_call : times.day_ends;
    std::vector<Rung> rungs;
    const auto add = [&](int step, Instant due, std::vector<UserId> to, bool room, bool thread) {
        // After a standstill only the latest word counts; that the day ended is always said.
        if (!rungs.empty() && rungs.back().step < 4) rungs.back().expires = due;
        Rung rung{day, step, due, std::nullopt, {}, room, thread};
        for (const auto& person : to) add_once(rung.to, person);
        rungs.push_back(std::move(rung));
    };
    if (times.first < most_urgent) add(1, times.first, {caller}, false, false);
    if (times.first < times.second && times.second < most_urgent) add(2, times.second, {caller}, false, true);
    if (last_call) add(3, times.last_call, {caller, lead}, false, false);
    add(4, times.day_ends, {up}, true, false);
    add(5, times.next_morning, {caller, up}, false, false);
    rungs.back().expires = later_day(times, zone, around).day_ends;
    return rungs;
}

} // namespace holdfast
