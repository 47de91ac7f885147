#include "playbooks/health/revenue_share.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace holdfast {
namespace {

TEST(RevenueShare, S0_01_an_account_of_20_percent_is_major) {
    const Money company{10'000'00};
    EXPECT_FALSE(revenue_share(Money{1'999'00}, company)->is_major); // 19.99 %
    EXPECT_FALSE(revenue_share(Money{1'999'99}, company)->is_major);
    EXPECT_TRUE(revenue_share(Money{2'000'00}, company)->is_major); // 20.00 %
    EXPECT_DOUBLE_EQ(revenue_share(Money{2'000'00}, company)->percent, 20);
    EXPECT_DOUBLE_EQ(revenue_share(Money{0}, company)->percent, 0);
}

TEST(RevenueShare, Q14_is_exact_at_any_size) {
    EXPECT_TRUE(revenue_share(Money{largest_amount.cents / 5}, largest_amount)->is_major);
    EXPECT_FALSE(revenue_share(Money{largest_amount.cents / 5 - 1}, largest_amount)->is_major);
    EXPECT_TRUE(revenue_share(Money{1}, Money{5})->is_major);
}

TEST(RevenueShare, Q14_is_unknown_without_a_company_revenue) {
    EXPECT_EQ(revenue_share(Money{1'00}, Money{0}), std::nullopt);
    EXPECT_EQ(revenue_share(Money{1'00}, Money{-5}), std::nullopt);
}

TEST(RevenueShare, S0_01_the_share_of_a_major_account_is_configurable) {
    EXPECT_TRUE(revenue_share(Money{1'250}, Money{10'000}, 12.5)->is_major);
    EXPECT_FALSE(revenue_share(Money{1'249}, Money{10'000}, 12.5)->is_major);
}

TEST(RevenueShare, Q14_compares_what_was_ordered_where_it_is_known_of_both_and_can_be_true) {
    const ComparedRevenue on_record{Money{90'00}, Money{900'00}};
    const ComparedRevenue ordered{Money{20'00}, Money{100'00}};
    EXPECT_EQ(comparable_revenue(ordered, on_record), ordered);
    EXPECT_EQ(comparable_revenue({Money{20'00}, std::nullopt}, on_record), on_record);
    EXPECT_EQ(comparable_revenue({Money{0}, Money{100'00}}, on_record), on_record);
    EXPECT_EQ(comparable_revenue({Money{200'00}, Money{100'00}}, on_record), on_record)
        << "an account cannot order more than all together";
}

RC_GTEST_PROP(RevenueShare, S0_01_is_the_rule_on_whole_numbers, ()) {
    const auto company = *rc::gen::inRange<std::int64_t>(1, 1'000);
    const auto account = *rc::gen::inRange<std::int64_t>(0, 1'000);
    RC_ASSERT(revenue_share(Money{account}, Money{company})->is_major == (account * 5 >= company));
}

} // namespace
} // namespace holdfast
