#include "playbooks/signals/payment_terms.hpp"
#include "tests/playbooks/signals/histories.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <string>

namespace holdfast {
namespace {

using test::as_of;
using test::day;

constexpr auto today = "2026-03-02";

Reading read(const AccountHistory& history) {
    return read_payment_terms(history, {}, as_of(day(today)));
}

Invoice with_terms(std::string_view issued, int days) {
    return {.issued = day(issued), .due = day("2026-12-31"), .paid = {}, .terms_days = days};
}

Invoice paid_late(std::string_view due, int days_late) {
    return {.issued = day(due) - date::days{30},
            .due = day(due),
            .paid = day(due) + date::days{days_late},
            .terms_days = {}};
}

Invoice unpaid(std::string_view due) {
    return {.issued = day(due) - date::days{30}, .due = day(due), .paid = {}, .terms_days = {}};
}

AccountHistory with_invoices(std::vector<Invoice> invoices) {
    AccountHistory history;
    history.invoices = std::move(invoices);
    return history;
}

TEST(PaymentTerms, S0_15_longer_terms_without_a_request_trip) {
    const auto reading = read(with_invoices({with_terms("2026-01-15", 30), with_terms("2026-02-15", 45)}));
    ASSERT_TRUE(reading.tripped()) << reading.words;
    EXPECT_EQ(reading.words, "Payment terms went from 30 to 45 days without a request from the customer on file.");
    const auto& numbers = reading.signals.front().numbers;
    EXPECT_DOUBLE_EQ(numbers.at("terms_before"), 30);
    EXPECT_DOUBLE_EQ(numbers.at("terms_after"), 45);
    EXPECT_DOUBLE_EQ(numbers.at("changed_on"), 20260215);
}

struct Request {
    std::string_view on;
    ReadingState expected;
};

TEST(PaymentTerms, S0_15_a_request_on_file_explains_longer_terms) {
    for (const auto& [on, expected] : {
             Request{"2026-02-14", ReadingState::quiet}, Request{"2026-02-15", ReadingState::quiet},
             Request{"2025-12-17", ReadingState::quiet},   // 60 days before
             Request{"2025-12-16", ReadingState::tripped}, // 61 days before
             Request{"2026-02-20", ReadingState::quiet},   // written down late
             Request{"2026-03-03", ReadingState::tripped}, // not yet
         }) {
        auto history = with_invoices({with_terms("2026-01-15", 30), with_terms("2026-02-15", 45)});
        history.terms_requests = {day(on)};
        EXPECT_EQ(read(history).state, expected) << on;
    }
}

TEST(PaymentTerms, S0_15_same_or_shorter_terms_are_quiet) {
    EXPECT_EQ(read(with_invoices({with_terms("2026-01-15", 30), with_terms("2026-02-15", 30)})).state,
              ReadingState::quiet);
    EXPECT_EQ(read(with_invoices({with_terms("2026-01-15", 30), with_terms("2026-02-15", 14)})).state,
              ReadingState::quiet);
}

TEST(PaymentTerms, S0_15_longer_terms_stay_a_signal_until_they_are_taken_back) {
    auto invoices = std::vector{with_terms("2026-01-05", 30), with_terms("2026-01-15", 45)};
    invoices.push_back(with_terms("2026-02-15", 45));
    EXPECT_TRUE(read(with_invoices(invoices)).tripped());
    invoices.push_back(with_terms("2026-02-25", 30));
    EXPECT_FALSE(read(with_invoices(invoices)).tripped());
}

TEST(PaymentTerms, S0_15_terms_that_became_longer_long_ago_are_history) {
    EXPECT_TRUE(read(with_invoices({with_terms("2025-10-01", 30), with_terms("2025-12-02", 45)})).tripped());
    EXPECT_FALSE(read(with_invoices({with_terms("2025-10-01", 30), with_terms("2025-12-01", 45)})).tripped());
}

TEST(PaymentTerms, S0_15_invoices_without_terms_are_passed_over) {
    auto history = with_invoices({with_terms("2026-01-15", 30), with_terms("2026-02-15", 45)});
    history.invoices.push_back({.issued = day("2026-02-01"), .due = day("2026-12-31"), .paid = {}, .terms_days = {}});
    EXPECT_TRUE(read(history).tripped());
}

TEST(PaymentTerms, Q5_two_late_invoices_in_a_row_trip) {
    const auto reading = read(with_invoices({paid_late("2026-01-10", 12), paid_late("2026-02-10", 3)}));
    ASSERT_TRUE(reading.tripped()) << reading.words;
    EXPECT_EQ(reading.words, "The last 2 invoices ran 3 to 12 days past their due dates.");
    EXPECT_DOUBLE_EQ(reading.signals.front().numbers.at("late_invoices"), 2);
}

TEST(PaymentTerms, Q5_an_invoice_in_time_breaks_the_row) {
    EXPECT_FALSE(read(with_invoices({paid_late("2026-01-10", 12), paid_late("2026-02-10", 0)})).tripped());
    EXPECT_FALSE(read(with_invoices({paid_late("2026-01-10", -2), paid_late("2026-02-10", 12)})).tripped());
    EXPECT_FALSE(
        read(with_invoices({paid_late("2025-12-10", 9), paid_late("2026-01-10", 0), paid_late("2026-02-10", 9)}))
            .tripped());
}

TEST(PaymentTerms, Q5_overdue_invoices_count_and_invoices_not_yet_due_do_not) {
    EXPECT_TRUE(read(with_invoices({paid_late("2026-01-10", 1), unpaid("2026-03-01")})).tripped());
    EXPECT_FALSE(read(with_invoices({paid_late("2026-01-10", 1), unpaid("2026-03-02")})).tripped()) << "due today";
    EXPECT_TRUE(
        read(with_invoices({paid_late("2026-01-10", 1), paid_late("2026-02-10", 1), unpaid("2026-04-01")})).tripped());
}

TEST(PaymentTerms, Q5_lateness_of_long_ago_is_history_unless_still_unpaid) {
    EXPECT_FALSE(read(with_invoices({paid_late("2025-08-01", 5), paid_late("2025-09-01", 5)})).tripped());
    EXPECT_TRUE(read(with_invoices({unpaid("2025-08-01"), unpaid("2025-09-01")})).tripped());
}

TEST(PaymentTerms, S0_15_the_length_of_the_row_is_configurable) {
    Thresholds thresholds;
    thresholds.payment_terms.late_invoices = 3;
    auto history = with_invoices({paid_late("2026-01-10", 1), paid_late("2026-02-10", 1)});
    EXPECT_FALSE(read_payment_terms(history, thresholds, as_of(day(today))).tripped());
    history.invoices.push_back(paid_late("2025-12-10", 1));
    EXPECT_TRUE(read_payment_terms(history, thresholds, as_of(day(today))).tripped());
}

TEST(PaymentTerms, S0_15_both_rules_are_told_together) {
    auto history = with_invoices({paid_late("2026-01-10", 5), paid_late("2026-02-10", 5)});
    history.invoices.push_back(with_terms("2026-01-15", 30));
    history.invoices.push_back(with_terms("2026-02-15", 60));
    EXPECT_EQ(read(history).words, "Payment terms went from 30 to 60 days without a request from the customer on file. "
                                   "The last 2 invoices ran 5 days past their due dates.");
}

TEST(PaymentTerms, S0_90_too_few_invoices_are_no_data) {
    EXPECT_EQ(read({}).state, ReadingState::no_data);
    const auto one = read(with_invoices({paid_late("2026-02-10", 5)}));
    EXPECT_EQ(one.state, ReadingState::no_data);
    EXPECT_EQ(one.words, "Invoices with their terms on record: 0. To see a change, 2 are needed. Invoices paid or "
                         "overdue: 1. To see a habit, 2 are needed.");
}

TEST(PaymentTerms, S0_90_half_of_the_data_is_enough_to_be_quiet_and_the_words_name_the_other_half) {
    const auto reading = read(with_invoices({with_terms("2026-01-15", 30), with_terms("2026-02-15", 30)}));
    EXPECT_EQ(reading.state, ReadingState::quiet);
    EXPECT_EQ(reading.words, "Payment terms are 30 days and did not become longer in the last 90 days. Invoices paid "
                             "or overdue: 0. To see a habit, 2 are needed.");
}

TEST(PaymentTerms, S0_15_the_order_of_the_rows_does_not_matter) {
    auto history = with_invoices({paid_late("2026-01-10", 12), paid_late("2026-02-10", 3), unpaid("2026-04-01"),
                                  with_terms("2026-01-15", 30), with_terms("2026-02-15", 45)});
    const auto expected = read(history).words;
    for (int turn = 0; turn < 5; ++turn) {
        std::ranges::rotate(history.invoices, history.invoices.begin() + 1);
        EXPECT_EQ(read(history).words, expected);
    }
}

} // namespace
} // namespace holdfast
