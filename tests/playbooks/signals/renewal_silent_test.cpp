#include "playbooks/signals/renewal_silent.hpp"
#include "tests/playbooks/signals/histories.hpp"

#include <gtest/gtest.h>

namespace holdfast {
namespace {

using test::as_of;
using test::day;

const auto today = day("2026-03-02");

AccountHistory renewing_in(int days) {
    AccountHistory history;
    history.renewal_date = today + date::days{days};
    return history;
}

Reading read(const AccountHistory& history) {
    return read_renewal_silent(history, {}, as_of(today));
}

TEST(RenewalSilent, S0_16_trips_under_90_days) {
    EXPECT_EQ(read(renewing_in(365)).state, ReadingState::quiet);
    EXPECT_EQ(read(renewing_in(90)).state, ReadingState::quiet);
    EXPECT_EQ(read(renewing_in(89)).state, ReadingState::tripped);
    EXPECT_EQ(read(renewing_in(0)).state, ReadingState::tripped);
}

TEST(RenewalSilent, S0_16_days_are_counted_on_the_calendar_across_the_clock_change) {
    // Between 2 March and the end of May the clocks in Berlin change.
    const auto reading = read(renewing_in(89));
    EXPECT_DOUBLE_EQ(reading.signals.at(0).numbers.at("days_left"), 89);
    EXPECT_DOUBLE_EQ(reading.signals.at(0).numbers.at("renewal_date"), 20260530);
    EXPECT_EQ(reading.words, "The contract renews on Sat 30 May 2026, in 89 days, and nobody has talked about it.");
}

TEST(RenewalSilent, S0_16_a_talk_about_the_renewal_clears_it) {
    auto history = renewing_in(89);
    history.renewal_talks = {today};
    EXPECT_EQ(read(history).state, ReadingState::quiet);
    EXPECT_EQ(read(history).words, "The contract renews on Sat 30 May 2026; it was talked about on Mon 2 Mar 2026.");
}

TEST(RenewalSilent, S0_16_a_talk_counts_from_180_days_before_the_renewal_until_today) {
    const auto with_talk = [](int days_before_renewal) {
        auto history = renewing_in(89);
        history.renewal_talks = {*history.renewal_date - date::days{days_before_renewal}};
        return read(history).state;
    };
    EXPECT_EQ(with_talk(181), ReadingState::tripped);
    EXPECT_EQ(with_talk(180), ReadingState::quiet);
    EXPECT_EQ(with_talk(89), ReadingState::quiet);
    EXPECT_EQ(with_talk(88), ReadingState::tripped) << "tomorrow";
}

TEST(RenewalSilent, S0_16_a_renewal_that_has_passed_trips_for_30_days_and_is_then_out_of_date) {
    const auto passed = read(renewing_in(-30));
    EXPECT_EQ(passed.state, ReadingState::tripped);
    EXPECT_EQ(passed.words,
              "The contract was to renew on Sat 31 Jan 2026, 30 days ago, and nobody has talked about it.");
    const auto out_of_date = read(renewing_in(-31));
    EXPECT_EQ(out_of_date.state, ReadingState::no_data);
    EXPECT_EQ(out_of_date.words, "The renewal date on record, Fri 30 Jan 2026, passed 31 days ago; enter the next.");
}

TEST(RenewalSilent, S0_90_without_a_renewal_date_nothing_is_known) {
    EXPECT_EQ(read({}).state, ReadingState::no_data);
    EXPECT_EQ(read({}).words, "No renewal date is on record.");
}

} // namespace
} // namespace holdfast
