#pragma once

#include "storage/column.hpp"
#include "storage/connection.hpp"

#include <string>
#include <vector>

namespace holdfast {

/// Something that was changed past the record of a case, for whoever asks later who did it.
struct AuditEntry {
    Instant at;
    std::string who;    ///< `token crm`, `root on the command line`
    std::string what;   ///< `orders delivered`
    std::string detail; ///< figures; never what a customer said or is called

    bool operator==(const AuditEntry&) const = default;
};

void note_in_audit(Transaction& tx, const AuditEntry& entry);
/// All entries, oldest first.
[[nodiscard]] std::vector<AuditEntry> audit_entries(Connection& db);

} // namespace holdfast
