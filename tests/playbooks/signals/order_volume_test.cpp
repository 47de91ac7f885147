#include "playbooks/signals/order_baseline.hpp"
#include "playbooks/signals/order_volume.hpp"
#include "tests/playbooks/signals/histories.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <limits>
#include <string>

namespace holdfast {
namespace {

using test::as_of;
using test::day;
using test::MonthBefore;
using test::with_usual_then;

Reading read(const AccountHistory& history, Day today = day("2026-03-02")) {
    return read_order_volume(history, {}, as_of(today));
}

struct Drops {
    std::int64_t usual;
    std::int64_t january;
    std::int64_t february;
    ReadingState expected;
};

TEST(OrderVolume, S0_14a_trips_when_both_last_complete_months_are_below_90_percent) {
    for (const auto& [usual, january, february, expected] : {
             Drops{1'000'00, 900'00, 900'00, ReadingState::quiet},   // 10.0 and 10.0
             Drops{1'000'00, 899'00, 899'00, ReadingState::tripped}, // 10.1 and 10.1
             Drops{1'000'00, 880'00, 910'00, ReadingState::quiet},   // 12 and 9
             Drops{1'000'00, 910'00, 880'00, ReadingState::quiet},   // 9 and 12
             Drops{1'000'00, 899'99, 899'99, ReadingState::tripped}, // one cent makes it
             Drops{1'000'00, 899'99, 900'00, ReadingState::quiet},
             Drops{1'000'00, 0, 0, ReadingState::tripped},
             Drops{1'000'00, -50'00, 100'00, ReadingState::tripped}, // credit notes
             Drops{1'000'00, 1'200'00, 1'500'00, ReadingState::quiet},
         }) {
        const auto reading = read(with_usual_then({usual}, {january}, {february}));
        EXPECT_EQ(reading.state, expected) << january << " " << february << ": " << reading.words;
        EXPECT_EQ(reading.signals.size(), reading.tripped() ? 1U : 0U);
        EXPECT_EQ(reading.detector, Detector::order_volume);
    }
}

TEST(OrderVolume, S0_14a_says_why_with_the_numbers) {
    const auto reading = read(with_usual_then({42'000'00}, {37'380'00}, {36'540'00}));
    ASSERT_TRUE(reading.tripped());
    EXPECT_EQ(reading.words, "Orders fell 11 % and 13 % below the usual 42,000 a month in January and February.");
    const auto& numbers = reading.signals.front().numbers;
    EXPECT_DOUBLE_EQ(numbers.at("baseline"), 42'000);
    EXPECT_DOUBLE_EQ(numbers.at("baseline_months"), 12);
    EXPECT_DOUBLE_EQ(numbers.at("month1"), 202601);
    EXPECT_DOUBLE_EQ(numbers.at("month2"), 202602);
    EXPECT_DOUBLE_EQ(numbers.at("month1_total"), 37'380);
    EXPECT_DOUBLE_EQ(numbers.at("month2_total"), 36'540);
    EXPECT_NEAR(numbers.at("drop1_percent"), 11, 1e-9);
    EXPECT_NEAR(numbers.at("drop2_percent"), 13, 1e-9);
    EXPECT_EQ(reading.signals.front().at, as_of(day("2026-03-02")).instant);
}

TEST(OrderVolume, S0_90_a_quiet_reading_has_its_numbers_too) {
    const auto reading = read(with_usual_then({1'000'00}, {950'00}, {1'020'00}));
    EXPECT_EQ(reading.words, "Orders were 950 in January, 5 % below and 1,020 in February, 2 % above the usual 1,000 a "
                             "month. More than 10 % below in both months is a signal.");
}

TEST(OrderVolume, Q2_the_running_month_does_not_count) {
    auto history = with_usual_then({1'000'00}, {1'000'00}, {1'000'00});
    history.order_months.push_back({date::year{2026} / date::March, Money{1'00}, 1});
    EXPECT_EQ(read(history, day("2026-03-31")).state, ReadingState::quiet);

    history.order_months.push_back({date::year{2026} / date::April, Money{1'00}, 1});
    EXPECT_EQ(read(history, day("2026-04-30")).state, ReadingState::quiet) << "February was still fine";
    EXPECT_EQ(read(history, day("2026-05-01")).state, ReadingState::tripped);
}

TEST(OrderVolume, S0_14a_months_without_orders_count_as_nothing_ordered) {
    auto history = with_usual_then({1'000'00}, {1'000'00}, {1'000'00});
    std::erase_if(history.order_months, [](const OrderMonth& row) { return row.month.year() == date::year{2026}; });
    const auto reading = read(history);
    ASSERT_TRUE(reading.tripped()) << reading.words;
    EXPECT_DOUBLE_EQ(reading.signals.front().numbers.at("drop2_percent"), 100);

    // A gap within the baseline lowers what is usual: 11 months of 1,000 over 12 months are 916.67.
    auto gap = with_usual_then({1'000'00}, {820'00}, {820'00});
    gap.order_months.erase(gap.order_months.begin() + 5);
    EXPECT_DOUBLE_EQ(read(gap).signals.at(0).numbers.at("baseline_months"), 12);
    EXPECT_NEAR(read(gap).signals.at(0).numbers.at("baseline"), 916.67, 0.01);
}

TEST(OrderVolume, S0_14a_needs_three_months_to_know_what_is_usual) {
    const auto two = read(with_usual_then({1'000'00}, {500'00}, {500'00}, 2));
    EXPECT_EQ(two.state, ReadingState::no_data);
    EXPECT_EQ(two.words,
              "Complete months with orders on record before the last two: 2. To know what is usual, 3 are needed.");
    EXPECT_TRUE(read(with_usual_then({1'000'00}, {500'00}, {500'00}, 3)).tripped());
}

TEST(OrderVolume, S0_14a_only_the_last_twelve_months_are_usual) {
    std::vector<MonthBefore> months(24, {9'000'00});
    months.insert(months.end(), 12, {1'000'00});
    months.insert(months.end(), 2, {950'00});
    EXPECT_EQ(read(test::with_months_before_march_2026(months)).state, ReadingState::quiet);
}

TEST(OrderVolume, S0_90_no_orders_are_no_data_and_never_quiet) {
    EXPECT_EQ(read({}).state, ReadingState::no_data);
    EXPECT_EQ(read({}).words, "No orders are on record.");

    const auto nothing_before = read(with_usual_then({0, 0}, {500'00}, {500'00}));
    EXPECT_EQ(nothing_before.state, ReadingState::no_data) << nothing_before.words;

    AccountHistory only_later;
    only_later.order_months.push_back({date::year{2027} / date::January, Money{1'00}, 1});
    EXPECT_EQ(read(only_later).state, ReadingState::no_data);
}

TEST(OrderVolume, decides_exactly_at_the_largest_amounts) {
    const auto largest = largest_amount.cents;
    EXPECT_FALSE(read(with_usual_then({largest}, {largest / 10 * 9}, {largest / 10 * 9})).tripped());
    EXPECT_TRUE(read(with_usual_then({largest}, {largest / 10 * 9 - 1}, {largest / 10 * 9 - 1})).tripped());
}

TEST(OrderVolume, months_that_cannot_be_counted_together_are_read_all_the_same) {
    constexpr auto most = std::numeric_limits<std::int64_t>::max();
    EXPECT_EQ(read(with_usual_then({most}, {most}, {most})).state, ReadingState::quiet);
    EXPECT_TRUE(read(with_usual_then({most}, {1}, {1})).tripped());
}

TEST(OrderVolume, the_threshold_is_configurable_with_decimals) {
    Thresholds thresholds;
    thresholds.order_volume.drop_percent = 12.5;
    const auto state = [&](std::int64_t cents) {
        return read_order_volume(with_usual_then({1'000'00}, {cents}, {cents}), thresholds, as_of(day("2026-03-02")))
            .state;
    };
    EXPECT_EQ(state(875'00), ReadingState::quiet);
    EXPECT_EQ(state(874'99), ReadingState::tripped);
}

RC_GTEST_PROP(OrderVolume, S0_14a_is_the_rule_on_whole_numbers_whatever_the_order_of_the_rows, ()) {
    const auto amount = rc::gen::inRange<std::int64_t>(0, 2'000);
    const auto usual = *rc::gen::container<std::vector<std::int64_t>>(12, amount);
    const auto january = *amount;
    const auto february = *amount;
    std::vector<MonthBefore> months(usual.begin(), usual.end());
    months.push_back({january});
    months.push_back({february});
    auto history = test::with_months_before_march_2026(months);
    std::ranges::reverse(history.order_months);

    std::int64_t sum = 0;
    for (const auto cents : usual) sum += cents;
    RC_PRE(sum > 0);
    const auto below = [sum](std::int64_t cents) { return cents * 12 * 10 < sum * 9; };
    RC_ASSERT(read(history).tripped() == (below(january) && below(february)));
}

} // namespace
} // namespace holdfast
