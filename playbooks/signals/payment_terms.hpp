#pragma once

#include "playbooks/calendar/as_of.hpp"
#include "playbooks/signals/account_history.hpp"
#include "playbooks/signals/reading.hpp"
#include "playbooks/signals/thresholds.hpp"

namespace holdfast {

/// S0-15, Q5: the customer takes longer to pay without having asked for it. Trips by either of two rules:
///
/// - The terms of an invoice are longer than those of the one before, still hold on the newest invoice, and no request
///   for other terms is on file. A request that was written down late, even after the change, counts.
/// - The newest invoices that are paid or overdue were all settled after their due date, or are not settled yet.
///
/// Numbers of the signal: `terms_before`, `terms_after`, `changed_on` (20260304) for the first rule; `late_invoices`,
/// `least_days_late`, `most_days_late` for the second. Both rules can trip at once.
[[nodiscard]] Reading read_payment_terms(const AccountHistory& history, const Thresholds& thresholds,
                                         const AsOf& as_of);

} // namespace holdfast
