#include "storage/failure.hpp"
#include "storage/history.hpp"
#include "storage/pending_evaluations.hpp"
#include "storage/signal_readings.hpp"
#include "tests/storage/temporary_database.hpp"

#include <gmock/gmock.h>

#include <limits>

namespace holdfast {

namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class HistoryTest : public StorageTest {
protected:
    OrderRow order(Day when, long long cents, std::string id = "") const {
        return {acme, {when, Money{cents}}, std::move(id)};
    }
    long long store(const std::vector<OrderRow>& rows) {
        return write([&](Transaction& tx) { return store_orders(tx, rows); });
    }
};

TEST_F(HistoryTest, months_add_up_the_orders_of_the_account_alone) {
    write([](Transaction& tx) { upsert_account(tx, plain_account("other", "Other")); });
    store({order(day(2026, 1, 1), 100), order(day(2026, 1, 31), 250), order(day(2026, 2, 1), 70),
           order(day(2026, 3, 1), 1), OrderRow{AccountId{"other"}, {day(2026, 1, 5), Money{999}}, ""}});
    EXPECT_THAT(
        order_months(reader(), acme, day(2026, 1, 1), day(2026, 3, 1)),
        ElementsAre(OrderMonth{date::year{2026} / 1, Money{350}, 2}, OrderMonth{date::year{2026} / 2, Money{70}, 1}));
    EXPECT_EQ(order_revenue_of(reader(), acme, day(2026, 1, 31), day(2026, 3, 1)), Money{320});
    EXPECT_EQ(order_revenue_of(reader(), acme, day(2025, 1, 1), day(2025, 3, 1)), Money{0});
    EXPECT_EQ(order_revenue(reader(), day(2026, 1, 1), day(2026, 2, 1)), Money{350 + 999});
    EXPECT_EQ(order_revenue(reader(), day(2025, 1, 1), day(2025, 3, 1)), Money{0});
}

TEST_F(HistoryTest, sums_are_exact_to_the_end_of_what_can_be_counted_and_stay_there_beyond) {
    constexpr auto most = std::numeric_limits<std::int64_t>::max();
    const auto sums = [this] {
        const auto months = order_months(reader(), acme, day(2026, 1, 1), day(2026, 2, 1));
        EXPECT_THAT(months, SizeIs(1));
        EXPECT_EQ(order_revenue(reader(), day(2026, 1, 1), day(2026, 2, 1)), months.at(0).total);
        EXPECT_EQ(order_revenue_of(reader(), acme, day(2026, 1, 1), day(2026, 2, 1)), months.at(0).total);
        return months.at(0).total;
    };
    store({order(day(2026, 1, 1), most, "a"), order(day(2026, 1, 2), -1'999'999'999, "b")});
    EXPECT_EQ(sums(), Money{most - 1'999'999'999});
    store({order(day(2026, 1, 3), most, "c")});
    EXPECT_EQ(sums(), Money{most});
    store({order(day(2026, 1, 4), -most, "d"), order(day(2026, 1, 5), -most, "e"), order(day(2026, 1, 6), 2, "f")});
    EXPECT_EQ(sums(), Money{2 - 1'999'999'999}) << "what is beyond is not lost within one sum";
    store({order(day(2026, 1, 7), -most, "g"), order(day(2026, 1, 8), -most, "h")});
    EXPECT_EQ(sums(), Money{std::numeric_limits<std::int64_t>::min()});
}

TEST_F(HistoryTest, repeating_an_import_changes_nothing) {
    const std::vector rows{order(day(2026, 1, 1), 100), order(day(2026, 1, 1), 200), order(day(2026, 1, 1), 5, "A1")};
    EXPECT_EQ(store(rows), 3);
    EXPECT_EQ(store(rows), 0);
    EXPECT_THAT(order_months(reader(), acme, day(2026, 1, 1), day(2026, 2, 1)),
                ElementsAre(OrderMonth{date::year{2026} / 1, Money{305}, 3}));
}

TEST_F(HistoryTest, a_row_with_a_known_id_corrects_what_was_known) {
    store({order(day(2026, 1, 1), 100, "A1")});
    EXPECT_EQ(store({order(day(2026, 1, 2), 90, "A1")}), 1);
    EXPECT_EQ(order_revenue_of(reader(), acme, day(2026, 1, 1), day(2026, 2, 1)), Money{90});
}

TEST_F(HistoryTest, a_given_id_is_never_taken_for_joined_fields) {
    EXPECT_EQ(store({order(day(2026, 1, 1), 100), order(day(2026, 1, 1), 100, "2026-01-01 100")}), 2);
}

TEST_F(HistoryTest, one_row_of_an_unknown_account_undoes_the_whole_write) {
    EXPECT_THROW(store({order(day(2026, 1, 1), 100), OrderRow{AccountId{"nobody"}, {day(2026, 1, 1), Money{1}}, ""}}),
                 StorageFailure);
    EXPECT_THAT(order_months(reader(), acme, day(2026, 1, 1), day(2026, 2, 1)), IsEmpty());
}

TEST_F(HistoryTest, tickets_are_read_by_the_instant_they_were_opened) {
    const std::vector<TicketRow> rows{{acme, {at_ms(300), std::nullopt, "high"}, ""},
                                      {acme, {at_ms(100), at_ms(200), "low"}, "T1"},
                                      {acme, {at_ms(400), std::nullopt, "low"}, ""}};
    const auto store_rows = [&](Transaction& tx) { return store_tickets(tx, rows); };
    EXPECT_EQ(write(store_rows), 3);
    EXPECT_EQ(write(store_rows), 0);
    EXPECT_THAT(tickets_opened(reader(), acme, at_ms(100), at_ms(400)), ElementsAre(at_ms(100), at_ms(300)));
    const auto tickets =
        reader().query<Ticket>("SELECT opened_at, closed_at, severity FROM tickets ORDER BY opened_at");
    ASSERT_THAT(tickets, SizeIs(3));
    EXPECT_EQ(tickets[0].closed_at, at_ms(200));
    EXPECT_EQ(tickets[0].severity, "low");
    EXPECT_EQ(tickets[1].closed_at, std::nullopt);
}

TEST_F(HistoryTest, invoices_keep_what_is_unknown_unknown) {
    const std::vector<InvoiceRow> rows{
        {acme, {day(2026, 2, 1), day(2026, 3, 3), std::nullopt, std::nullopt}, std::nullopt, ""},
        {acme, {day(2026, 1, 1), day(2026, 1, 31), day(2026, 2, 5), 30}, Money{500}, "I1"}};
    const auto store_rows = [&](Transaction& tx) { return store_invoices(tx, rows); };
    EXPECT_EQ(write(store_rows), 2);
    EXPECT_EQ(write(store_rows), 0);
    const auto invoices = invoices_since(reader(), acme, day(2026, 1, 1));
    ASSERT_THAT(invoices, SizeIs(2));
    EXPECT_EQ(invoices[0].paid, day(2026, 2, 5));
    EXPECT_EQ(invoices[0].terms_days, 30);
    EXPECT_EQ(invoices[1].paid, std::nullopt);
    EXPECT_EQ(invoices[1].terms_days, std::nullopt);
    EXPECT_THAT(invoices_since(reader(), acme, day(2026, 1, 2)), SizeIs(1));
}

TEST_F(HistoryTest, indicators_are_series_by_name) {
    const std::vector<IndicatorRow> rows{
        {acme, {"ontime", at_ms(2), 96.5}}, {acme, {"ontime", at_ms(1), 90}}, {acme, {"uptime", at_ms(1), 99.9}}};
    const auto store_rows = [&](Transaction& tx) { return store_indicators(tx, rows); };
    EXPECT_EQ(write(store_rows), 3);
    EXPECT_EQ(write(store_rows), 0);
    const auto series =
        reader().query<IndicatorValue>("SELECT name, at, value FROM indicators WHERE name = 'ontime' ORDER BY at");
    ASSERT_THAT(series, SizeIs(2));
    EXPECT_EQ(series[0].value, 90);
    EXPECT_EQ(series[1].value, 96.5);
    EXPECT_THAT(reader().query<std::string>("SELECT DISTINCT name FROM indicators ORDER BY name"),
                ElementsAre("ontime", "uptime"));
}

TEST_F(HistoryTest, flags_are_told_apart_by_every_field) {
    const Flag slow{at_ms(1), "champion-slow", "U1", "", "three days"};
    Flag by_another = slow;
    by_another.by = "U2";
    const auto store_rows = [&](Transaction& tx) {
        const std::vector<FlagRow> rows{{acme, slow}, {acme, by_another}};
        return store_flags(tx, rows);
    };
    EXPECT_EQ(write(store_rows), 2);
    EXPECT_EQ(write(store_rows), 0);
    EXPECT_THAT(flags_since(reader(), acme, at_ms(1)), ElementsAre(slow, by_another));
    EXPECT_THAT(flags_since(reader(), acme, at_ms(2)), IsEmpty());
}

using PendingEvaluationsTest = StorageTest;

TEST_F(PendingEvaluationsTest, an_account_asked_for_during_its_evaluation_stays_pending) {
    const auto request = [this](Transaction& tx) { request_evaluation(tx, acme, at_ms(5)); };
    write(request);
    const auto begun = pending_evaluations(reader(), 10);
    ASSERT_THAT(begun, ElementsAre(PendingEvaluation{acme, at_ms(5), 1}));
    write(request);
    write([&](Transaction& tx) { finish_evaluation(tx, begun.front()); });
    const auto again = pending_evaluations(reader(), 10);
    ASSERT_THAT(again, ElementsAre(PendingEvaluation{acme, at_ms(5), 2}));
    write([&](Transaction& tx) { finish_evaluation(tx, again.front()); });
    EXPECT_THAT(pending_evaluations(reader(), 10), IsEmpty());
}

TEST_F(PendingEvaluationsTest, a_sweep_asks_for_every_account_and_the_longest_waiting_come_first) {
    write([](Transaction& tx) {
        upsert_account(tx, plain_account("b", "B"));
        request_evaluation(tx, AccountId{"b"}, at_ms(1));
        request_evaluation_of_all(tx, at_ms(2));
    });
    EXPECT_THAT(pending_evaluations(reader(), 10),
                ElementsAre(PendingEvaluation{AccountId{"b"}, at_ms(1), 2}, PendingEvaluation{acme, at_ms(2), 1}));
    EXPECT_THAT(pending_evaluations(reader(), 1), SizeIs(1));
}

TEST_F(PendingEvaluationsTest, come_in_pages_that_go_on_behind_one_that_may_be_gone) {
    write([](Transaction& tx) {
        upsert_account(tx, plain_account("b", "B"));
        upsert_account(tx, plain_account("c", "C"));
        request_evaluation(tx, AccountId{"c"}, at_ms(1));
        request_evaluation_of_all(tx, at_ms(2));
    });
    const auto first = pending_evaluations(reader(), 2);
    ASSERT_THAT(first,
                ElementsAre(PendingEvaluation{AccountId{"c"}, at_ms(1), 2}, PendingEvaluation{acme, at_ms(2), 1}));
    write([&](Transaction& tx) { finish_evaluation(tx, first.back()); });
    EXPECT_THAT(pending_evaluations(reader(), 2, first.back()),
                ElementsAre(PendingEvaluation{AccountId{"b"}, at_ms(2), 1}));
}

using SignalReadingsTest = StorageTest;

TEST_F(SignalReadingsTest, since_is_when_the_state_became_what_it_is) {
    SignalReading reading{acme, "order-volume", "clear", "fine", "{}", at_ms(1), at_ms(1)};
    const auto store = [&](Transaction& tx) { store_reading(tx, reading); };
    write(store);
    reading.since = reading.updated = at_ms(2);
    write(store);
    EXPECT_EQ(readings_of(reader(), acme).at(0).since, at_ms(1));
    EXPECT_EQ(readings_of(reader(), acme).at(0).updated, at_ms(2));
    reading.state = "tripped";
    reading.since = reading.updated = at_ms(3);
    write(store);
    EXPECT_THAT(readings_of(reader(), acme), ElementsAre(reading));
    EXPECT_THAT(readings_in_state(reader(), "tripped"), ElementsAre(reading));
    EXPECT_THAT(readings_in_state(reader(), "clear"), IsEmpty());
}

} // namespace

} // namespace holdfast
