#pragma once

#include "bot/handle/desk.hpp"
#include "playbooks/accounts/account.hpp"
#include "playbooks/health/health.hpp"
#include "storage/history.hpp"

namespace holdfast {

/// What is on record about an account, as the detectors need it, up to `as_of`.
[[nodiscard]] AccountHistory history_of(Connection& db, const Account& account, const Thresholds& thresholds,
                                        const AsOf& as_of);

/// The signal that a flag tells of, with the number that came with it. What another system calls by a name of its own
/// is imported, its name standing before the note: `nps-low: two detractors`.
[[nodiscard]] Signal signal_of(const Flag& flag);

/// The headline facts as they are now.
/// @param rescue the open one, null when none is
[[nodiscard]] HealthReport health_now(Desk& desk, const Account& account, const Case* rescue);

/// What all accounts together ordered in the twelve months until `today`. Reads every order: for a worker.
[[nodiscard]] Money orders_of_a_year(Connection& db, Day today);
/// Keeps that sum for shares of revenue (Q14); one that is not above zero says nothing and is not kept.
void keep_company_orders(Transaction& tx, Money total);

/// The account's own zone, else the company's: whose days and months count.
[[nodiscard]] const Zone& zone_of_account(const Account& account, const Rules& rules);

} // namespace holdfast
