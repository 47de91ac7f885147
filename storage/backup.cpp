#include "storage/backup.hpp"

#include "storage/connection.hpp"
#include "storage/failure.hpp"
#include "storage/private_file.hpp"
#include "storage/schema.hpp"
#include "storage/sqlite_handle.hpp"

#include <fmt/format.h>

#include <optional>
#include <string_view>
#include <system_error>

namespace holdfast {

namespace {

std::unexpected<std::string> cannot(std::string_view what, const std::filesystem::path& file, std::string_view why) {
    if (why.ends_with('.')) why.remove_suffix(1);
    return std::unexpected{fmt::format("Cannot {} {}: {}.", what, file.string(), why)};
}

/// All pages in one step: a single read transaction, so the copy is of one instant, and in WAL mode it keeps no
/// writer waiting.
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

/// SQLite before 3.41 looks for missing values in the wrong columns of a table without row ids whose primary key does
/// not come first, and finds some in every row. Touches are such a table; their columns cannot be NULL.
std::optional<std::string> first_damage(Connection& db) {
    return db.first<std::string>("SELECT integrity_check FROM pragma_integrity_check(2000000000)"
                                 " WHERE integrity_check <> 'ok'"
                                 " AND integrity_check NOT LIKE 'NULL value in touches.%' LIMIT 1");
}

std::filesystem::path with_suffix(std::filesystem::path file, std::string_view suffix) {
    return file += suffix;
}

/// Where the disk was full, SQLite could not clear the journal away either.
void remove_with_journal(const std::filesystem::path& file) {
    std::filesystem::remove(file);
    std::filesystem::remove(with_suffix(file, "-journal"));
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
        remove_with_journal(partial);
        created_for_owner_alone(partial);
        if (auto copied = copy_pages(database, partial); !copied) {
            remove_with_journal(partial);
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
        if (const auto damage = first_damage(reader)) return cannot("use", database, "it is damaged: " + *damage);
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
