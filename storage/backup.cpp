#include "storage/backup.hpp"

#include "storage/connection.hpp"
#include "storage/failure.hpp"
#include "storage/file_identity.hpp"
#include "storage/private_file.hpp"
#include "storage/schema.hpp"
#include "storage/sqlite_handle.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <fcntl.h>
#include <optional>
#include <string_view>
#include <system_error>
#include <unistd.h>

namespace holdfast {

namespace {

std::unexpected<std::string> cannot(std::string_view what, const std::filesystem::path& file, std::string_view why) {
    if (why.ends_with('.')) why.remove_suffix(1);
    return std::unexpected{fmt::format("Cannot {} {}: {}.", what, file.string(), why)};
}

/// Why there is no file to be read; none where there is one.
std::optional<std::string> missing(const std::filesystem::path& file) {
    std::error_code failed;
    if (std::filesystem::is_regular_file(file, failed)) return std::nullopt;
    const bool is_absent =
        !failed || failed == std::errc::no_such_file_or_directory || failed == std::errc::not_a_directory;
    return is_absent ? "there is no such file" : failed.message();
}

std::error_code last_error() {
    return {errno, std::generic_category()};
}

/// Returns when the disk holds what a file contains, or which files a folder contains.
std::error_code brought_to_disk(const std::filesystem::path& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return last_error();
    const std::error_code failed = ::fsync(descriptor) == 0 ? std::error_code{} : last_error();
    ::close(descriptor);
    return failed;
}

/// Some network file systems know no such thing, and some folders may only be written into.
bool cannot_be_asked_of_folders(std::error_code failed) {
    return failed == std::errc::invalid_argument || failed == std::errc::not_supported ||
           failed == std::errc::permission_denied;
}

/// Gives a complete file its name. Each step is on the disk before the next one begins: whenever the power fails, what
/// has the name is whole.
std::expected<void, std::string> put_in_place(const std::filesystem::path& complete,
                                              const std::filesystem::path& name) {
    std::error_code failed = brought_to_disk(complete);
    if (!failed) std::filesystem::rename(complete, name, failed);
    if (failed) return cannot("write", name, failed.message());
    const auto folder = name.has_parent_path() ? name.parent_path() : std::filesystem::path{"."};
    failed = brought_to_disk(folder);
    if (failed && !cannot_be_asked_of_folders(failed)) return cannot("write", name, failed.message());
    return {};
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
    if (const auto why = missing(database)) return cannot("read", database, *why);
    if (identity_of(copy) == identity_of(database)) return cannot("write", copy, "it is the database itself");
    const auto partial = with_suffix(copy, ".partial");
    try {
        remove_with_journal(partial);
        created_for_owner_alone(partial);
        auto copied = copy_pages(database, partial);
        if (copied) copied = put_in_place(partial, copy);
        if (!copied) remove_with_journal(partial);
        return copied;
    } catch (const StorageFailure& failure) {
        return std::unexpected{failure.what()};
    } catch (const std::filesystem::filesystem_error& error) {
        return cannot("write", copy, error.code().message());
    }
}

std::expected<void, std::string> check_database(const std::filesystem::path& database) {
    if (const auto why = missing(database)) return cannot("read", database, *why);
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
