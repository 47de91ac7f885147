#include "playbooks/calendar/zone.hpp"
#include "tests/playbooks/calendar/zones.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <array>

namespace holdfast {
namespace {

using namespace std::chrono_literals;
using test::day;
using test::minute;
using test::moment;
using test::zone;

Instant utc(std::string_view wall_time) {
    return moment(wall_time, "Etc/UTC");
}

TEST(Zone, is_found_by_its_iana_name_only) {
    ASSERT_NE(find_zone("Europe/Berlin"), nullptr);
    EXPECT_EQ(find_zone("Europe/Berlin")->name(), "Europe/Berlin");
    EXPECT_EQ(find_zone("Europe/Atlantis"), nullptr);
    EXPECT_EQ(find_zone(""), nullptr);
    EXPECT_EQ(find_zone("../../etc/passwd"), nullptr);
}

TEST(Zone, Q12_unknown_zone_of_the_sponsor_falls_back_to_the_next_known_one) {
    const std::array<std::string_view, 3> names{"", "Nowhere/Land", "Pacific/Auckland"};
    ASSERT_NE(first_known_zone(names), nullptr);
    EXPECT_EQ(first_known_zone(names)->name(), "Pacific/Auckland");
    EXPECT_EQ(first_known_zone(std::span{names}.first(2)), nullptr);
    EXPECT_EQ(first_known_zone({}), nullptr);
}

struct ClockChange {
    std::string_view zone;
    std::string_view wall_time;
    std::string_view utc;
};

TEST(Zone, a_time_that_the_clocks_jump_over_becomes_the_first_instant_after_the_gap) {
    for (const auto& [name, wall_time, expected] :
         {ClockChange{"Europe/Berlin", "2026-03-29 02:30", "2026-03-29 01:00"},
          ClockChange{"America/New_York", "2026-03-08 02:00", "2026-03-08 07:00"},
          ClockChange{"Pacific/Auckland", "2026-09-27 02:59", "2026-09-26 14:00"},
          ClockChange{"Europe/Lisbon", "2026-03-29 01:30", "2026-03-29 01:00"}}) {
        EXPECT_EQ(moment(wall_time, name), utc(expected)) << name;
    }
}

TEST(Zone, a_time_that_the_clocks_show_twice_becomes_the_earlier_one) {
    for (const auto& [name, wall_time, expected] :
         {ClockChange{"Europe/Berlin", "2026-10-25 02:30", "2026-10-25 00:30"},
          ClockChange{"America/New_York", "2026-11-01 01:30", "2026-11-01 05:30"},
          ClockChange{"Pacific/Auckland", "2026-04-05 02:30", "2026-04-04 13:30"},
          ClockChange{"Europe/Lisbon", "2026-10-25 01:30", "2026-10-25 00:30"}}) {
        EXPECT_EQ(moment(wall_time, name), utc(expected)) << name;
    }
}

TEST(Zone, day_and_minute_are_those_on_the_wall) {
    const auto instant = utc("2026-03-02 23:30") + 59s + 999ms;
    EXPECT_EQ(day_of(instant, zone("Europe/Lisbon")), day("2026-03-02"));
    EXPECT_EQ(minute_of_day(instant, zone("Europe/Lisbon")), minute("23:30"));
    EXPECT_EQ(day_of(instant, zone("Pacific/Auckland")), day("2026-03-03"));
    EXPECT_EQ(minute_of_day(instant, zone("Pacific/Auckland")), minute("12:30"));
    EXPECT_EQ(day_of(instant, zone("America/New_York")), day("2026-03-02"));
}

TEST(Zone, on_the_day_of_a_clock_change_the_minute_is_still_what_the_clock_shows) {
    EXPECT_EQ(minute_of_day(utc("2026-03-29 01:00"), zone("Europe/Berlin")), minute("3:00"));
    EXPECT_EQ(minute_of_day(utc("2026-10-25 01:00"), zone("Europe/Berlin")), minute("2:00"));
}

TEST(Zone, days_before_1970_and_negative_instants_are_ordinary) {
    const auto instant = moment("1969-12-31 23:59", "Europe/Berlin");
    EXPECT_EQ(day_of(instant, zone("Europe/Berlin")), day("1969-12-31"));
    EXPECT_EQ(minute_of_day(instant, zone("Europe/Berlin")), minute("23:59"));
}

TEST(Zone, minute_1440_is_the_midnight_that_ends_the_day) {
    EXPECT_EQ(at(day("2026-03-02"), 24h, zone("Europe/Berlin")), moment("2026-03-03 00:00", "Europe/Berlin"));
}

RC_GTEST_PROP(Zone, every_instant_comes_back_from_its_wall_time_unless_the_clocks_show_it_twice, ()) {
    const auto& where = zone(*rc::gen::elementOf(test::zone_names));
    const Instant instant{std::chrono::minutes{*rc::gen::inRange(25'000'000, 32'000'000)}}; // 2017 to 2030
    const auto back = to_instant(to_wall_time(instant, where), where);
    RC_ASSERT(back == instant || instant - back == 1h);
}

} // namespace
} // namespace holdfast
