#include "bot/render/moments.hpp"
#include "tests/bot/render/example_rescue.hpp"

#include <gtest/gtest.h>

namespace holdfast::render {
namespace {

using test::ExampleRules;
using test::third_of_march;

/// Times are written out; Ann is in London, everybody else in Berlin.
class PlainDates : public testing::Test {
protected:
    PlainDates() : around{rules.around()} {
        policy.plain_dates = true;
        around.policy = &policy;
        around.zone_of = [](const UserId& user) {
            return find_zone(user.value == "U0ANN" ? "Europe/London" : "Europe/Berlin");
        };
    }
    slack::Mrkdwn as_read_by(const char* user, Instant at) const {
        return shown(at, Showing::to(UserId{user}, around, third_of_march(12)));
    }

    ExampleRules rules;
    Policy policy;
    Surroundings around;
};

TEST_F(PlainDates, have_one_blank_before_a_day_of_one_digit) {
    EXPECT_EQ(as_read_by("U0KIM", third_of_march(9, 12)), slack::Mrkdwn{std::string{"Tue 3 Mar, 10:12 CET"}});
    EXPECT_EQ(as_read_by("U0KIM", third_of_march(9, 12) + date::days{10}),
              slack::Mrkdwn{std::string{"Fri 13 Mar, 10:12 CET"}});
}

TEST_F(PlainDates, rule_10_are_those_of_the_readers_own_zone) {
    EXPECT_EQ(as_read_by("U0ANN", third_of_march(9, 12)), slack::Mrkdwn{std::string{"Tue 3 Mar, 09:12 GMT"}});
    EXPECT_EQ(as_read_by("U0ANN", third_of_march(23, 30)), slack::Mrkdwn{std::string{"Tue 3 Mar, 23:30 GMT"}});
    EXPECT_EQ(as_read_by("U0KIM", third_of_march(23, 30)), slack::Mrkdwn{std::string{"Wed 4 Mar, 00:30 CET"}});
}

TEST_F(PlainDates, of_nobody_in_particular_are_those_of_the_company) {
    const Showing showing{around, third_of_march(12)};
    EXPECT_EQ(shown(third_of_march(9, 12), showing), slack::Mrkdwn{std::string{"Tue 3 Mar, 10:12 CET"}});
}

} // namespace
} // namespace holdfast::render
