#include "playbooks/calendar/working_time.hpp"
#include "tests/playbooks/calendar/zones.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <stdexcept>
#include <string>
#include <vector>

namespace holdfast {
namespace {

using namespace std::chrono_literals;
using test::day;
using test::minute;
using test::moment;
using test::zone;

WorkingHours with_holidays(std::set<Day> holidays) {
    WorkingHours hours;
    hours.holidays = std::move(holidays);
    return hours;
}

TEST(WorkingDays, are_monday_to_friday_without_holidays) {
    const auto hours = with_holidays({day("2026-12-25")});
    EXPECT_TRUE(hours.is_working_day(day("2026-03-02")));  // Monday
    EXPECT_TRUE(hours.is_working_day(day("2026-03-06")));  // Friday
    EXPECT_FALSE(hours.is_working_day(day("2026-03-07"))); // Saturday
    EXPECT_FALSE(hours.is_working_day(day("2026-03-08"))); // Sunday
    EXPECT_FALSE(hours.is_working_day(day("2026-12-25"))); // Friday
}

TEST(WorkingDays, the_next_one_is_after_the_day_even_when_the_day_is_one) {
    const auto hours = with_holidays({day("2026-04-03"), day("2026-04-06")}); // Good Friday, Easter Monday
    EXPECT_EQ(hours.next_working_day(day("2026-03-02")), day("2026-03-03"));
    EXPECT_EQ(hours.next_working_day(day("2026-03-06")), day("2026-03-09"));
    EXPECT_EQ(hours.next_working_day(day("2026-04-02")), day("2026-04-07"));
    EXPECT_EQ(hours.previous_working_day(day("2026-04-07")), day("2026-04-02"));
}

TEST(WorkingDays, are_added_forwards_and_backwards) {
    const WorkingHours hours;
    EXPECT_EQ(hours.add_working_days(day("2026-03-06"), 1), day("2026-03-09"));
    EXPECT_EQ(hours.add_working_days(day("2026-03-07"), 1), day("2026-03-09"));
    EXPECT_EQ(hours.add_working_days(day("2026-03-02"), 5), day("2026-03-09"));
    EXPECT_EQ(hours.add_working_days(day("2026-02-26"), 3), day("2026-03-03")); // over the end of the month
    EXPECT_EQ(hours.add_working_days(day("2026-03-09"), -1), day("2026-03-06"));
    EXPECT_EQ(hours.add_working_days(day("2026-03-08"), -1), day("2026-03-06"));
}

TEST(WorkingDays, adding_none_stays_on_a_working_day_and_leaves_a_day_off) {
    const WorkingHours hours;
    EXPECT_EQ(hours.add_working_days(day("2026-03-06"), 0), day("2026-03-06"));
    EXPECT_EQ(hours.add_working_days(day("2026-03-07"), 0), day("2026-03-09"));
}

TEST(WorkingDays, Q6_between_leaves_out_the_first_day_and_counts_the_last) {
    const WorkingHours hours;
    EXPECT_EQ(hours.working_days_between(day("2026-03-04"), day("2026-03-06")), 2);
    EXPECT_EQ(hours.working_days_between(day("2026-03-06"), day("2026-03-09")), 1);
    EXPECT_EQ(hours.working_days_between(day("2026-03-07"), day("2026-03-08")), 0);
    EXPECT_EQ(hours.working_days_between(day("2026-03-02"), day("2026-03-02")), 0);
    EXPECT_EQ(hours.working_days_between(day("2026-03-06"), day("2026-03-04")), -2);
}

TEST(WorkingTime, starts_at_the_first_minute_and_is_over_at_the_last) {
    const WorkingHours hours;
    const auto is_working = [&](std::string_view wall_time) {
        return hours.is_working_instant(moment(wall_time, "Europe/Berlin"), zone("Europe/Berlin"));
    };
    EXPECT_FALSE(is_working("2026-03-02 08:59"));
    EXPECT_TRUE(is_working("2026-03-02 09:00"));
    EXPECT_TRUE(is_working("2026-03-02 17:29"));
    EXPECT_FALSE(is_working("2026-03-02 17:30"));
    EXPECT_FALSE(is_working("2026-03-07 12:00"));
}

TEST(WorkingTime, the_next_working_instant_is_now_or_the_next_opening) {
    const WorkingHours hours;
    const auto next = [&](std::string_view wall_time) {
        return hours.next_working_instant(moment(wall_time, "Europe/Berlin"), zone("Europe/Berlin"));
    };
    EXPECT_EQ(next("2026-03-02 10:15"), moment("2026-03-02 10:15", "Europe/Berlin"));
    EXPECT_EQ(next("2026-03-02 03:00"), moment("2026-03-02 09:00", "Europe/Berlin"));
    EXPECT_EQ(next("2026-03-02 17:30"), moment("2026-03-03 09:00", "Europe/Berlin"));
    EXPECT_EQ(next("2026-03-06 23:50"), moment("2026-03-09 09:00", "Europe/Berlin"));
    EXPECT_EQ(next("2026-03-07 12:00"), moment("2026-03-09 09:00", "Europe/Berlin"));
}

struct Addition {
    std::string_view from;
    std::chrono::minutes amount;
    std::string_view to;
};

TEST(WorkingTime, is_added_across_evenings_weekends_and_holidays) {
    const auto hours = with_holidays({day("2026-03-10")});
    for (const auto& [from, amount, to] : {
             Addition{"2026-03-06 16:00", 2h, "2026-03-09 09:30"},
             Addition{"2026-03-02 09:00", 4h, "2026-03-02 13:00"},
             Addition{"2026-03-02 16:00", 90min, "2026-03-02 17:30"}, // done at closing, not next morning
             Addition{"2026-03-02 16:00", 91min, "2026-03-03 09:01"},
             Addition{"2026-03-02 20:00", 1h, "2026-03-03 10:00"},
             Addition{"2026-03-09 17:00", 1h, "2026-03-11 09:30"}, // over a holiday
             Addition{"2026-03-07 11:00", 0min, "2026-03-09 09:00"},
             Addition{"2026-03-02 09:00", 17h, "2026-03-03 17:30"},
         }) {
        EXPECT_EQ(hours.add_working_time(moment(from, "Europe/Berlin"), amount, zone("Europe/Berlin")),
                  moment(to, "Europe/Berlin"))
            << from;
    }
}

struct ClockChangeWeekend {
    std::string_view zone;
    std::string_view friday;
    std::string_view monday;
    std::chrono::hours real_time; ///< from Friday 16:00 to Monday 09:30
};

TEST(WorkingTime, keeps_to_the_wall_clock_over_a_clock_change) {
    const WorkingHours hours;
    constexpr auto usual = 65h;
    for (const auto& [name, friday, monday, real_time] : {
             ClockChangeWeekend{"Europe/Berlin", "2026-03-27", "2026-03-30", usual - 1h},
             ClockChangeWeekend{"Europe/Berlin", "2026-10-23", "2026-10-26", usual + 1h},
             ClockChangeWeekend{"America/New_York", "2026-03-06", "2026-03-09", usual - 1h},
             ClockChangeWeekend{"America/New_York", "2026-10-30", "2026-11-02", usual + 1h},
             ClockChangeWeekend{"Pacific/Auckland", "2026-09-25", "2026-09-28", usual - 1h},
             ClockChangeWeekend{"Pacific/Auckland", "2026-04-03", "2026-04-06", usual + 1h},
             ClockChangeWeekend{"Europe/Lisbon", "2026-03-27", "2026-03-30", usual - 1h},
             ClockChangeWeekend{"Europe/Lisbon", "2026-10-23", "2026-10-26", usual + 1h},
         }) {
        const auto from = at(day(friday), minute("16:00"), zone(name));
        const auto reached = hours.add_working_time(from, 2h, zone(name));
        EXPECT_EQ(reached, at(day(monday), minute("9:30"), zone(name))) << name << friday;
        EXPECT_EQ(reached - from, real_time + 30min) << name << friday;
    }
}

TEST(WorkingTime, counts_real_time_when_the_clocks_change_inside_working_hours) {
    WorkingHours night_shift;
    night_shift.start = 0min;
    night_shift.end = 6h;
    night_shift.days.set();
    const auto& berlin = zone("Europe/Berlin");
    const auto spring = moment("2026-03-29 00:00", "Europe/Berlin");
    EXPECT_EQ(night_shift.add_working_time(spring, 5h, berlin), moment("2026-03-29 06:00", "Europe/Berlin"));
    const auto autumn = moment("2026-10-25 00:00", "Europe/Berlin");
    EXPECT_EQ(night_shift.add_working_time(autumn, 7h, berlin), moment("2026-10-25 06:00", "Europe/Berlin"));
}

TEST(WorkingTime, skips_a_day_whose_working_hours_the_clocks_jump_over) {
    WorkingHours hours;
    hours.start = minute("2:00");
    hours.end = minute("3:00");
    hours.days.set();
    EXPECT_EQ(hours.next_working_instant(moment("2026-03-28 12:00", "Europe/Berlin"), zone("Europe/Berlin")),
              moment("2026-03-30 02:00", "Europe/Berlin"));
}

TEST(WorkingHours, say_what_makes_them_unusable) {
    EXPECT_EQ(WorkingHours{}.problem(), "");
    WorkingHours no_days;
    no_days.days.reset();
    WorkingHours backwards;
    backwards.start = 18h;
    WorkingHours past_midnight;
    past_midnight.end = 25h;
    for (const auto& hours : {no_days, backwards, past_midnight}) {
        EXPECT_NE(hours.problem(), "");
        EXPECT_THROW((void)hours.next_working_day(day("2026-03-02")), std::logic_error);
        EXPECT_THROW((void)hours.add_working_time({}, 1h, zone("Etc/UTC")), std::logic_error);
    }
}

TEST(WorkingHours, refuse_to_add_time_backwards) {
    EXPECT_THROW((void)WorkingHours{}.add_working_time({}, -1min, zone("Etc/UTC")), std::invalid_argument);
}

/// Hours as a company could configure them, with holidays scattered over the years of the generated instants.
WorkingHours any_hours() {
    WorkingHours hours;
    hours.start = std::chrono::minutes{*rc::gen::inRange(0, 1400)};
    hours.end = std::chrono::minutes{*rc::gen::inRange(static_cast<int>(hours.start.count()) + 1, 1441)};
    hours.days = Weekdays{*rc::gen::inRange(1UL, 128UL)};
    for (const int number : *rc::gen::container<std::vector<int>>(rc::gen::inRange(20'000, 20'400))) {
        hours.holidays.insert(Day{date::days{number}});
    }
    return hours;
}

Instant any_instant() {
    return Instant{std::chrono::minutes{*rc::gen::inRange(20'000 * 1440, 20'400 * 1440)}};
}

RC_GTEST_PROP(WorkingTime, additions_never_land_outside_working_hours, ()) {
    const auto hours = any_hours();
    const auto& where = zone(*rc::gen::elementOf(test::zone_names));
    const auto from = any_instant();
    const std::chrono::minutes amount{*rc::gen::inRange(0, 3'000)};

    const auto reached = hours.add_working_time(from, amount, where);

    const auto day_reached = day_of(reached - 1ms, where);
    const bool at_closing = hours.is_working_day(day_reached) && reached == hours.closing(day_reached, where);
    RC_ASSERT(hours.is_working_instant(reached, where) || at_closing);
    RC_ASSERT(reached >= from + amount);
}

RC_GTEST_PROP(WorkingTime, adding_in_two_portions_is_adding_at_once, ()) {
    const auto hours = any_hours();
    const auto& where = zone(*rc::gen::elementOf(test::zone_names));
    const auto from = any_instant();
    const std::chrono::minutes first{*rc::gen::inRange(0, 2'000)};
    const std::chrono::minutes second{*rc::gen::inRange(1, 2'000)};
    RC_ASSERT(hours.add_working_time(hours.add_working_time(from, first, where), second, where) ==
              hours.add_working_time(from, first + second, where));
}

RC_GTEST_PROP(WorkingTime, the_next_working_instant_is_a_working_one_and_never_earlier, ()) {
    const auto hours = any_hours();
    const auto& where = zone(*rc::gen::elementOf(test::zone_names));
    const auto from = any_instant();
    const auto next = hours.next_working_instant(from, where);
    RC_ASSERT(next >= from);
    RC_ASSERT(hours.is_working_instant(next, where));
    RC_ASSERT((next == from) == hours.is_working_instant(from, where));
}

RC_GTEST_PROP(WorkingDays, added_days_are_working_days_and_are_counted_back, ()) {
    const auto hours = any_hours();
    const Day from{date::days{*rc::gen::inRange(20'000, 20'400)}};
    const int count = *rc::gen::inRange(-60, 61);
    const auto reached = hours.add_working_days(from, count);
    RC_ASSERT(hours.is_working_day(reached));
    if (count > 0) RC_ASSERT(hours.working_days_between(from, reached) == count);
}

} // namespace
} // namespace holdfast
