#include "playbooks/signals/order_frequency.hpp"
#include "tests/playbooks/signals/histories.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace holdfast {
namespace {

using test::as_of;
using test::day;
using test::with_usual_then;

Reading read(int usual, int january, int february) {
    return read_order_frequency(with_usual_then({1'00, usual}, {1'00, january}, {1'00, february}), {},
                                as_of(day("2026-03-02")));
}

struct Counts {
    int usual;
    int january;
    int february;
    ReadingState expected;
};

TEST(OrderFrequency, S0_14b_trips_when_a_quarter_of_the_orders_is_missing) {
    for (const auto& [usual, january, february, expected] : {
             Counts{1'000, 751, 751, ReadingState::quiet},   // 24.9
             Counts{1'000, 750, 750, ReadingState::tripped}, // 25.0
             Counts{1'000, 749, 752, ReadingState::quiet},   // 24.95
             Counts{4, 3, 3, ReadingState::tripped},
             Counts{4, 2, 4, ReadingState::tripped}, // the mean of both months counts
             Counts{4, 3, 4, ReadingState::quiet},
             Counts{4, 0, 0, ReadingState::tripped},
             Counts{4, 9, 9, ReadingState::quiet},
         }) {
        const auto reading = read(usual, january, february);
        EXPECT_EQ(reading.state, expected) << january << " " << february << ": " << reading.words;
        EXPECT_EQ(reading.detector, Detector::order_frequency);
    }
}

TEST(OrderFrequency, S0_14b_says_why_with_the_numbers) {
    const auto reading = read(4, 2, 3);
    ASSERT_TRUE(reading.tripped());
    EXPECT_EQ(reading.words,
              "Orders came 37.5 % less often than usual: 2.5 a month in January and February instead of 4.");
    const auto& numbers = reading.signals.front().numbers;
    EXPECT_DOUBLE_EQ(numbers.at("baseline"), 4);
    EXPECT_DOUBLE_EQ(numbers.at("current"), 2.5);
    EXPECT_DOUBLE_EQ(numbers.at("drop_percent"), 37.5);
    EXPECT_DOUBLE_EQ(numbers.at("orders1"), 2);
    EXPECT_DOUBLE_EQ(numbers.at("orders2"), 3);
    EXPECT_EQ(read(4, 4, 3).words,
              "Orders a month in January and February: 3.5, usually 4. A drop of 25 % is a signal.");
}

TEST(OrderFrequency, S0_90_without_a_baseline_nothing_is_known) {
    EXPECT_EQ(read_order_frequency({}, {}, as_of(day("2026-03-02"))).state, ReadingState::no_data);
}

RC_GTEST_PROP(OrderFrequency, S0_14b_is_the_rule_on_whole_numbers, ()) {
    const auto count = rc::gen::inRange(0, 200);
    const int usual = *rc::gen::inRange(1, 200);
    const int january = *count;
    const int february = *count;
    RC_ASSERT(read(usual, january, february).tripped() == ((january + february) * 4 <= 2 * usual * 3));
}

} // namespace
} // namespace holdfast
