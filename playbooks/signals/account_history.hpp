#pragma once

#include "playbooks/accounts/account.hpp"
#include "playbooks/accounts/money.hpp"
#include "playbooks/signals/signal.hpp"

#include <date/date.h>

#include <optional>
#include <vector>

namespace holdfast {

/// What an account ordered in one calendar month.
struct OrderMonth {
    date::year_month month;
    Money total;
    int orders = 0;

    bool operator==(const OrderMonth&) const = default;
};

/// What is on record about one account, as far as the detectors look back. An empty list means that nothing is on
/// record, which the detectors report as such and never as good news.
struct AccountHistory {
    /// In any order. Months in between that are missing count as months without orders.
    std::vector<OrderMonth> order_months;
    /// In any order.
    std::vector<Invoice> invoices;
    /// When tickets were opened, in any order; at least those of the last two windows (60 days by default).
    std::vector<Instant> tickets_opened;
    /// True when the account ever had a ticket, so that silence can be told from ignorance.
    bool tickets_on_record = false;
    std::optional<Day> renewal_date;
    /// Days of touches tagged `renewal`.
    std::vector<Day> renewal_talks;
    /// Days of inbound touches tagged `terms`: the customer asked for other payment terms.
    std::vector<Day> terms_requests;
    /// What people flagged and nobody dismissed, in any order. Kinds that are measured are ignored here.
    std::vector<Signal> flags;
};

} // namespace holdfast
