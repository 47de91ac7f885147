#include "playbooks/rescue/ladder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>

namespace holdfast {

namespace {

void add_once(std::vector<UserId>& people, const UserId& user) {
    if (user && std::ranges::find(people, user) == people.end()) people.push_back(user);
}

/// The next level up; the caller where there is none.
UserId next_level(const Case& state, const UserId& caller, const Surroundings& around) {
    for (const auto& candidate :
         {state.holder(RescueRole::executive_sponsor), state.executive_sponsor, acting_manager(state, around)}) {
        if (candidate != caller && around.is_reachable(candidate)) return candidate;
    }
    return caller;
}

/// Where the sponsor is, as far as anybody knows; else where whoever calls is.
const Zone* sponsors_zone(const Case& state, const Zone* callers_zone) {
    const std::array<std::string_view, 2> customers{state.sponsor.zone, state.account_zone};
    const auto* found = first_known_zone(customers);
    return found == nullptr ? callers_zone : found;
}

/// The times of one day's rungs 1…5, before it is known which of them make sense.
struct DayTimes {
    Instant starts, first, second, last_call, day_ends, next_morning;
    bool agreed_for_later = false; ///< the call was moved to a later day: nobody is pressed to make it on this one
};

/// Works out the days of one ladder, in the zone of whoever has to call.
class Days {
public:
    Days(const Case& state, const UserId& caller, const Surroundings& around)
        : call_{state.call}, zone_{*around.zone_of(caller)}, sponsors_zone_{*sponsors_zone(state, &zone_)},
          hours_{around.policy->working_hours}, policy_{around.policy->sponsor_call.ladder} {}

    [[nodiscard]] DayTimes first() const {
        const auto starts = std::max(call_.asked_at, call_.window.opens);
        const auto first = std::max(call_.asked_at + policy_.first_reminder, starts);
        return times(starts, first, call_.window.due);
    }

    /// A day that nobody asked for, so that it counts only from when the sponsor can be called.
    [[nodiscard]] DayTimes after(const DayTimes& before) const {
        const auto morning = before.next_morning;
        const auto starts = sponsors_day(morning);
        const auto sponsors_close = hours_.closing(day_of(starts, sponsors_zone_), sponsors_zone_);
        return times(starts, std::max(morning + policy_.first_reminder, starts), sponsors_close);
    }

private:
    /// From when on the sponsor is at work, on a day on which the caller is, too.
    Instant sponsors_day(Instant morning) const {
        auto starts = hours_.next_working_instant(morning, sponsors_zone_);
        while (!hours_.is_working_day(day_of(starts, zone_))) {
            const auto next = hours_.next_working_day(day_of(starts, sponsors_zone_));
            starts = hours_.opening(next, sponsors_zone_);
        }
        return starts;
    }

    DayTimes times(Instant starts, Instant first, Instant sponsors_close) const {
        const auto day = day_of(starts, zone_);
        DayTimes times;
        times.starts = starts;
        times.first = first;
        times.second = std::max(at(day, policy_.second_reminder, zone_), starts + policy_.second_reminder_after);
        times.last_call = at(day, policy_.last_call, zone_);
        times.day_ends = at(day, policy_.day_ends, zone_);
        // A sponsor whose day begins when ours has ended: the day ends where the sponsor's does.
        if (times.day_ends <= starts) times.day_ends = std::max(sponsors_close, starts + policy_.first_reminder);
        if (call_.moved_to) keep_appointment(times, *call_.moved_to, day);
        times.next_morning = next_morning_after(times.day_ends);
        return times;
    }

    /// What was agreed silences the friendly words until then; that a day ended without a call is said all the same.
    void keep_appointment(DayTimes& times, Instant agreed, Day day) const {
        const auto agreed_day = day_of(agreed, zone_);
        times.agreed_for_later = agreed_day > day;
        if (agreed_day != day || agreed <= times.starts) return;
        times.starts = times.first = agreed;
        times.second = std::max(times.second, agreed + policy_.second_reminder_after);
        // An appointment late in the day is not missed at the minute it begins.
        times.day_ends = std::max(times.day_ends, agreed + policy_.first_reminder);
    }

    Instant next_morning_after(Instant moment) const {
        const auto day = hours_.add_working_days(day_of(moment, zone_), 0);
        const auto same_day = at(day, policy_.next_morning, zone_);
        return same_day > moment ? same_day : at(hours_.next_working_day(day), policy_.next_morning, zone_);
    }

