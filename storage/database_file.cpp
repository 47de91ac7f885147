#include "storage/database_file.hpp"

#include "storage/sqlite_handle.hpp"

#include <fmt/format.h>

#include <system_error>

namespace holdfast {

std::filesystem::path with_suffix(std::filesystem::path file, std::string_view suffix) {
    return file += suffix;
}

void remove_all_parts(const std::filesystem::path& database) {
    for (const std::string_view part : parts_of_a_database) std::filesystem::remove(with_suffix(database, part));
}

std::optional<std::string> why_missing(const std::filesystem::path& file) {
    std::error_code failed;
    if (std::filesystem::is_regular_file(file, failed)) return std::nullopt;
    const bool is_absent =
        !failed || failed == std::errc::no_such_file_or_directory || failed == std::errc::not_a_directory;
    return is_absent ? "there is no such file" : failed.message();
}

std::expected<void, std::string> copy_pages(const std::filesystem::path& from, const std::filesystem::path& to) {
    const SqliteHandle source = open_sqlite(from);
    const SqliteHandle target = open_sqlite(to);
    sqlite3_backup* const backup = sqlite3_backup_init(target.get(), "main", source.get(), "main");
    if (!backup) return cannot("write", to, sqlite3_errmsg(target.get()));
    sqlite3_backup_step(backup, -1);
    if (sqlite3_backup_finish(backup) != SQLITE_OK) return cannot("write", to, sqlite3_errmsg(target.get()));
    // Without a write-ahead log the copy is complete in itself.
    if (sqlite3_exec(target.get(), "PRAGMA journal_mode = DELETE", nullptr, nullptr, nullptr) != SQLITE_OK)
        return cannot("finish", to, sqlite3_errmsg(target.get()));
    return {};
}

std::unexpected<std::string> cannot(std::string_view what, const std::filesystem::path& file, std::string_view why) {
    if (why.ends_with('.')) why.remove_suffix(1);
    return std::unexpected{fmt::format("Cannot {} {}: {}.", what, file.string(), why)};
}

} // namespace holdfast
