#include "storage/own_side_risks.hpp"

#include "storage/column.hpp"

namespace holdfast {

template <>
struct Column<OwnSideReason> : NamedColumn<OwnSideReason, own_side_reason_names> {};

void note_own_side_risk(Transaction& tx, const AccountId& account, const OwnSideRisk& risk) {
    tx.run("INSERT INTO own_side_risks (account_id, user_id, reason, note, noted_by, noted_at, settled_by,"
           " settled_note) VALUES (:account, :about, :reason, :note, :by, :at, '', '')",
           account, risk.about, risk.reason, risk.note, risk.noted_by, risk.noted_at);
}

void settle_own_side_risk(Transaction& tx, long long id, const UserId& by, Instant at, std::string_view note) {
    tx.run("UPDATE own_side_risks SET settled_at = :at, settled_by = :by, settled_note = :note"
           " WHERE id = :id AND settled_at IS NULL",
           at, by, note, id);
}

std::vector<OwnSideRisk> own_side_risks_of(Connection& db, const AccountId& account) {
    return db.query<OwnSideRisk>("SELECT id, user_id, reason, note, noted_by, noted_at, settled_at, settled_by,"
                                 " settled_note FROM own_side_risks WHERE account_id = :account ORDER BY id",
                                 account);
}

} // namespace holdfast
