#include "playbooks/signals/tickets_up.hpp"
#include "tests/playbooks/signals/histories.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace holdfast {
namespace {

using test::as_of;
using test::day;
using test::noon;

const auto today = day("2026-03-02");

AccountHistory with_tickets(int previous, int current) {
    AccountHistory history;
    history.tickets_on_record = true;
    history.tickets_opened.insert(history.tickets_opened.end(), static_cast<std::size_t>(current),
                                  noon(today - date::days{10}));
    history.tickets_opened.insert(history.tickets_opened.end(), static_cast<std::size_t>(previous),
                                  noon(today - date::days{40}));
    return history;
}

Reading read(const AccountHistory& history, int floor = 4) {
    Thresholds thresholds;
    thresholds.tickets.floor = floor;
    return read_tickets_up(history, thresholds, as_of(today));
}

struct Counts {
    int previous;
    int current;
    int floor;
    ReadingState expected;
};

TEST(TicketsUp, S0_17_trips_at_half_as_many_again_when_the_floor_is_reached) {
    for (const auto& [previous, current, floor, expected] : {
             Counts{10, 14, 4, ReadingState::quiet},
             Counts{10, 15, 4, ReadingState::tripped},
             Counts{0, 3, 4, ReadingState::quiet},
             Counts{0, 4, 4, ReadingState::tripped},
             Counts{2, 3, 4, ReadingState::quiet}, // 50 % up, from a tiny base
             Counts{2, 4, 4, ReadingState::tripped},
             Counts{2, 3, 0, ReadingState::tripped}, // floor switched off
             Counts{0, 1, 0, ReadingState::tripped},
             Counts{0, 0, 0, ReadingState::quiet},
             Counts{15, 10, 4, ReadingState::quiet},
             Counts{10, 10, 4, ReadingState::quiet},
         }) {
        const auto reading = read(with_tickets(previous, current), floor);
        EXPECT_EQ(reading.state, expected) << previous << " → " << current << ": " << reading.words;
    }
}

TEST(TicketsUp, S0_17_says_why_with_the_numbers) {
    EXPECT_EQ(read(with_tickets(10, 16)).words,
              "Support tickets rose by 60 %: 16 in the last 30 days, 10 in the 30 before.");
    EXPECT_EQ(read(with_tickets(0, 5)).words, "Support tickets rose from none to 5 within 30 days.");
    EXPECT_EQ(read(with_tickets(10, 14)).words,
              "Tickets in the last 30 days: 14; in the 30 before: 10. A rise of 50 % to 4 or more is a signal.");
    EXPECT_EQ(read(with_tickets(10, 14), 0).words,
              "Tickets in the last 30 days: 14; in the 30 before: 10. A rise of 50 % is a signal.");
}

TEST(TicketsUp, S0_17_the_windows_are_thirty_days_that_end_today) {
    const auto counts_of = [](int days_ago) {
        AccountHistory history;
        history.tickets_opened = {noon(today - date::days{days_ago})};
        return read(history, 100).words.substr(0, 51);
    };
    EXPECT_EQ(counts_of(0), "Tickets in the last 30 days: 1; in the 30 before: 0");
    EXPECT_EQ(counts_of(29), "Tickets in the last 30 days: 1; in the 30 before: 0");
    EXPECT_EQ(counts_of(30), "Tickets in the last 30 days: 0; in the 30 before: 1");
    EXPECT_EQ(counts_of(59), "Tickets in the last 30 days: 0; in the 30 before: 1");
    EXPECT_EQ(counts_of(60), "Tickets in the last 30 days: 0; in the 30 before: 0");
    EXPECT_EQ(counts_of(-1), "Tickets in the last 30 days: 0; in the 30 before: 0");
}

TEST(TicketsUp, S0_90_an_account_without_any_ticket_is_no_data) {
    EXPECT_EQ(read({}).state, ReadingState::no_data);
    AccountHistory long_ago;
    long_ago.tickets_on_record = true;
    EXPECT_EQ(read(long_ago).state, ReadingState::quiet);
}

RC_GTEST_PROP(TicketsUp, S0_17_is_the_rule_on_whole_numbers, ()) {
    const int previous = *rc::gen::inRange(0, 40);
    const int current = *rc::gen::inRange(0, 60);
    const bool expected = current > previous && current * 2 >= previous * 3 && current >= 4;
    RC_ASSERT(read(with_tickets(previous, current)).tripped() == expected);
}

} // namespace
} // namespace holdfast
