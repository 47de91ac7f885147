#include "playbooks/calendar/sponsor_call_due.hpp"
#include "tests/playbooks/calendar/zones.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>
#include <tuple>
#include <vector>

namespace holdfast {
namespace {

using namespace std::chrono_literals;
using test::day;
using test::moment;
using test::zone;

struct Example {
    std::string_view trip; ///< where the sponsor is
    std::string_view window_start;
    std::string_view due;
    bool same_day;
    std::string_view reason;
};

TEST(SponsorCallDue, Q12_is_close_of_day_when_an_hour_is_left_and_else_the_first_hours_of_the_next_working_day) {
    for (const auto& [trip, window_start, due, same_day, reason] : {
             Example{"2026-03-02 09:12", "2026-03-02 09:12", "2026-03-02 18:00", true,
                     "8 hours 48 minutes were left of the sponsor's day"},
             Example{"2026-03-02 05:00", "2026-03-02 09:00", "2026-03-02 18:00", true,
                     "13 hours were left of the sponsor's day"},
             Example{"2026-03-02 17:00", "2026-03-02 17:00", "2026-03-02 18:00", true,
                     "60 minutes were left of the sponsor's day"},
             Example{"2026-03-02 17:01", "2026-03-03 09:00", "2026-03-03 11:00", false,
                     "only 59 minutes were left of the sponsor's day"},
             Example{"2026-03-02 17:40", "2026-03-03 09:00", "2026-03-03 11:00", false,
                     "only 20 minutes were left of the sponsor's day"},
             Example{"2026-03-02 17:59", "2026-03-03 09:00", "2026-03-03 11:00", false,
                     "only 1 minute was left of the sponsor's day"},
             Example{"2026-03-02 18:00", "2026-03-03 09:00", "2026-03-03 11:00", false,
                     "the sponsor's day was already over"},
             Example{"2026-03-02 23:50", "2026-03-03 09:00", "2026-03-03 11:00", false,
                     "the sponsor's day was already over"},
             Example{"2026-03-06 23:50", "2026-03-09 09:00", "2026-03-09 11:00", false,
                     "the sponsor's day was already over"},
             Example{"2026-03-07 10:00", "2026-03-09 09:00", "2026-03-09 11:00", false,
                     "it is Saturday for the sponsor"},
             Example{"2026-03-08 00:00", "2026-03-09 09:00", "2026-03-09 11:00", false, "it is Sunday for the sponsor"},
             Example{"2026-04-03 10:00", "2026-04-07 09:00", "2026-04-07 11:00", false,
                     "Fri 3 Apr 2026 is a holiday for the sponsor"},
         }) {
        WorkingHours hours;
        hours.holidays = {day("2026-04-03"), day("2026-04-06")};
        const auto call = sponsor_call_due(moment(trip, "Europe/Berlin"), zone("Europe/Berlin"), hours);
        EXPECT_EQ(call.window_start, moment(window_start, "Europe/Berlin")) << trip;
        EXPECT_EQ(call.due, moment(due, "Europe/Berlin")) << trip;
        EXPECT_EQ(call.call_day, day(due.substr(0, 10))) << trip;
        EXPECT_EQ(call.same_day, same_day) << trip;
        EXPECT_EQ(call.reason, reason) << trip;
    }
}

TEST(SponsorCallDue, S1_24_manager_in_auckland_with_sponsor_in_lisbon_goes_by_lisbon) {
    // Tuesday morning for the manager is still Monday evening for the sponsor.
    const auto early = sponsor_call_due(moment("2026-03-03 09:00", "Pacific/Auckland"), zone("Europe/Lisbon"), {});
    EXPECT_EQ(early.due, moment("2026-03-03 11:00", "Europe/Lisbon"));
    EXPECT_EQ(early.due, moment("2026-03-04 00:00", "Pacific/Auckland"));
    EXPECT_FALSE(early.same_day);

    // Tuesday evening for the manager is Tuesday morning for the sponsor.
    const auto late = sponsor_call_due(moment("2026-03-03 21:00", "Pacific/Auckland"), zone("Europe/Lisbon"), {});
    EXPECT_EQ(late.window_start, moment("2026-03-03 09:00", "Europe/Lisbon"));
    EXPECT_EQ(late.due, moment("2026-03-03 18:00", "Europe/Lisbon"));
    EXPECT_TRUE(late.same_day);

    // Saturday noon for the manager is Friday before midnight for the sponsor.
    const auto weekend = sponsor_call_due(moment("2026-03-07 12:00", "Pacific/Auckland"), zone("Europe/Lisbon"), {});
    EXPECT_EQ(weekend.call_day, day("2026-03-09"));
    EXPECT_EQ(weekend.reason, "the sponsor's day was already over");
}

TEST(SponsorCallDue, S1_24_on_the_day_of_a_clock_change_close_of_day_is_what_the_clock_shows) {
    WorkingHours every_day;
    every_day.days.set();
    for (const auto& [name, changing_day, real_time] :
         {std::tuple{"Europe/Berlin", "2026-03-29", 17h}, std::tuple{"Europe/Berlin", "2026-10-25", 19h},
          std::tuple{"America/New_York", "2026-03-08", 17h}, std::tuple{"America/New_York", "2026-11-01", 19h},
          std::tuple{"Pacific/Auckland", "2026-09-27", 17h}, std::tuple{"Pacific/Auckland", "2026-04-05", 19h},
          std::tuple{"Europe/Lisbon", "2026-03-29", 17h}, std::tuple{"Europe/Lisbon", "2026-10-25", 19h}}) {
        const auto midnight = at(day(changing_day), 0min, zone(name));
        const auto call = sponsor_call_due(midnight, zone(name), every_day);
        EXPECT_EQ(call.due, at(day(changing_day), 18h, zone(name))) << name << changing_day;
        EXPECT_EQ(call.due - midnight, real_time) << name << changing_day;
        EXPECT_EQ(call.window_start, at(day(changing_day), 9h, zone(name))) << name << changing_day;
    }
}

TEST(SponsorCallDue, keeps_to_configured_hours) {
    WorkingHours sunday_to_thursday;
    sunday_to_thursday.start = 8h;
    sunday_to_thursday.days = Weekdays{0b0011111};
    const SponsorCallRules rules{.close_of_day = 16h, .minutes_left = 30min, .first_hours = 3h};
    const auto same_day =
        sponsor_call_due(moment("2026-03-01 15:30", "Asia/Dubai"), zone("Asia/Dubai"), sunday_to_thursday, rules);
    EXPECT_EQ(same_day.due, moment("2026-03-01 16:00", "Asia/Dubai"));
    const auto friday =
        sponsor_call_due(moment("2026-03-06 10:00", "Asia/Dubai"), zone("Asia/Dubai"), sunday_to_thursday, rules);
    EXPECT_EQ(friday.due, moment("2026-03-08 11:00", "Asia/Dubai"));
    EXPECT_EQ(friday.reason, "it is Friday for the sponsor");
}

TEST(SponsorCallDue, is_never_later_than_close_of_day_when_the_first_hours_are_many) {
    const SponsorCallRules rules{.close_of_day = 10h, .minutes_left = 60min, .first_hours = 2h};
    const auto call = sponsor_call_due(moment("2026-03-02 12:00", "Europe/Berlin"), zone("Europe/Berlin"), {}, rules);
    EXPECT_EQ(call.due, moment("2026-03-03 10:00", "Europe/Berlin"));
}

RC_GTEST_PROP(SponsorCallDue, Q12_lies_on_a_working_day_of_the_sponsor_and_never_before_the_trip, ()) {
    WorkingHours hours;
    for (const int number : *rc::gen::container<std::vector<int>>(rc::gen::inRange(20'400, 20'800))) {
        hours.holidays.insert(Day{date::days{number}});
    }
    const auto& where = zone(*rc::gen::elementOf(test::zone_names));
    const Instant trip{std::chrono::seconds{*rc::gen::inRange(20'400 * 86'400, 20'800 * 86'400)}};

    const auto call = sponsor_call_due(trip, where, hours);

    RC_ASSERT(hours.is_working_day(call.call_day));
    RC_ASSERT(day_of(call.due, where) == call.call_day);
    RC_ASSERT(day_of(call.window_start, where) == call.call_day);
    RC_ASSERT(trip <= call.window_start);
    RC_ASSERT(call.window_start < call.due);
    RC_ASSERT(call.window_start >= hours.opening(call.call_day, where));
    RC_ASSERT(call.due <= at(call.call_day, 18h, where));
    RC_ASSERT(call.due - trip >= 60min);
    RC_ASSERT(call.same_day == (call.call_day == day_of(trip, where)));
    RC_ASSERT(!call.reason.empty());
}

} // namespace
} // namespace holdfast
