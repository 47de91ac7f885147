#include "playbooks/health/health.hpp"
#include "tests/playbooks/signals/histories.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace holdfast {
namespace {

using test::as_of;
using test::day;
using ::testing::ElementsAre;

const auto today = day("2026-03-02");

Account acme() {
    Account account;
    account.id = AccountId{"acme"};
    account.name = "Acme GmbH";
    account.annual_revenue = Money{600'000'00};
    account.currency = "EUR";
    return account;
}

/// An account about which everything is known, and nothing is wrong.
AccountHistory healthy() {
    auto history = test::with_usual_then({42'000'00, 4}, {42'000'00, 4}, {42'000'00, 4});
    history.invoices = {
        {.issued = day("2026-01-01"), .due = day("2026-01-31"), .paid = day("2026-01-30"), .terms_days = 30},
        {.issued = day("2026-02-01"), .due = day("2026-02-28"), .paid = day("2026-02-28"), .terms_days = 30}};
    history.tickets_on_record = true;
    history.renewal_date = day("2026-12-31");
    return history;
}

TEST(Health, S2_37_shows_the_headline_facts_of_a_known_account) {
    const auto account = acme();
    const auto history = healthy();
    const auto report = health_of({.account = account,
                                   .history = history,
                                   .revenue = Money{504'000'00},
                                   .company_revenue = Money{2'000'000'00},
                                   .first_signal = {},
                                   .last_touch = test::noon(day("2026-02-20"))},
                                  {}, as_of(today));
    EXPECT_EQ(report.readings.size(), 6U);
    EXPECT_FALSE(report.tripped());
    EXPECT_EQ(report.decline.stage, DeclineStage::none);
    EXPECT_EQ(report.renewal_date, day("2026-12-31"));
    EXPECT_EQ(report.renewal_days_left, 304);
    EXPECT_EQ(report.revenue, Money{504'000'00});
    EXPECT_EQ(report.currency, "EUR");
    ASSERT_TRUE(report.share);
    EXPECT_DOUBLE_EQ(report.share->percent, 25.2);
    EXPECT_TRUE(report.share->is_major);
    EXPECT_EQ(report.days_since_touch, 10);
    EXPECT_THAT(report.unknown, ElementsAre());
}

TEST(Health, S0_18_lists_the_signals_that_are_live) {
    const auto account = acme();
    auto history = healthy();
    history.renewal_date = today + date::days{89};
    history.flags = {{.kind = SignalKind::champion_slow, .at = test::noon(today - date::days{2})},
                     {.kind = SignalKind::ideas_declined, .at = test::noon(today - date::days{1})}};
    const auto report = health_of({account, history, {}, {}, today - date::days{2}, {}}, {}, as_of(today));
    ASSERT_EQ(report.live_signals.size(), 3U);
    EXPECT_EQ(report.live_signals[0].kind, SignalKind::renewal_silent);
    EXPECT_EQ(report.live_signals[1].kind, SignalKind::champion_slow);
    EXPECT_EQ(report.live_signals[2].kind, SignalKind::ideas_declined);
    EXPECT_EQ(report.decline.stage, DeclineStage::shift);
    EXPECT_EQ(report.decline.month, 1);
}

TEST(Health, S0_18_what_was_reported_is_live_beside_what_is_measured) {
    const auto account = acme();
    const auto history = healthy();
    HealthFacts facts{account, history, {}, {}, {}, {}};
    facts.reported = {{.kind = SignalKind::imported, .at = test::noon(today), .note = "nps-low"}};
    const auto report = health_of(facts, {}, as_of(today));
    EXPECT_TRUE(report.tripped());
    EXPECT_EQ(report.live_signals, facts.reported);
    EXPECT_EQ(report.reported, facts.reported);
    EXPECT_EQ(report.readings.size(), 6U) << "the detectors say what they say";
}

TEST(Health, S0_25_a_watch_is_not_a_live_signal) {
    const auto account = acme();
    auto history = healthy();
    history.flags = {{.kind = SignalKind::champion_slow, .at = test::noon(today)}};
    const auto report = health_of({account, history, {}, {}, {}, {}}, {}, as_of(today));
    EXPECT_FALSE(report.tripped());
    EXPECT_EQ(report.readings.back().state, ReadingState::watch);
}

TEST(Health, S0_90_names_everything_that_is_unknown_once) {
    const Account account;
    const AccountHistory history;
    const auto report = health_of({account, history, {}, {}, {}, {}}, {}, as_of(today));
    EXPECT_FALSE(report.tripped());
    EXPECT_EQ(report.decline.stage, std::nullopt);
    EXPECT_EQ(report.renewal_days_left, std::nullopt);
    EXPECT_EQ(report.share, std::nullopt);
    EXPECT_EQ(report.days_since_touch, std::nullopt);
    EXPECT_THAT(report.unknown, ElementsAre("No orders are on record.", "No invoices are on record.",
                                            "No renewal date is on record.", "No support tickets are on record.",
                                            "The stage of decline is not known: no usual orders and no first signal.",
                                            "The account's revenue is not on record.", "No touch is on record."));
}

TEST(Health, Q14_without_orders_the_revenue_is_that_of_the_accounts_record) {
    const auto account = acme();
    const auto history = healthy();
    const auto with_company = health_of({account, history, {}, Money{3'000'000'00}, {}, {}}, {}, as_of(today));
    EXPECT_EQ(with_company.revenue, Money{600'000'00});
    EXPECT_TRUE(with_company.share->is_major) << "exactly 20 %";

    const auto without = health_of({account, history, {}, {}, {}, {}}, {}, as_of(today));
    EXPECT_EQ(without.share, std::nullopt);
    EXPECT_THAT(without.unknown, ElementsAre("The company's revenue is not on record.", "No touch is on record."));
}

} // namespace
} // namespace holdfast
