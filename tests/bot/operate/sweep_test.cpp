#include "bot/clock/clock.hpp"
#include "playbooks/calendar/day_text.hpp"
#include "playbooks/calendar/zone.hpp"
#include "tests/bot/operate/command_fixture.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <string>

namespace holdfast {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class SweepTest : public CommandTest {};

TEST_F(SweepTest, that_is_a_dry_run_says_what_would_trip_and_why_and_opens_nothing) {
    import_accounts();
    for (int i = 0; i < 2; ++i) {
        const auto run = program_.run("sweep --dry-run --as-of 2026-05-04");
        EXPECT_EQ(run.status, 0);
        EXPECT_THAT(run.out, HasSubstr("acme (Acme GmbH): would open a rescue: "));
        EXPECT_THAT(run.out, HasSubstr("dry run: 2 accounts evaluated, 1 tripped"));
    }
    EXPECT_EQ(program_.run("export acme").status, 1);
    EXPECT_THAT(program_.run("sweep --dry-run --as-of 2026-01-04").out, HasSubstr("0 tripped"));
}

TEST_F(SweepTest, opens_a_rescue_once) {
    open_rescue();
    const auto again = program_.run("sweep --as-of 2026-05-04");
    EXPECT_EQ(again.status, 0);
    EXPECT_THAT(again.out, Not(HasSubstr("opened")));
}

TEST_F(SweepTest, does_not_open_rescues_of_the_future) {
    import_accounts();
    EXPECT_EQ(program_.run("sweep --as-of 2199-01-01").status, 1);
    EXPECT_EQ(program_.run("sweep --as-of 2199-01-01 --dry-run").status, 0);
}

TEST_F(SweepTest, as_of_a_day_that_has_not_come_everywhere_opens_nothing_anywhere) {
    // Their days never overlap: where it is 25 hours earlier it is always yesterday.
    const auto today = day_of(SystemClock{}.now(), *find_zone("Pacific/Kiritimati"));
    const auto renewal = format_day(today + date::days{7});
    program_.write("accounts.csv", fmt::format("id,name,renewal_date,time_zone\n"
                                               "acme,Acme GmbH,{},Pacific/Kiritimati\n"
                                               "globex,Globex,,Pacific/Pago_Pago\n",
                                               renewal));
    ASSERT_EQ(program_.run("import accounts accounts.csv").status, 0);
    const auto run = program_.run("sweep --as-of " + format_day(today));
    EXPECT_EQ(run.status, 1);
    EXPECT_EQ(run.out, "");
    expect_one_line_of_complaint(run);
    EXPECT_THAT(program_.run("sweep --dry-run").out, HasSubstr("acme (Acme GmbH): would open a rescue"));
}

} // namespace
} // namespace holdfast
