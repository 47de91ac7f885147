#include "storage/audit.hpp"

namespace holdfast {

void note_in_audit(Transaction& tx, const AuditEntry& entry) {
    tx.run("INSERT INTO audit (at, who, what, detail) VALUES (:at, :who, :what, :detail)", entry);
}

std::vector<AuditEntry> audit_entries(Connection& db) {
    return db.query<AuditEntry>("SELECT at, who, what, detail FROM audit ORDER BY id");
}

} // namespace holdfast
