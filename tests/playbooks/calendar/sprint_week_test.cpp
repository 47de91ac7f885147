#include "playbooks/calendar/sprint_week.hpp"
#include "tests/playbooks/calendar/zones.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace holdfast {
namespace {

using namespace std::chrono_literals;
using test::moment;
using test::zone;

int week_in(std::string_view name, std::string_view opened, std::string_view now) {
    return sprint_week(moment(opened, name), moment(now, name), zone(name));
}

TEST(SprintWeek, S0_28_counts_from_one_and_changes_at_local_midnight_after_seven_days) {
    EXPECT_EQ(week_in("Europe/Berlin", "2026-03-02 09:12", "2026-03-02 09:12"), 1);
    EXPECT_EQ(week_in("Europe/Berlin", "2026-03-02 09:12", "2026-03-08 23:59"), 1);
    EXPECT_EQ(week_in("Europe/Berlin", "2026-03-02 09:12", "2026-03-09 00:00"), 2);
    EXPECT_EQ(week_in("Europe/Berlin", "2026-03-02 23:50", "2026-03-09 00:00"), 2);
    EXPECT_EQ(week_in("Europe/Berlin", "2026-03-02 09:12", "2026-04-26 23:59"), 8);
    EXPECT_EQ(week_in("Europe/Berlin", "2026-03-02 09:12", "2026-04-27 00:00"), 9);
}

TEST(SprintWeek, S0_28_is_right_across_clock_changes_and_the_ends_of_months_and_years) {
    // Exactly 168 hours after a midnight before the spring change it is 01:00, before the autumn change 23:00.
    EXPECT_EQ(week_in("Europe/Berlin", "2026-03-25 00:00", "2026-04-01 00:00"), 2);
    EXPECT_EQ(week_in("Europe/Berlin", "2026-10-21 00:00", "2026-10-27 23:30"), 1);
    EXPECT_EQ(week_in("America/New_York", "2026-10-28 00:00", "2026-11-04 00:00"), 2);
    EXPECT_EQ(week_in("Pacific/Auckland", "2026-04-01 00:00", "2026-04-07 23:30"), 1);
    EXPECT_EQ(week_in("Europe/Lisbon", "2026-12-28 10:00", "2027-01-04 00:00"), 2);
    EXPECT_EQ(week_in("Europe/Lisbon", "2028-02-28 10:00", "2028-03-05 23:59"), 1); // a leap year
}

TEST(SprintWeek, before_the_opening_is_the_first) {
    EXPECT_EQ(week_in("Europe/Berlin", "2026-03-02 09:12", "2026-02-01 00:00"), 1);
}

RC_GTEST_PROP(SprintWeek, S0_28_goes_up_by_one_with_every_seven_days_on_the_wall, ()) {
    const auto& where = zone(*rc::gen::elementOf(test::zone_names));
    const Instant opened{std::chrono::minutes{*rc::gen::inRange(20'400 * 1440, 20'800 * 1440)}};
    const Instant now = opened + std::chrono::minutes{*rc::gen::inRange(0, 60 * 1440)};
    const auto a_week_later = to_instant(to_wall_time(now, where) + date::weeks{1}, where);
    RC_ASSERT(sprint_week(opened, a_week_later, where) == sprint_week(opened, now, where) + 1);
}

} // namespace
} // namespace holdfast
