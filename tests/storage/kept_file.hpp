#pragma once

#include "storage/sqlite_handle.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace holdfast {

/// Runs SQL on a file without opening it as a database of ours, which would bring it up to date.
inline void run_on_file(const std::filesystem::path& file, const std::string& sql) {
    const SqliteHandle handle = open_sqlite(file);
    ASSERT_EQ(sqlite3_exec(handle.get(), sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK)
        << sqlite3_errmsg(handle.get());
}

/// Makes a file as that schema version left it, from what tests/storage/schema keeps of it: with the account `acme`.
inline void build_file_of_version(int version, const std::filesystem::path& file) {
    std::ifstream kept{std::filesystem::path{HOLDFAST_SOURCE_DIR} /
                       fmt::format("tests/storage/schema/{:03}.sql", version)};
    ASSERT_TRUE(kept) << "a file of schema " << version << " has to be kept before the next one is made";
    std::ofstream{file}.close();
    std::filesystem::permissions(file, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    run_on_file(file, {std::istreambuf_iterator<char>{kept}, {}});
}

} // namespace holdfast
