#pragma once

#include <span>
#include <string_view>

namespace holdfast {

class Connection;
class Transaction;

/// One step from a schema version to the next; the files of storage/schema, embedded.
struct Migration {
    int version = 0;       ///< 1, 2, 3… without gaps
    std::string_view name; ///< `001_initial`
    std::string_view sql;
};

/// All migrations, oldest first.
[[nodiscard]] std::span<const Migration> migrations();
/// The schema version that this program reads and writes.
[[nodiscard]] int newest_schema_version();

/// The schema version of the database; 0 for an empty file.
/// @throws StorageFailure of kind foreign (another program's), newer_schema or damaged
[[nodiscard]] int checked_schema_version(Connection& db);
/// Runs the migrations that the database lacks; none where another process has done so meanwhile. To be called within
/// a transaction.
void migrate(Transaction& tx);

} // namespace holdfast
