#include "playbooks/calendar/date_words.hpp"
#include "playbooks/calendar/day_text.hpp"
#include "tests/playbooks/calendar/zones.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>
#include <vector>

namespace holdfast {
namespace {

using namespace std::chrono_literals;
using test::day;

struct DateExample {
    std::string_view text;
    std::string_view expected;
};

TEST(DateWord, is_read_relative_to_today) {
    const auto friday = day("2026-02-27");
    for (const auto& [text, expected] : {
             DateExample{"today", "2026-02-27"},
             DateExample{"tomorrow", "2026-02-28"},
             DateExample{"sat", "2026-02-28"},
             DateExample{"sun", "2026-03-01"},
             DateExample{"mon", "2026-03-02"},
             DateExample{"thu", "2026-03-05"},
             DateExample{"fri", "2026-03-06"}, // a week away: today has its own word
             DateExample{"friday", "2026-03-06"},
             DateExample{"Wednesday", "2026-03-04"},
             DateExample{"TODAY", "2026-02-27"},
             DateExample{"2026-03-04", "2026-03-04"},
             DateExample{"2020-01-01", "2020-01-01"},
             DateExample{"+3d", "2026-03-02"},
             DateExample{"+2w", "2026-03-13"},
             DateExample{"+0d", "2026-02-27"},
             DateExample{"+14D", "2026-03-13"},
             DateExample{"+9999d", "2053-07-14"},
         }) {
        const auto read = parse_date_word(text, friday);
        ASSERT_TRUE(read) << read.error();
        EXPECT_EQ(format_day(*read), expected) << text;
    }
}

TEST(DateWord, refuses_other_text_and_names_it) {
    for (const std::string text :
         {"",           "yesterday",  "m",           "mo",         "mond",       "+d",         "+3",
          "3d",         "-3d",        "+3m",         "+99999d",    "++3d",       "+3.5d",      "2026-3-4",
          "2026/03/04", "04.03.2026", "2026-03-04x", "2026-02-30", "2026-13-01", "2026-00-10", "2026-01-00"}) {
        const auto read = parse_date_word(text, day("2026-02-27"));
        ASSERT_FALSE(read) << text;
        EXPECT_NE(read.error().find("\"" + text + "\""), std::string::npos) << read.error();
    }
}

TEST(ParsedDay, knows_leap_years) {
    EXPECT_TRUE(parse_day("2028-02-29"));
    EXPECT_FALSE(parse_day("2026-02-29"));
    EXPECT_FALSE(parse_day("2100-02-29"));
}

TEST(ParsedDay, is_no_word) {
    EXPECT_FALSE(parse_day("today"));
    EXPECT_FALSE(parse_day(" 2026-03-04"));
    EXPECT_FALSE(parse_day("2026-03-04T00:00:00Z"));
}

RC_GTEST_PROP(ParsedDay, is_what_was_written, ()) {
    const Day any{date::days{*rc::gen::inRange(-700'000, 2'900'000)}}; // the years 53 to 9909
    RC_ASSERT(parse_day(format_day(any)).value() == any);
}

RC_GTEST_PROP(DateWord, a_weekday_is_one_to_seven_days_ahead, ()) {
    const Day today{date::days{*rc::gen::inRange(0, 40'000)}};
    const date::weekday weekday{*rc::gen::inRange(0U, 7U)};
    const auto read = parse_date_word(weekday_name(weekday).substr(0, 3), today).value();
    RC_ASSERT(date::weekday{read} == weekday);
    RC_ASSERT(read > today);
    RC_ASSERT(read <= today + date::days{7});
}

struct TimeExample {
    std::string_view text;
    std::chrono::minutes expected;
};

TEST(TimeOfDay, is_read_with_twelve_and_with_twenty_four_hours) {
    for (const auto& [text, expected] : {
             TimeExample{"14:30", 14h + 30min},
             TimeExample{"9:00", 9h},
             TimeExample{"09:00", 9h},
             TimeExample{"0:00", 0h},
             TimeExample{"23:59", 23h + 59min},
             TimeExample{"2pm", 14h},
             TimeExample{"9:05am", 9h + 5min},
             TimeExample{"12am", 0h},
             TimeExample{"12pm", 12h},
             TimeExample{"12:30AM", 30min},
             TimeExample{"11:59pm", 23h + 59min},
         }) {
        const auto read = parse_time_of_day(text);
        ASSERT_TRUE(read) << read.error();
        EXPECT_EQ(*read, expected) << text;
    }
}

TEST(TimeOfDay, refuses_other_text_and_names_it) {
    for (const std::string text : {"", "14", "24:00", "14:60", "14:3", "14:300", "1:2:3", "13pm", "0am", "pm", ":30",
                                   "noon", "2 pm", "-1:00", "14:30h", "14:", "2:pm"}) {
        const auto read = parse_time_of_day(text);
        ASSERT_FALSE(read) << text;
        EXPECT_NE(read.error().find("\"" + text + "\""), std::string::npos) << read.error();
    }
}

TEST(DayText, is_iso_for_files_and_long_for_people) {
    EXPECT_EQ(format_day(day("2026-03-03")), "2026-03-03");
    EXPECT_EQ(format_day_long(day("2026-03-03")), "Tue 3 Mar 2026");
    EXPECT_EQ(format_day_long(day("2026-12-31")), "Thu 31 Dec 2026");
    EXPECT_EQ(format_minute_of_day(9h + 5min), "09:05");
    EXPECT_EQ(format_minute_of_day(24h), "24:00");
}

} // namespace
} // namespace holdfast
