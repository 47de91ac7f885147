#pragma once

#include <filesystem>
#include <memory>
#include <sqlite3.h>

namespace holdfast {

struct CloseSqlite {
    void operator()(sqlite3* handle) const noexcept { sqlite3_close(handle); }
};
/// A connection for what concerns the file as a whole and no row in it.
using SqliteHandle = std::unique_ptr<sqlite3, CloseSqlite>;

/// Opens an existing file. Failures show at the first use.
[[nodiscard]] SqliteHandle open_sqlite(const std::filesystem::path& file);

/// Ends write-ahead logging, which only the single user of a database can; the log beside it is gone afterwards.
/// @return SQLite's result code: SQLITE_BUSY or SQLITE_LOCKED where somebody else uses the file
[[nodiscard]] int claim_alone(const std::filesystem::path& database);

} // namespace holdfast
