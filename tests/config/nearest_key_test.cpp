#include "config/nearest_key.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace holdfast {
namespace {

const std::vector<std::string> known{"time_zone",    "tickets",   "tickets.floor",
                                     "sprint.weeks", "plan.days", "watch.days"};

TEST(NearestKey, finds_a_misspelt_one) {
    EXPECT_EQ(nearest_key("timezone", known), "time_zone");
    EXPECT_EQ(nearest_key("tickets.flor", known), "tickets.floor");
    EXPECT_EQ(nearest_key("ticket", known), "tickets");
}

TEST(NearestKey, finds_one_that_stands_in_the_wrong_section) {
    EXPECT_EQ(nearest_key("floor", known), "tickets.floor");
    EXPECT_EQ(nearest_key("sponsor_call.weeks", known), "sprint.weeks");
}

TEST(NearestKey, does_not_guess_between_equals_or_strangers) {
    EXPECT_EQ(nearest_key("sponsor_call.days", known), "");
    EXPECT_EQ(nearest_key("favourite_colour", known), "");
    EXPECT_EQ(nearest_key("x", {}), "");
}

} // namespace
} // namespace holdfast
