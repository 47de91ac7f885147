#include "playbooks/health/decline_stage.hpp"
#include "tests/playbooks/signals/histories.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

namespace holdfast {
namespace {

using test::day;

const auto today = day("2026-03-02");

OrderBaseline with_last_month_at(std::int64_t cents) {
    const auto history = test::with_usual_then({1'000'00}, {1'000'00}, {cents});
    return order_baseline(history.order_months, {}, today).value();
}

struct Fall {
    std::int64_t cents;
    DeclineStage expected;
};

TEST(DeclineStage, S0_09_to_S0_11_is_the_last_band_reached) {
    for (const auto& [cents, expected] : {
             Fall{1'100'00, DeclineStage::none},
             Fall{901'00, DeclineStage::none},
             Fall{900'01, DeclineStage::none},
             Fall{900'00, DeclineStage::shift}, // at least 10 %, unlike the signal
             Fall{880'00, DeclineStage::shift},
             Fall{830'00, DeclineStage::shift}, // between the bands of the playbook
             Fall{800'01, DeclineStage::shift},
             Fall{800'00, DeclineStage::distancing},
             Fall{750'00, DeclineStage::distancing},
             Fall{650'00, DeclineStage::distancing},
             Fall{600'01, DeclineStage::distancing},
             Fall{600'00, DeclineStage::crisis},
             Fall{0, DeclineStage::crisis},
         }) {
        const auto orders = with_last_month_at(cents);
        EXPECT_EQ(decline_of(&orders, {}, today).stage, expected) << cents;
    }
}

TEST(DeclineStage, S0_12_month_4_starts_on_day_90) {
    const auto month_after = [](int days) { return month_since_first_signal(today - date::days{days}, today); };
    EXPECT_EQ(month_after(0), 1);
    EXPECT_EQ(month_after(29), 1);
    EXPECT_EQ(month_after(30), 2);
    EXPECT_EQ(month_after(89), 3);
    EXPECT_EQ(month_after(90), 4);
    EXPECT_EQ(month_after(365), 13);
    EXPECT_EQ(month_after(-5), 1);
}

TEST(DeclineStage, Q1_months_alone_give_a_stage_too) {
    const auto after = [](int days) { return decline_of(nullptr, today - date::days{days}, today).stage; };
    EXPECT_EQ(after(0), DeclineStage::shift);
    EXPECT_EQ(after(59), DeclineStage::shift);
    EXPECT_EQ(after(60), DeclineStage::distancing);
    EXPECT_EQ(after(119), DeclineStage::distancing);
    EXPECT_EQ(after(120), DeclineStage::crisis);
    EXPECT_EQ(after(400), DeclineStage::crisis);
    EXPECT_EQ(
        decline_of(nullptr, today, today).words,
        "Habits begin to change. It is month 1 since the first warning sign; what orders are usual is not known.");
}

TEST(DeclineStage, Q1_where_orders_and_months_disagree_the_worse_counts_and_the_words_say_so) {
    const auto orders = with_last_month_at(880'00);
    const auto later = decline_of(&orders, today - date::days{65}, today);
    EXPECT_EQ(later.by_orders, DeclineStage::shift);
    EXPECT_EQ(later.by_months, DeclineStage::distancing);
    EXPECT_EQ(later.stage, DeclineStage::distancing);
    EXPECT_EQ(later.month, 3);
    EXPECT_NEAR(later.drop_percent.value(), 12, 1e-9);
    EXPECT_EQ(later.words, "The customer keeps its distance. Orders in February were 12 % below usual, but it is month "
                           "3 since the first warning sign, which makes it “distancing”.");

    const auto fallen = with_last_month_at(500'00);
    const auto early = decline_of(&fallen, today, today);
    EXPECT_EQ(early.stage, DeclineStage::crisis);
    EXPECT_EQ(early.month, 1);
    EXPECT_EQ(early.words, "The customer is about to leave. Orders in February were 50 % below usual, which makes it "
                           "“crisis” although it is only month 1 since the first warning sign.");
}

TEST(DeclineStage, Q1_orders_as_usual_are_called_so_and_no_percentage_of_nothing) {
    const auto orders = with_last_month_at(1'000'00);
    EXPECT_EQ(decline_of(&orders, {}, today).words, "Orders in February were as usual.");
    EXPECT_EQ(decline_of(&orders, today, today).words,
              "Habits begin to change. Orders in February were as usual, but it is month 1 since the first warning "
              "sign, which makes it “shift”.");
}

TEST(DeclineStage, Q1_says_no_more_than_needed_when_both_agree) {
    const auto orders = with_last_month_at(880'00);
    EXPECT_EQ(decline_of(&orders, today, today).words,
              "Habits begin to change. Orders in February were 12 % below usual, and it is month 1 since the first "
              "warning sign.");
    const auto growing = with_last_month_at(1'100'00);
    EXPECT_EQ(decline_of(&growing, {}, today).words, "Orders in February were 10 % above usual.");
}

TEST(DeclineStage, S0_90_is_unknown_rather_than_none_without_orders_and_signals) {
    const auto decline = decline_of(nullptr, {}, today);
    EXPECT_EQ(decline.stage, std::nullopt);
    EXPECT_EQ(decline.words, "What orders are usual is not known.");
}

TEST(DeclineStage, the_bands_are_configurable) {
    const auto orders = with_last_month_at(850'00);
    EXPECT_EQ(
        decline_of(&orders, {}, today, {.shift_percent = 5, .distancing_percent = 15, .crisis_percent = 30}).stage,
        DeclineStage::distancing);
}

RC_GTEST_PROP(DeclineStage, Q1_is_never_better_than_either_judgement, ()) {
    const auto orders = with_last_month_at(*rc::gen::inRange<std::int64_t>(0, 1'500'00));
    const auto decline = decline_of(&orders, today - date::days{*rc::gen::inRange(0, 300)}, today);
    RC_ASSERT(decline.stage == std::max(decline.by_orders, decline.by_months));
    RC_ASSERT(decline.by_orders.has_value());
    RC_ASSERT(decline.by_months.has_value());
}

} // namespace
} // namespace holdfast
