#include "storage/backup.hpp"

#include "storage/connection.hpp"
#include "storage/failure.hpp"
#include "storage/private_file.hpp"
#include "storage/schema.hpp"

#include <fmt/format.h>

#include <memory>
#include <sqlite3.h>
#include <string_view>
#include <system_error>

namespace holdfast {

namespace {

struct CloseSqlite {
    void operator()(sqlite3* handle) const noexcept { sqlite3_close(handle); }
};
using Sqlite = std::unique_ptr<sqlite3, CloseSqlite>;

std::unexpected<std::string> cannot(std::string_view what, const std::filesystem::path& file, std::string_view why) {
    if (why.ends_with('.')) why.remove_suffix(1);
    return std::unexpected{fmt::format("Cannot {} {}: {}.", what, file.string(), why)};
}

Sqlite open_sqlite(const std::filesystem::path& file) {
    sqlite3* handle = nullptr;
    sqlite3_open_v2(file.c_str(), &handle, SQLITE_OPEN_READWRITE, nullptr);
    sqlite3_busy_timeout(handle, 5000);
    return Sqlite{handle};
}

/// All pages in one step: a single read transaction, so the copy is of one instant, and in WAL mode it keeps no
/// writer waiting.
std::expected<void, std::string> copy_pages(const std::filesystem::path& from, const std::filesystem::path& to) {
    const Sqlite source = open_sqlite(from);
    const Sqlite target = open_sqlite(to);
    sqlite3_backup* const backup = sqlite3_backup_init(target.get(), "main", source.get(), "main");
    if (!backup) return cannot("write", to, sqlite3_errmsg(target.get()));
    sqlite3_backup_step(backup, -1);
    if (sqlite3_backup_finish(backup) != SQLITE_OK) return cannot("write", to, sqlite3_errmsg(target.get()));
    // Without a write-ahead log the copy is complete in itself.
    if (sqlite3_exec(target.get(), "PRAGMA journal_mode = DELETE", nullptr, nullptr, nullptr) != SQLITE_OK)
        return cannot("finish", to, sqlite3_errmsg(target.get()));
    return {};
}

/// Ends write-ahead logging, which only the single user of a database can.
int claim_alone(const std::filesystem::path& database) {
    const Sqlite handle = open_sqlite(database);
    sqlite3_busy_timeout(handle.get(), 200);
    return sqlite3_exec(handle.get(), "PRAGMA journal_mode = DELETE", nullptr, nullptr, nullptr);
}

std::filesystem::path with_suffix(std::filesystem::path file, std::string_view suffix) {
    return file += suffix;
}

void set_aside(const std::filesystem::path& database) {
    const auto damaged = with_suffix(database, ".damaged");
    std::filesystem::rename(database, damaged);
    for (const std::string_view part : {"-wal", "-shm"})
        if (std::filesystem::exists(with_suffix(database, part)))
            std::filesystem::rename(with_suffix(database, part), with_suffix(damaged, part));
}

} // namespace

std::expected<void, std::string> back_up(const std::filesystem::path& database, const std::filesystem::path& copy) {
    if (!std::filesystem::exists(database)) return cannot("read", database, "there is no such file");
    if (std::filesystem::exists(copy) && std::filesystem::equivalent(copy, database))
        return cannot("write", copy, "it is the database itself");
    const auto partial = with_suffix(copy, ".partial");
    try {
        std::filesystem::remove(partial);
        created_for_owner_alone(partial);
        if (auto copied = copy_pages(database, partial); !copied) {
            std::filesystem::remove(partial);
            return copied;
        }
        std::filesystem::rename(partial, copy);
    } catch (const StorageFailure& failure) {
        return std::unexpected{failure.what()};
    } catch (const std::filesystem::filesystem_error& error) {
        return cannot("write", copy, error.code().message());
    }
    return {};
}

std::expected<void, std::string> check_database(const std::filesystem::path& database) {
    if (!std::filesystem::is_regular_file(database)) return cannot("read", database, "there is no such file");
    try {
        Reader reader{database};
        if (checked_schema_version(reader) == 0) return cannot("use", database, "it is empty");
        const auto verdict = reader.first<std::string>("PRAGMA integrity_check(1)");
        if (verdict != "ok") return cannot("use", database, "it is damaged: " + verdict.value_or("unreadable"));
        if (reader.first<std::string>("SELECT \"table\" FROM pragma_foreign_key_check LIMIT 1"))
            return cannot("use", database, "it is damaged: rows refer to rows that are missing");
    } catch (const StorageFailure& failure) {
        return cannot("use", database, failure.what());
    }
    return {};
}

std::expected<void, std::string> restore(const std::filesystem::path& copy, const std::filesystem::path& database) {
    if (auto sound = check_database(copy); !sound) return sound;
    try {
        if (std::filesystem::exists(database)) {
            if (std::filesystem::equivalent(copy, database))
                return cannot("restore", copy, "it is the database itself");
            const int claimed = claim_alone(database);
            if (claimed == SQLITE_BUSY || claimed == SQLITE_LOCKED)
                return cannot("replace", database, "it is in use. Stop Holdfast first");
            if (claimed == SQLITE_NOTADB || claimed == SQLITE_CORRUPT) set_aside(database);
        }
        created_for_owner_alone(database);
        return copy_pages(copy, database);
    } catch (const StorageFailure& failure) {
        return std::unexpected{failure.what()};
    } catch (const std::filesystem::filesystem_error& error) {
        return cannot("replace", database, error.code().message());
    }
}

} // namespace holdfast