    const SponsorCall& call_;
    const Zone& zone_;
    const Zone& sponsors_zone_;
    const WorkingHours& hours_;
    const LadderPolicy& policy_;
};

} // namespace

// The moment of the trip is part of the key: a relapse asks for a new call and climbs a new ladder. A call that was
// moved stays on its ladder; only the word at the agreed time is a new one.
std::string rung_key(const Case& state, int day, int step) {
    const auto seconds = [](Instant at) { return at.time_since_epoch().count() / 1000; };
    const auto& call = state.call;
    const auto agreed = step == 1 && call.moved_to ? fmt::format("/{}", seconds(*call.moved_to)) : std::string{};
    return fmt::format("call/{}/d{}/r{}{}", seconds(call.asked_at), day, step, agreed);
}

UserId acting_manager(const Case& state, const Surroundings& around) {
    if (around.is_reachable(state.manager)) return state.manager;
    std::vector<UserId> candidates{state.holder(RescueRole::executive_sponsor), state.executive_sponsor,
                                   state.holder(RescueRole::recovery_lead), state.owner};
    for (const auto& [role, holder] : state.roles) candidates.push_back(holder);
    for (const auto* configured : {&around.policy->leaders, &around.policy->admins}) {
        for (const auto& entry : *configured)
            std::ranges::move(around.people_behind(entry), std::back_inserter(candidates));
    }
    const auto first = std::ranges::find_if(candidates, [&](const UserId& one) { return around.is_reachable(one); });
    return first == candidates.end() ? state.manager : *first;
}

std::vector<UserId> escalation_path(const Case& state, const Surroundings& around) {
    const auto by_role = state.holder(RescueRole::executive_sponsor);
    std::vector<UserId> path;
    for (const auto& person : {state.holder(RescueRole::recovery_lead), acting_manager(state, around),
                               by_role ? by_role : state.executive_sponsor}) {
        if (around.is_reachable(person)) add_once(path, person);
    }
    return path;
}

UserId caller_of(const Case& state, const Surroundings& around) {
    const auto& delegate = state.call.delegate;
    if (around.is_reachable(delegate)) return delegate;
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
    const Days days{state, caller, around};
    const int day = ladder_day(state);
    auto times = days.first();
    for (int later = 2; later <= day; ++later) times = days.after(times);

    const auto up = next_level(state, caller, around);
    const auto lead = state.holder(RescueRole::recovery_lead);
    // The last call makes a friendlier word that would come after it superfluous.
    const bool last_call =
        !times.agreed_for_later && times.starts < times.last_call && times.last_call < times.day_ends;
    const auto most_urgent = last_call ? times.last_call : times.day_ends;
    std::vector<Rung> rungs;
    const auto add = [&](int step, Instant due, const std::vector<UserId>& to, bool room, bool thread) {
        // After a standstill only the latest word counts; that the day ended is always said.
        if (!rungs.empty() && rungs.back().step < 4) rungs.back().expires = due;
        Rung rung{day, step, due, std::nullopt, {}, room, thread};
        for (const auto& person : to) add_once(rung.to, person);
        rungs.push_back(std::move(rung));
    };
    if (!times.agreed_for_later) {
        if (times.first < most_urgent) add(1, times.first, {caller}, false, false);
        if (times.first < times.second && times.second < most_urgent) add(2, times.second, {caller}, false, true);
    }
    if (last_call) add(3, times.last_call, {caller, lead}, false, false);
    add(4, times.day_ends, {up}, true, false);
    // What is agreed for then or later is no failure yet: whoever calls is reminded of it, and nobody else disturbed.
    const bool is_agreed = state.call.moved_to && *state.call.moved_to >= times.next_morning;
    add(5, times.next_morning, is_agreed ? std::vector{caller} : std::vector{caller, up}, false, false);
    rungs.back().expires = days.after(times).day_ends;
    return rungs;
}

Instant sponsor_can_be_called(const Case& state, Instant moment, const Surroundings& around) {
    const auto& hours = around.policy->working_hours;
    const auto& zone = *sponsors_zone(state, around.zone_of(caller_of(state, around)));
    const auto from = std::max(moment, state.call.window.opens);
    const auto day = day_of(from, zone);
    // The day on which a call counts may be longer than the hours of work (Q12).
    const bool is_callable = hours.is_working_day(day) && from >= hours.opening(day, zone) &&
                             from < at(day, around.policy->sponsor_call.close_of_day, zone);
    return is_callable ? from : hours.next_working_instant(from, zone);
}

} // namespace holdfast
