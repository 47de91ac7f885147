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
    for (auto const& candidate : candidates) {
        if (candidate && candidate != caller && !around.is_deactivated(candidate)) return candidate;
    }
    return caller;
}

void add_once(std::vector<UserId>& people, const UserId& user) {
    if (user && std::ranges::find(people, user) == people.end()) people.push_back(user);
}

/// The times of one day's rungs 1…5, before it is known which of them make sense.
struct DayTimes {
    Instant first, second, last_call, day_ends, next_morning;
};

DayTimes first_day(const Case& state, const Zone& zone, const Surroundings& around) {
    auto const& policy = around.policy->sponsor_call.ladder;
    auto const& window = state.call.window;
    auto const trip = state.call.asked_at;
    // On a later day the ladder starts with the sponsor's morning, not with the trip the evening before.
    auto const starts = std::max(trip, window.opens);
    auto const day = day_of(starts, zone);
    DayTimes times;
    times.first = std::max(trip + policy.first_reminder, window.opens);
    times.second = std::max(at(day, policy.second_reminder, zone), starts + policy.second_reminder_after);
    times.last_call = at(day, policy.last_call, zone);
    times.day_ends = at(day, policy.day_ends, zone);
    // A sponsor whose day begins when ours has ended: the day ends where the sponsor's does.
    if (times.day_ends <= starts) times.day_ends = window.due;
    if (!state.call.moved_reason.empty()) times.day_ends = std::max(times.day_ends, window.due);
    times.next_morning = at(around.policy->working_hours.next_working_day(day_of(times.day_ends, zone)),
                            policy.next_morning, zone);
    return times;
}

DayTimes later_day(const DayTimes& before, const Zone& zone, const Surroundings& around) {
    auto const& policy = around.policy->sponsor_call.ladder;
    auto const morning = before.next_morning;
    auto const day = day_of(morning, zone);
    DayTimes times;
    times.first = morning + policy.first_reminder;
    times.second = std::max(at(day, policy.second_reminder, zone), morning + policy.second_reminder_after);
    times.last_call = at(day, policy.last_call, zone);
    times.day_ends = at(day, policy.day_ends, zone);
    times.next_morning = at(around.policy->working_hours.next_working_day(day), policy.next_morning, zone);
    return times;
}

} // namespace

// The moment of the trip is part of the key: a relapse asks for a new call and climbs a new ladder.
std::string rung_key(const Case& state, int day, int step) {
    return fmt::format("call/{}/d{}/r{}", state.call.asked_at.time_since_epoch().count() / 1000, day, step);
}

UserId caller_of(const Case& state, const Surroundings& around) {
    auto const& delegate = state.call.delegate;
    if (delegate && !around.is_deactivated(delegate)) return delegate;
    if (state.manager && !around.is_deactivated(state.manager)) return state.manager;
    return next_level(state, state.manager, around);
}

int ladder_day(const Case& state) {
    int day = 1;
    while (state.fired.contains(rung_key(state, day, 5))) ++day;
    return day;
}

std::vector<Rung> rungs_of_the_day(const Case& state, const Surroundings& around) {
    if (state.status != CaseStatus::active || !state.call.owed()) return {};
    auto const caller = caller_of(state, around);
    auto const& zone = *around.zone_of(caller);
    int const day = ladder_day(state);
    auto times = first_day(state, zone, around);
    for (int later = 2; later <= day; ++later) times = later_day(times, zone, around);

    auto const up = next_level(state, caller, around);
    auto const lead = state.holder(RescueRole::recovery_lead);
    std::vector<Rung> rungs;
    auto const add = [&](int step, Instant due, std::vector<UserId> to, bool room, bool thread) {
        Rung rung{day, step, due, {}, room, thread};
        for (auto const& person : to) add_once(rung.to, person);
        rungs.push_back(std::move(rung));
    };
    if (times.first < times.day_ends) add(1, times.first, {caller}, false, false);
    if (times.second > times.first && times.second < times.last_call) add(2, times.second, {caller}, false, true);
    if (times.last_call > times.first && times.last_call < times.day_ends) {
        add(3, times.last_call, {caller, lead}, false, false);
    }
    add(4, times.day_ends, {up}, true, false);
    add(5, times.next_morning, {caller, up}, false, false);
    return rungs;
}

} // namespace holdfast
