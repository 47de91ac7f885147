#include "playbooks/wording/duration.hpp"

#include <gtest/gtest.h>

namespace holdfast {
namespace {

using namespace std::chrono_literals;

TEST(DurationInWords, goes_from_minutes_to_hours_to_days) {
    EXPECT_EQ(duration_in_words(-3min), "0 minutes");
    EXPECT_EQ(duration_in_words(59s), "0 minutes");
    EXPECT_EQ(duration_in_words(1min), "1 minute");
    EXPECT_EQ(duration_in_words(119min), "119 minutes");
    EXPECT_EQ(duration_in_words(120min), "2 hours");
    EXPECT_EQ(duration_in_words(310min), "5 hours 10 minutes");
    EXPECT_EQ(duration_in_words(47h + 59min), "47 hours 59 minutes");
    EXPECT_EQ(duration_in_words(48h), "2 days");
    EXPECT_EQ(duration_in_words(3391min), "2 days 8 hours");
}

} // namespace
} // namespace holdfast
