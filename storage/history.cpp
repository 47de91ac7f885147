#include "storage/history.hpp"

#include "storage/money_sum.hpp"

#include <fmt/format.h>

namespace holdfast {

namespace {

/// The given id, or one that is made of the row's fields and cannot be a given one.
template <class... Fields>
std::string row_id(const std::string& given, const Fields&... fields) {
    if (!given.empty()) return given;
    std::string joined;
    Cell cell;
    const auto append = [&joined, &cell]<class Field>(const Field& field) {
        cell = {};
        Column<Field>::store(cell, field);
        joined += '\x1f';
        if (cell.null) return;
        joined += Column<Field>::type == CellType::integer ? fmt::to_string(cell.integer) : cell.text;
    };
    (append(fields), ...);
    return joined;
}

struct SummedMonth {
    date::year_month month;
    MoneySum total;
    int orders = 0;
};

} // namespace

long long store_orders(Transaction& tx, std::span<const OrderRow> rows) {
    long long changed = 0;
    for (const auto& [account, order, id] : rows)
        changed += tx.run("INSERT INTO orders (account_id, row_id, day, cents) VALUES (:account, :id, :day, :cents)"
                          " ON CONFLICT (account_id, row_id) DO UPDATE SET day = excluded.day, cents = excluded.cents"
                          " WHERE (orders.day, orders.cents) IS DISTINCT FROM (excluded.day, excluded.cents)",
                          account, row_id(id, order.day, order.amount), order);
    return changed;
}

long long store_tickets(Transaction& tx, std::span<const TicketRow> rows) {
    long long changed = 0;
    for (const auto& [account, ticket, id] : rows)
        changed += tx.run("INSERT INTO tickets (account_id, row_id, opened_at, closed_at, severity)"
                          " VALUES (:account, :id, :opened, :closed, :severity)"
                          " ON CONFLICT (account_id, row_id) DO UPDATE SET opened_at = excluded.opened_at,"
                          " closed_at = excluded.closed_at, severity = excluded.severity"
                          " WHERE (tickets.opened_at, tickets.closed_at, tickets.severity)"
                          " IS DISTINCT FROM (excluded.opened_at, excluded.closed_at, excluded.severity)",
                          account, row_id(id, ticket.opened_at, ticket.closed_at, ticket.severity), ticket);
    return changed;
}

long long store_invoices(Transaction& tx, std::span<const InvoiceRow> rows) {
    long long changed = 0;
    for (const auto& [account, invoice, amount, id] : rows)
        changed += tx.run(
            "INSERT INTO invoices (account_id, row_id, issued, due, paid, terms_days, cents)"
            " VALUES (:account, :id, :issued, :due, :paid, :terms, :cents)"
            " ON CONFLICT (account_id, row_id) DO UPDATE SET issued = excluded.issued, due = excluded.due,"
            " paid = excluded.paid, terms_days = excluded.terms_days, cents = excluded.cents"
            " WHERE (invoices.issued, invoices.due, invoices.paid, invoices.terms_days, invoices.cents)"
            " IS DISTINCT FROM (excluded.issued, excluded.due, excluded.paid, excluded.terms_days, excluded.cents)",
            account, row_id(id, invoice.issued, invoice.due, invoice.paid, invoice.terms_days, amount), invoice,
            amount);
    return changed;
}

long long store_indicators(Transaction& tx, std::span<const IndicatorRow> rows) {
    long long changed = 0;
    for (const auto& row : rows)
        changed += tx.run("INSERT INTO indicators (account_id, name, at, value) VALUES (:account, :name, :at, :value)"
                          " ON CONFLICT DO NOTHING",
                          row);
    return changed;
}

long long store_flags(Transaction& tx, std::span<const FlagRow> rows) {
    long long changed = 0;
    for (const auto& row : rows)
        changed += tx.run("INSERT INTO flags (account_id, at, kind, flagged_by, value, note)"
                          " VALUES (:account, :at, :kind, :by, :value, :note) ON CONFLICT DO NOTHING",
                          row);
    return changed;
}

std::vector<OrderMonth> order_months(Connection& db, const AccountId& account, Day from, Day before) {
    std::vector<OrderMonth> months;
    for (const auto& [month, sum, orders] :
         db.query<SummedMonth>("SELECT substr(day, 1, 7) AS month, SUM(cents / 1000000000), SUM(cents % 1000000000),"
                               " COUNT(*) FROM orders WHERE account_id = :account AND day >= :from AND day < :before"
                               " GROUP BY substr(day, 1, 7) ORDER BY month",
                               account, from, before))
        months.push_back({month, sum.total(), orders});
    return months;
}

std::vector<Invoice> invoices_since(Connection& db, const AccountId& account, Day from) {
    return db.query<Invoice>("SELECT issued, due, paid, terms_days FROM invoices"
                             " WHERE account_id = :account AND issued >= :from ORDER BY issued, due, row_id",
                             account, from);
}

std::vector<Instant> tickets_opened(Connection& db, const AccountId& account, Instant from, Instant before) {
    return db.query<Instant>("SELECT opened_at FROM tickets"
                             " WHERE account_id = :account AND opened_at >= :from AND opened_at < :before"
                             " ORDER BY opened_at",
                             account, from, before);
}

std::vector<Flag> flags_since(Connection& db, const AccountId& account, Instant from) {
    return db.query<Flag>("SELECT at, kind, flagged_by, value, note FROM flags"
                          " WHERE account_id = :account AND at >= :from ORDER BY at, kind",
                          account, from);
}

Money order_revenue(Connection& db, Day from, Day before) {
    return db
        .only<MoneySum>("SELECT COALESCE(SUM(cents / 1000000000), 0), COALESCE(SUM(cents % 1000000000), 0)"
                        " FROM orders WHERE day >= :from AND day < :before",
                        from, before)
        .total();
}

Money order_revenue_of(Connection& db, const AccountId& account, Day from, Day before) {
    return db
        .only<MoneySum>("SELECT COALESCE(SUM(cents / 1000000000), 0), COALESCE(SUM(cents % 1000000000), 0)"
                        " FROM orders WHERE account_id = :account AND day >= :from AND day < :before",
                        account, from, before)
        .total();
}

} // namespace holdfast
