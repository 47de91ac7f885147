#include "storage/schema.hpp"

#include "storage/connection.hpp"
#include "storage/failure.hpp"

#include <fmt/format.h>

namespace holdfast {

namespace {

// "HOLD", in the header of the file: tells our databases from those of other programs.
constexpr long long application_id = 0x484F4C44;

} // namespace

int newest_schema_version() {
    return migrations().back().version;
}

int checked_schema_version(Connection& db) {
    const auto owner = db.only<long long>("PRAGMA application_id");
    const auto version = db.only<int>("PRAGMA user_version");
    const bool empty = db.only<int>("SELECT count(*) FROM sqlite_master") == 0;
    if (empty) return 0;
    if (owner != application_id)
        throw StorageFailure{StorageFailure::Kind::foreign,
                             "The file is a database of another program. Choose another file with HOLDFAST_DB."};
    if (version > newest_schema_version())
        throw StorageFailure{
            StorageFailure::Kind::newer_schema,
            fmt::format("The database was written by a newer version of Holdfast (schema {}, this version knows {}). "
                        "Install the newer version.",
                        version, newest_schema_version())};
    return version;
}

void migrate(Transaction& tx) {
    const int present = checked_schema_version(tx);
    for (const Migration& migration : migrations())
        if (migration.version > present) tx.run_script(std::string{migration.sql});
    tx.run_script(
        fmt::format("PRAGMA user_version = {}; PRAGMA application_id = {}", newest_schema_version(), application_id));
}

} // namespace holdfast
