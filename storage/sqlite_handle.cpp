#include "storage/sqlite_handle.hpp"

namespace holdfast {

SqliteHandle open_sqlite(const std::filesystem::path& file) {
    sqlite3* handle = nullptr;
    sqlite3_open_v2(file.c_str(), &handle, SQLITE_OPEN_READWRITE, nullptr);
    sqlite3_busy_timeout(handle, 5000);
    return SqliteHandle{handle};
}

int claim_alone(const std::filesystem::path& database) {
    const SqliteHandle handle = open_sqlite(database);
    sqlite3_busy_timeout(handle.get(), 200);
    return sqlite3_exec(handle.get(), "PRAGMA journal_mode = DELETE", nullptr, nullptr, nullptr);
}

} // namespace holdfast
