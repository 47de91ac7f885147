#include "playbooks/signals/qualitative.hpp"
#include "tests/playbooks/signals/histories.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

namespace holdfast {
namespace {

using test::as_of;
using test::day;
using test::noon;

const auto today = day("2026-03-02");

constexpr auto slow = SignalKind::champion_slow;
constexpr auto unmet = SignalKind::new_stakeholder;
constexpr auto options = SignalKind::evaluating_options;

struct Flag {
    SignalKind kind;
    int days_ago;
};

AccountHistory with_flags(std::initializer_list<Flag> flags) {
    AccountHistory history;
    for (const auto& [kind, days_ago] : flags) {
        history.flags.push_back({.kind = kind, .at = noon(today - date::days{days_ago}), .note = "a note", .by = "U1"});
    }
    return history;
}

Reading read(std::initializer_list<Flag> flags) {
    return read_qualitative(with_flags(flags), {}, as_of(today));
}

TEST(Qualitative, S0_25_two_different_kinds_within_thirty_days_trip) {
    EXPECT_EQ(read({{slow, 5}, {slow, 0}}).state, ReadingState::watch) << "the same kind counts once";
    EXPECT_EQ(read({{slow, 5}, {unmet, 0}}).state, ReadingState::tripped);
    EXPECT_EQ(read({{slow, 0}, {unmet, 0}}).state, ReadingState::tripped);
    EXPECT_EQ(read({{slow, 30}, {unmet, 0}}).state, ReadingState::tripped);
    EXPECT_EQ(read({{slow, 31}, {unmet, 0}}).state, ReadingState::watch);
    EXPECT_EQ(read({{slow, 31}, {unmet, 0}, {slow, 1}}).state, ReadingState::tripped);
}

TEST(Qualitative, S0_25_the_first_one_alone_is_a_watch) {
    const auto reading = read({{slow, 3}});
    EXPECT_EQ(reading.state, ReadingState::watch);
    EXPECT_EQ(reading.words,
              "1 of the 2 different warning signs within 30 days that make an alert: “Champion slow to call back” on "
              "Fri 27 Feb 2026. Look for another.");
    ASSERT_EQ(reading.signals.size(), 1U);
    EXPECT_EQ(reading.signals[0].note, "a note");
}

TEST(Qualitative, S0_25_says_by_which_flags_it_tripped) {
    const auto reading = read({{unmet, 0}, {slow, 9}, {slow, 4}});
    EXPECT_EQ(reading.words, "2 different warning signs within 30 days: “Champion slow to call back” on Thu 26 Feb "
                             "2026 and “New, unmet people” on Mon 2 Mar 2026.");
    ASSERT_EQ(reading.signals.size(), 2U);
    EXPECT_EQ(reading.signals[0].kind, slow);
    EXPECT_EQ(reading.signals[0].at, noon(today - date::days{4})) << "the newest of its kind";
    EXPECT_EQ(reading.signals[1].kind, unmet);
    EXPECT_EQ(reading.signals[1].by, "U1");
}

TEST(Qualitative, S0_25_says_the_number_that_was_given_with_a_flag) {
    AccountHistory history;
    history.flags.push_back({slow, noon(today), {{std::string{reported_number}, 14}}, "days without an answer", "U1"});
    EXPECT_THAT(read_qualitative(history, Thresholds{}, as_of(today)).words,
                testing::HasSubstr("“Champion slow to call back (14)” on Mon 2 Mar 2026"));
}

TEST(Qualitative, S0_25_an_alert_ends_thirty_days_after_its_last_flag) {
    EXPECT_EQ(read({{slow, 40}, {unmet, 30}}).state, ReadingState::tripped);
    EXPECT_EQ(read({{slow, 41}, {unmet, 31}}).state, ReadingState::quiet);
    EXPECT_EQ(read({{slow, 41}, {unmet, 31}}).words, "Nobody flagged a warning sign in the last 30 days.");
}

TEST(Qualitative, S0_25_an_older_pair_counts_when_the_newest_flag_stands_alone) {
    EXPECT_EQ(read({{slow, 50}, {unmet, 25}, {unmet, 0}}).state, ReadingState::tripped);
}

TEST(Qualitative, S0_25_flags_of_measured_or_unknown_kinds_and_of_the_future_do_not_count) {
    EXPECT_EQ(read({{slow, 3}, {SignalKind::imported, 2}}).state, ReadingState::watch);
    EXPECT_EQ(read({{slow, 3}, {SignalKind::order_volume, 2}, {SignalKind::by_hand, 1}}).state, ReadingState::watch);
    EXPECT_EQ(read({{slow, 3}, {unmet, -1}}).state, ReadingState::watch);
    EXPECT_EQ(read({{SignalKind::imported, 2}}).state, ReadingState::quiet);
}

TEST(Qualitative, S0_14a_what_people_flagged_of_what_is_measured_is_not_denied) {
    EXPECT_EQ(read({{SignalKind::order_volume, 0}, {SignalKind::tickets_up, 3}}).words,
              "Nobody flagged a warning sign that only people can notice in the last 30 days. What is measured was "
              "flagged and counts by its number: “Tickets up” on Fri 27 Feb 2026 and “Orders down” on Mon 2 Mar 2026.");
    EXPECT_EQ(read({{SignalKind::order_volume, 0}}).state, ReadingState::quiet);
    EXPECT_EQ(read({{SignalKind::order_volume, 31}}).words, "Nobody flagged a warning sign in the last 30 days.");
    EXPECT_EQ(read({{SignalKind::imported, 1}}).words, "Nobody flagged a warning sign in the last 30 days.");
}

TEST(Qualitative, S0_25_three_kinds_can_be_asked_for) {
    Thresholds thresholds;
    thresholds.qualitative.kinds = 3;
    const auto state = [&](std::initializer_list<Flag> flags) {
        return read_qualitative(with_flags(flags), thresholds, as_of(today)).state;
    };
    EXPECT_EQ(state({{slow, 3}, {unmet, 2}}), ReadingState::watch);
    EXPECT_EQ(state({{slow, 3}, {unmet, 2}, {options, 1}}), ReadingState::tripped);
}

RC_GTEST_PROP(Qualitative, S0_25_trips_exactly_when_some_pair_of_kinds_lies_within_the_window, ()) {
    const auto kind = rc::gen::elementOf(std::vector{slow, unmet, options});
    const auto flags =
        *rc::gen::container<std::vector<std::pair<SignalKind, int>>>(rc::gen::pair(kind, rc::gen::inRange(0, 100)));
    AccountHistory history;
    bool expected = false;
    for (const auto& [one, one_days_ago] : flags) {
        history.flags.push_back({.kind = one, .at = noon(today - date::days{one_days_ago})});
        for (const auto& [other, other_days_ago] : flags) {
            const auto apart = std::abs(one_days_ago - other_days_ago);
            if (one != other && apart <= 30 && std::min(one_days_ago, other_days_ago) <= 30) expected = true;
        }
    }
    const auto reading = read_qualitative(history, {}, as_of(today));
    RC_ASSERT(reading.tripped() == expected);
    if (expected) RC_ASSERT(reading.signals.size() >= 2U);
}

} // namespace
} // namespace holdfast
