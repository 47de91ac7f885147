#pragma once

#include "playbooks/accounts/ids.hpp"
#include "storage/connection.hpp"

#include <optional>
#include <vector>

namespace holdfast {

/// An account whose signals must be evaluated again because something about it changed.
struct PendingEvaluation {
    AccountId account;
    Instant since;
    int marks = 0; ///< how often it was asked for, since it was evaluated last

    bool operator==(const PendingEvaluation&) const = default;
};

void request_evaluation(Transaction& tx, const AccountId& account, Instant now);
/// Every account there is, for the sweep.
void request_evaluation_of_all(Transaction& tx, Instant now);
/// The longest waiting first.
/// @param limit at most so many
/// @param behind only those that come after this one, whether or not it is still there
[[nodiscard]] std::vector<PendingEvaluation>
pending_evaluations(Connection& db, int limit, const std::optional<PendingEvaluation>& behind = std::nullopt);
/// Ends what `evaluation` was read from. An account that was asked for again in the meantime stays pending.
void finish_evaluation(Transaction& tx, const PendingEvaluation& evaluation);

} // namespace holdfast
