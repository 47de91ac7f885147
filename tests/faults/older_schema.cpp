#include "tests/faults/older_schema.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>
#include <sqlite3.h>
#include <stdexcept>
#include <string>

namespace holdfast::faults {

namespace {

/// Takes away what the migration to a version brought.
struct TakingBack {
    int version;
    const char* sql;
};
constexpr auto all = std::to_array<TakingBack>({
    {6, "DROP TABLE user_group_members;"},
    {5, "DROP TABLE own_side_risks;"},
    {4, "DROP TABLE unknown_colleagues;"},
    {3, "DROP TABLE room_members; ALTER TABLE slack_users DROP COLUMN outsider;"
        "UPDATE rooms SET actual = json_remove(actual, '$.members_seen');"},
    {2, "DROP TABLE audit;"},
});

struct CloseSqlite {
    void operator()(sqlite3* handle) const noexcept { sqlite3_close(handle); }
};
using Handle = std::unique_ptr<sqlite3, CloseSqlite>;

void run(const Handle& handle, const std::string& sql) {
    if (sqlite3_exec(handle.get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
        throw std::runtime_error{
            fmt::format("the schema cannot be taken back: {}: {}", sqlite3_errmsg(handle.get()), sql)};
}

int version_of(const Handle& handle) {
    int version = 0;
    const auto take = [](void* into, int, char** values, char**) {
        *static_cast<int*>(into) = std::stoi(values[0]);
        return 0;
    };
    sqlite3_exec(handle.get(), "PRAGMA user_version", take, &version, nullptr);
    return version;
}

std::string taking_back(int version) {
    const auto found = std::ranges::find(all, version, &TakingBack::version);
    if (found == all.end())
        throw std::runtime_error{fmt::format("what the migration to schema {} brought has to be said here", version)};
    return found->sql;
}

} // namespace

int take_back(const std::filesystem::path& database, int version) {
    sqlite3* opened = nullptr;
    const int failed = sqlite3_open_v2(database.c_str(), &opened, SQLITE_OPEN_READWRITE, nullptr);
    const Handle handle{opened};
    if (failed != SQLITE_OK) return 0;
    const int newest = version_of(handle);
    version = std::max(1, std::min(version, newest - 1));
    if (newest <= version) return newest;
    std::string sql = "BEGIN IMMEDIATE;";
    for (int one = newest; one > version; --one) sql += taking_back(one);
    run(handle, sql + fmt::format("PRAGMA user_version = {}; COMMIT", version));
    return version;
}

} // namespace holdfast::faults
