#include "playbooks/accounts/money.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

namespace holdfast {
namespace {

struct Example {
    std::string text;
    std::int64_t cents;
};

TEST(Money, reads_what_the_grammar_of_the_command_allows) {
    const std::vector<Example> examples{{"1200", 120'000},
                                        {"1200.5", 120'050},
                                        {"1200.50", 120'050},
                                        {"1.2k", 120'000},
                                        {"3.4m", 340'000'000},
                                        {"0", 0},
                                        {"0.01", 1},
                                        {"1.23456k", 123'456},
                                        {"2K", 200'000},
                                        {"1M", 100'000'000},
                                        {"1200.5000", 120'050},
                                        {"007", 700},
                                        {"0.00000001m", 1},
                                        {"10000000000000", 1'000'000'000'000'000}};
    for (const auto& [text, cents] : examples) {
        const auto amount = parse_money(text);
        ASSERT_TRUE(amount) << text << ": " << amount.error();
        EXPECT_EQ(amount->cents, cents) << text;
    }
}

TEST(Money, allows_a_minus_in_plain_decimals_for_credit_notes) {
    EXPECT_EQ(parse_money("-1200"), Money{-120'000});
    EXPECT_EQ(parse_money("-0.05"), Money{-5});
    EXPECT_FALSE(parse_money("-1.2k"));
    EXPECT_FALSE(parse_money("--1"));
}

TEST(Money, refuses_what_is_no_amount_and_names_it) {
    const std::vector<std::string> refused{"",      "-",     ".",     ".5",  "5.",    "k",    "1.2.3", "1,200", "12e3",
                                           "1200 ", " 1200", "+1200", "1.k", "1.2kk", "1.2b", "€12",   "0x10",  "nan"};
    for (const auto& text : refused) {
        const auto amount = parse_money(text);
        ASSERT_FALSE(amount) << text;
        EXPECT_NE(amount.error().find("\"" + text + "\""), std::string::npos) << amount.error();
    }
}

TEST(Money, refuses_fractions_of_a_cent) {
    EXPECT_FALSE(parse_money("0.001"));
    EXPECT_FALSE(parse_money("1.234567k"));
    EXPECT_FALSE(parse_money("0.000000001m"));
}

TEST(Money, refuses_more_than_the_largest_amount_instead_of_overflowing) {
    EXPECT_EQ(parse_money("10000000000000"), largest_amount);
    EXPECT_EQ(parse_money("-10000000000000"), Money{-largest_amount.cents});
    EXPECT_FALSE(parse_money("10000000000000.01"));
    EXPECT_FALSE(parse_money("-10000000000000.01"));
    EXPECT_FALSE(parse_money(std::string(400, '9')));
    EXPECT_EQ(parse_money("10000001m").error(),
              "\"10000001m\" is more money than can be kept. The most is 10,000,000,000,000.");
}

TEST(Money, adds_up_and_stays_at_the_end_of_what_can_be_counted) {
    constexpr std::numeric_limits<std::int64_t> countable;
    Money sum{5};
    sum += Money{-7};
    EXPECT_EQ(sum, Money{-2});
    sum += Money{countable.max()};
    EXPECT_EQ(sum, Money{countable.max() - 2});
    sum += largest_amount;
    EXPECT_EQ(sum, Money{countable.max()});
    sum = Money{countable.min() + 1};
    sum += Money{-2};
    EXPECT_EQ(sum, Money{countable.min()});
}

TEST(Money, is_shown_with_thousands_separators_and_without_empty_cents) {
    EXPECT_EQ(format_money(Money{123'450'000}, "EUR"), "EUR 1,234,500");
    EXPECT_EQ(format_money(Money{123'450}, ""), "1,234.50");
    EXPECT_EQ(format_money(Money{99'900}, "USD"), "USD 999");
    EXPECT_EQ(format_money(Money{100'000}, ""), "1,000");
    EXPECT_EQ(format_money(Money{5}, ""), "0.05");
    EXPECT_EQ(format_money(Money{0}, ""), "0");
    EXPECT_EQ(format_money(Money{-123'450}, "EUR"), "EUR -1,234.50");
    EXPECT_EQ(format_money(Money{std::numeric_limits<std::int64_t>::min()}, ""), "-92,233,720,368,547,758.08");
}

TEST(Money, is_written_to_files_as_a_plain_decimal) {
    EXPECT_EQ(plain_decimal(Money{123'450}), "1234.50");
    EXPECT_EQ(plain_decimal(Money{-50}), "-0.50");
    EXPECT_EQ(plain_decimal(Money{0}), "0.00");
}

RC_GTEST_PROP(Money, reads_back_what_it_wrote, ()) {
    const Money amount{*rc::gen::inRange<std::int64_t>(-largest_amount.cents, largest_amount.cents + 1)};
    RC_ASSERT(parse_money(plain_decimal(amount)).value().cents == amount.cents);
}

RC_GTEST_PROP(Money, never_accepts_text_that_means_something_else, ()) {
    const auto text = *rc::gen::container<std::string>(rc::gen::elementOf(std::string{"0123456789.-"}));
    const auto amount = parse_money(text);
    RC_CLASSIFY(amount.has_value());
    if (!amount) return;
    RC_ASSERT(static_cast<long double>(amount->cents) == std::round(std::stold(text) * 100));
}

} // namespace
} // namespace holdfast
