#pragma once

#include "playbooks/accounts/account.hpp"

#include <optional>
#include <string>

namespace holdfast {

// What other systems deliver about accounts, row by row. A row without `id` is identified by all its fields; one with
// an `id` that is known replaces what was known.

struct OrderRow {
    AccountId account;
    Order order;
    std::string id;

    bool operator==(const OrderRow&) const = default;
};

struct TicketRow {
    AccountId account;
    Ticket ticket;
    std::string id;

    bool operator==(const TicketRow&) const = default;
};

struct InvoiceRow {
    AccountId account;
    Invoice invoice;
    std::optional<Money> amount;
    std::string id;

    bool operator==(const InvoiceRow&) const = default;
};

struct IndicatorRow {
    AccountId account;
    IndicatorValue reading;

    bool operator==(const IndicatorRow&) const = default;
};

} // namespace holdfast
