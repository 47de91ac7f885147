#include "playbooks/rescue/ladder.hpp"
#include "tests/playbooks/rescue/case_builder.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace holdfast {
namespace {

using test::Company;
using test::Rescue;

Company somewhere() {
    Company company;
    company.zones[test::manager] = *rc::gen::elementOf(test::zone_names);
    company.zones[test::colleague] = *rc::gen::elementOf(test::zone_names);
    if (*rc::gen::inRange(0, 5) == 0) company.deactivated.insert(test::manager);
    return company;
}

Rescue some_rescue() {
    auto opening = test::acme();
    opening.sponsor.zone = *rc::gen::elementOf(test::zone_names);
    // A year around, both clock changes of both hemispheres included.
    const Instant trip{std::chrono::seconds{*rc::gen::inRange(20'450 * 86'400, 20'815 * 86'400)}};
    return Rescue{trip, somewhere(), opening};
}

RC_GTEST_PROP(Ladder, S1_24_rungs_rise_in_time_and_never_come_before_the_trip, ()) {
    const auto rescue = some_rescue();
    const auto rungs = rungs_of_the_day(rescue.state, rescue.company.around());
    RC_ASSERT(rungs.size() >= 2U);
    RC_ASSERT(rungs[rungs.size() - 2].step == 4);
    RC_ASSERT(rungs.back().step == 5);
    for (std::size_t i = 0; i < rungs.size(); ++i) {
        RC_ASSERT(rungs[i].due > rescue.state.call.asked_at);
        RC_ASSERT(rungs[i].due >= rescue.state.call.window.opens);
        if (i > 0) {
            RC_ASSERT(rungs[i - 1].due < rungs[i].due);
            RC_ASSERT(rungs[i - 1].step < rungs[i].step);
        }
        RC_ASSERT(!rungs[i].to.empty());
    }
}

/// A program that wakes in random steps and sometimes stands still for days, people who call, delegate, move and miss.
RC_GTEST_PROP(Ladder, S1_24_no_rung_comes_twice_none_after_the_call_and_the_end_of_each_day_is_told, ()) {
    auto rescue = some_rescue();
    std::map<std::string, int> times_fired;
    std::set<int> days_ended;
    bool moved_or_delegated = false;
    int steps = 0;
    while (steps++ < 60) {
        const bool standstill = *rc::gen::inRange(0, 12) == 0;
        const auto step =
            std::chrono::minutes{standstill ? *rc::gen::inRange(60, 6 * 24 * 60) : *rc::gen::inRange(1, 240)};
        const auto at = rescue.now + step;

        int loudest_friendly = 0;
        for (const auto& fired : rescue.tick(at)) {
            if (fired.reminder.kind != ReminderKind::sponsor_call) continue;
            RC_ASSERT(++times_fired[fired.reminder.key] == 1);
            RC_ASSERT(rescue.state.call.owed());
            if (fired.reminder.stage == 4) {
                RC_ASSERT(!fired.event.pointless);
                RC_ASSERT(!fired.notices.empty());
                days_ended.insert(fired.reminder.number);
            }
            if (fired.reminder.stage == 5 && !moved_or_delegated) RC_ASSERT(days_ended.contains(fired.reminder.number));
            if (fired.reminder.stage < 4 && !fired.notices.empty()) ++loudest_friendly;
        }
        RC_ASSERT(loudest_friendly <= 1);

        // A restart: the case folded anew wants the same.
        Case again;
        again.id = rescue.state.id;
        for (const auto& recorded : rescue.history) evolve(again, recorded);
        const auto wanted = wanted_reminders(again, rescue.company.around());
        const auto before = rescue.wanted();
        RC_ASSERT(wanted.size() == before.size());
        for (std::size_t i = 0; i < wanted.size(); ++i) {
            RC_ASSERT(wanted[i].key == before[i].key);
            RC_ASSERT(wanted[i].due == before[i].due);
            RC_ASSERT(wanted[i].to == before[i].to);
        }

        switch (*rc::gen::inRange(0, 20)) {
        case 0: (void)rescue.ask(at, test::call_with_sponsor(false), {test::manager, true}); break;
        case 1:
            moved_or_delegated = true;
            (void)rescue.ask(at, request::DelegateSponsorCall{test::colleague}, {test::manager, true});
            break;
        case 2: {
            moved_or_delegated = true;
            const auto to = at + std::chrono::minutes{*rc::gen::inRange(1, 7 * 24 * 60)};
            (void)rescue.ask(at, request::MoveSponsorCall{to, "travelling"}, {test::manager, true});
            break;
        }
        case 3:
            if (steps < 40) break;
            (void)rescue.ask(at, test::call_with_sponsor(), {test::stranger, false});
            RC_ASSERT(!rescue.state.call.owed());
            RC_ASSERT(rescue.wanted(ReminderKind::sponsor_call).empty());
            break;
        default: break;
        }
    }
    if (rescue.state.call.owed()) RC_ASSERT(rescue.wanted(ReminderKind::sponsor_call).size() >= 1U);
}

} // namespace
} // namespace holdfast
