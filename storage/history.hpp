#pragma once

#include "playbooks/accounts/feed_rows.hpp"
#include "playbooks/signals/account_history.hpp"
#include "storage/connection.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace holdfast {

/// A signal that a person observed (S0-19…S0-24) or that was imported.
struct Flag {
    Instant at;
    std::string kind; ///< as written; may be one that no detector knows
    std::string by;   ///< user id of who observed it, empty for an import
    std::string value;
    std::string note;

    bool operator==(const Flag&) const = default;
};

struct FlagRow {
    AccountId account;
    Flag flag;
};

/// Each stores all its rows and returns how many of them changed anything: none when an import is repeated.
/// @throws StorageFailure of kind constraint where an account is unknown; the whole write is then undone
long long store_orders(Transaction& tx, std::span<const OrderRow> rows);
long long store_tickets(Transaction& tx, std::span<const TicketRow> rows);
long long store_invoices(Transaction& tx, std::span<const InvoiceRow> rows);
long long store_indicators(Transaction& tx, std::span<const IndicatorRow> rows);
long long store_flags(Transaction& tx, std::span<const FlagRow> rows);

/// Months of `from` ≤ day < `before` in which there were orders, oldest first.
[[nodiscard]] std::vector<OrderMonth> order_months(Connection& db, const AccountId& account, Day from, Day before);
/// Invoices issued from `from` on, oldest first.
[[nodiscard]] std::vector<Invoice> invoices_since(Connection& db, const AccountId& account, Day from);
/// When tickets were opened, `from` ≤ instant < `before`, oldest first.
[[nodiscard]] std::vector<Instant> tickets_opened(Connection& db, const AccountId& account, Instant from,
                                                  Instant before);
/// Flags from `from` on, oldest first.
[[nodiscard]] std::vector<Flag> flags_since(Connection& db, const AccountId& account, Instant from);

/// Order total of `from` ≤ day < `before`, of all accounts (Q14: the trailing twelve months). Reads every order: for a
/// worker.
[[nodiscard]] Money order_revenue(Connection& db, Day from, Day before);
/// The same for one account.
[[nodiscard]] Money order_revenue_of(Connection& db, const AccountId& account, Day from, Day before);

} // namespace holdfast
