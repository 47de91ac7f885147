#include "storage/pending_evaluations.hpp"

namespace holdfast {

void request_evaluation(Transaction& tx, const AccountId& account, Instant now) {
    tx.run("INSERT INTO pending_evaluations (account_id, since, marks) VALUES (:account, :now, 1)"
           " ON CONFLICT (account_id) DO UPDATE SET marks = pending_evaluations.marks + 1",
           account, now);
}

void request_evaluation_of_all(Transaction& tx, Instant now) {
    // "WHERE TRUE" keeps SQLite from reading ON CONFLICT as a join condition.
    tx.run("INSERT INTO pending_evaluations (account_id, since, marks) SELECT account_id, :now, 1 FROM accounts"
           " WHERE TRUE ON CONFLICT (account_id) DO UPDATE SET marks = pending_evaluations.marks + 1",
           now);
}

std::vector<PendingEvaluation> pending_evaluations(Connection& db, int limit,
                                                   const std::optional<PendingEvaluation>& behind) {
    if (!behind)
        return db.query<PendingEvaluation>("SELECT account_id, since, marks FROM pending_evaluations"
                                           " ORDER BY since, account_id LIMIT :limit",
                                           limit);
    return db.query<PendingEvaluation>("SELECT account_id, since, marks FROM pending_evaluations"
                                       " WHERE (since, account_id) > (:since, :account)"
                                       " ORDER BY since, account_id LIMIT :limit",
                                       behind->since, behind->account, limit);
}

void finish_evaluation(Transaction& tx, const PendingEvaluation& evaluation) {
    tx.run("DELETE FROM pending_evaluations WHERE account_id = :account AND since = :since AND marks = :marks",
           evaluation);
}

} // namespace holdfast
