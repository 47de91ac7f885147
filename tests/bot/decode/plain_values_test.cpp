#include "bot/decode/plain_values.hpp"
#include "playbooks/calendar/day_text.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace holdfast {
namespace {

using namespace std::chrono_literals;
using namespace date::literals;

Instant utc(date::year_month_day day, std::chrono::milliseconds time = {}) {
    return Instant{date::sys_days{day}} + time;
}

TEST(PlainValues, days) {
    EXPECT_EQ(iso_day("2026-03-04"), Day{2026_y / 3 / 4});
    EXPECT_EQ(iso_day("2028-02-29"), Day{2028_y / 2 / 29});
    for (const std::string bad : {"", "2026-3-4", "2026-02-29", "2026-13-01", "2026-00-10", "2026-01-00", "04.03.2026",
                                  "2026-03-04 ", " 2026-03-04", "2026-03-04T00:00:00Z", "20260304", "0026-03-04",
                                  "1899-12-31", "2200-01-01", "-026-03-04", "2026/03/04"})
        EXPECT_FALSE(iso_day(bad)) << bad;
}

TEST(PlainValues, instants) {
    const std::vector<std::pair<std::string, Instant>> good{
        {"2026-03-04", utc(2026_y / 3 / 4)},
        {"2026-03-04T09:12:00Z", utc(2026_y / 3 / 4, 9h + 12min)},
        {"2026-03-04t09:12:00z", utc(2026_y / 3 / 4, 9h + 12min)},
        {"2026-03-04 09:12Z", utc(2026_y / 3 / 4, 9h + 12min)},
        {"2026-03-04T09:12:00+01:00", utc(2026_y / 3 / 4, 8h + 12min)},
        {"2026-03-04T00:30:00+0530", utc(2026_y / 3 / 3, 19h)},
        {"2026-03-04T23:00:00-05:00", utc(2026_y / 3 / 5, 4h)},
        {"2026-03-04T09:12:07.5Z", utc(2026_y / 3 / 4, 9h + 12min + 7500ms)},
        {"2026-03-04T09:12:07.123456789Z", utc(2026_y / 3 / 4, 9h + 12min + 7123ms)},
    };
    for (const auto& [text, expected] : good) EXPECT_EQ(iso_instant(text), expected) << text;
    for (const std::string bad :
         {"", "2026-03-04T09:12:00", "2026-03-04T09:12", "2026-03-04T24:00:00Z", "2026-03-04T09:60:00Z",
          "2026-03-04T09:12:60Z", "2026-03-04T09:12:00.Z", "2026-03-04T9:12:00Z", "2026-03-04T09:12:00Z ",
          "2026-03-04T09:12:00+1", "2026-03-04T09:12:00 +01:00", "2026-02-30T09:12:00Z", "1772615520", "2026-03-04T"})
        EXPECT_FALSE(iso_instant(bad)) << bad;
}

TEST(PlainValues, clock_times) {
    EXPECT_EQ(clock_time("00:00"), 0min);
    EXPECT_EQ(clock_time("23:59"), 1439min);
    for (const std::string bad : {"", "24:00", "9:00", "0900", "09:60", "09:00:00"})
        EXPECT_FALSE(clock_time(bad)) << bad;
}

TEST(PlainValues, money_is_exact) {
    const std::vector<std::pair<std::string, std::int64_t>> good{{"0", 0},
                                                                 {"1200", 120'000},
                                                                 {"1234.5", 123'450},
                                                                 {"1234.50", 123'450},
                                                                 {"0.01", 1},
                                                                 {"-12.5", -1250},
                                                                 {"0.29", 29},
                                                                 {"-0", 0},
                                                                 {"007", 700},
                                                                 {"9999999999999.99", 999'999'999'999'999},
                                                                 {"-10000000000000.00", -1'000'000'000'000'000},
                                                                 {"00000000000000000001", 100}};
    for (const auto& [text, cents] : good) EXPECT_EQ(plain_money(text), Money{cents}) << text;
    for (const std::string bad : {"",      "-",
                                  ".",     "12,5",
                                  "1,200", "1.234",
                                  "12.",   ".5",
                                  "1e3",   "1.2k",
                                  "+5",    "€5",
                                  "1 200", "1000000000000000",
                                  "NaN",   "99999999999999999999x",
                                  "--5",   "5-",
                                  "0x10",  "1.-5"})
        EXPECT_FALSE(plain_money(bad)) << bad;
}

TEST(PlainValues, money_above_the_largest_amount_is_refused_for_that) {
    for (const std::string text : {"10000000000000.01", "-10000000000001", "99999999999999", "999999999999999.99",
                                   "99999999999999999999999999999999999999"}) {
        const auto amount = plain_money(text);
        ASSERT_FALSE(amount) << text;
        EXPECT_EQ(amount.error(), "an amount that can be kept: 10,000,000,000,000 is the most") << text;
    }
    EXPECT_EQ(plain_money("99999999999999999999x").error(), "a plain decimal such as 1234.50");
    EXPECT_EQ(format_money(largest_amount, {}), "10,000,000,000,000") << "as the refusal says";
}

RC_GTEST_PROP(PlainValues, money_survives_being_written, ()) {
    const auto cents = *rc::gen::inRange<std::int64_t>(-largest_amount.cents, largest_amount.cents + 1);
    RC_ASSERT(plain_money(plain_decimal(Money{cents})).value().cents == cents);
}

RC_GTEST_PROP(PlainValues, days_survive_being_written, ()) {
    const Day day{date::days{*rc::gen::inRange(-25'567, 84'005)}};
    RC_ASSERT(iso_day(format_day(day)) == day);
}

TEST(PlainValues, numbers) {
    EXPECT_EQ(whole_number("10", 1, 10), 10);
    EXPECT_EQ(whole_number("-3", -5, 5), -3);
    for (const std::string bad : {"", "0", "11", "5.0", "five", "+5", " 5", "99999999999999999999"})
        EXPECT_FALSE(whole_number(bad, 1, 10)) << bad;
    EXPECT_EQ(finite_number("96"), 96.0);
    EXPECT_EQ(finite_number("-1e-3"), -0.001);
    for (const std::string bad : {"", "nan", "inf", "-infinity", "1,5", "5 %", "1e999", "0x1p3"})
        EXPECT_FALSE(finite_number(bad)) << bad;
}

TEST(PlainValues, yes_and_no) {
    for (const std::string yes : {"yes", "TRUE", "1", "Yes"}) EXPECT_EQ(yes_or_no(yes), true) << yes;
    for (const std::string no : {"no", "False", "0", "NO"}) EXPECT_EQ(yes_or_no(no), false) << no;
    for (const std::string neither : {"", "y", "2", "maybe", "yes "}) EXPECT_FALSE(yes_or_no(neither)) << neither;
}

TEST(PlainValues, slack_ids_and_addresses) {
    EXPECT_TRUE(is_slack_user("U012AB3CD"));
    EXPECT_TRUE(is_slack_user("W0ORGUSER1"));
    for (const std::string bad : {"", "U", "C012AB3CD", "u012ab3cd", "U012 AB", "@kim", "<@U012AB3CD>"})
        EXPECT_FALSE(is_slack_user(bad)) << bad;
    EXPECT_TRUE(is_email("kim@example.com"));
    EXPECT_TRUE(is_email("kim.o'hara+acme@mail.example.co.uk"));
    for (const std::string bad : {"", "kim", "kim@", "@example.com", "kim@example", "kim@.com", "kim@example.",
                                  "a@b@example.com", "kim @example.com", "a@example.com,b@example.com"})
        EXPECT_FALSE(is_email(bad)) << bad;
}

TEST(PlainValues, currencies_have_three_letters) {
    EXPECT_EQ(currency_code("eur"), "EUR");
    EXPECT_EQ(currency_code("USD"), "USD");
    for (const std::string bad : {"", "EU", "euros", "E1R", "€", " EUR", "[[["})
        EXPECT_FALSE(currency_code(bad)) << bad;
}

TEST(PlainValues, texts_have_a_length_and_lines) {
    EXPECT_EQ(flaw_of_line("Dana Fox", longest_name), std::nullopt);
    EXPECT_EQ(flaw_of_line("ü", 1), std::nullopt) << "characters, not bytes";
    EXPECT_EQ(flaw_of_line("abc", 2), "is longer than 2 characters");
    EXPECT_EQ(flaw_of_line("Dana\nFox", longest_name), "contains a line break");
    EXPECT_EQ(flaw_of_note("two\nlines\tof it", longest_note), std::nullopt);
    EXPECT_EQ(flaw_of_note(std::string_view{"a\0b", 3}, longest_note), "contains a control character");
}

TEST(PlainValues, phone_numbers) {
    for (const std::string good :
         {"+49 30 555 01", "+4930123", "(030) 123-456", "030/555.01", "+1 (555) 010-0199", "112"})
        EXPECT_TRUE(is_phone(good)) << good;
    for (const std::string bad : {"", "abc", "+49", "+", "(", "12", "+49 30 abc", "-030 555", "+49 30 555 ", "+49 30 -",
                                  "++49 30 555", "123456789012345678901", "030 555 ext"})
        EXPECT_FALSE(is_phone(bad)) << bad;
}

RC_GTEST_PROP(PlainValues, survive_arbitrary_bytes, (const std::string& text)) {
    RC_ASSERT(!is_phone(text) || text.size() >= 3);
    RC_ASSERT(!iso_day(text) || text.size() == 10);
    RC_ASSERT(!iso_instant(text) || text.size() >= 10);
    RC_ASSERT(!clock_time(text) || text.size() == 5);
    RC_ASSERT(!plain_money(text) || !text.empty());
    RC_ASSERT(!finite_number(text) || !text.empty());
}

} // namespace
} // namespace holdfast
