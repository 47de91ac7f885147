#pragma once

#include "bot/handle/ledger.hpp"
#include "playbooks/accounts/account.hpp"
#include "playbooks/signals/reading.hpp"

#include <vector>

namespace holdfast {

/// What the detectors say about an account, and what of it is news.
struct Evaluation {
    std::vector<Reading> readings;
    std::vector<Signal> news; ///< tripped, and not what the running or the last rescue was about already
};

/// Reads the account's history and asks every detector; changes nothing.
[[nodiscard]] Evaluation evaluate(Connection& db, CaseBook& book, const Rules& rules, const Account& account,
                                  Instant as_of);

/// The same, then keeps the readings and opens the rescue, or adds to the running one (S0-18, S0-26, S0-27).
/// @return what changed in a case; nothing when there was no news
std::optional<Change> evaluate_and_act(Transaction& tx, Ledger& ledger, const Rules& rules, const AccountId& account,
                                       Instant now);

} // namespace holdfast
