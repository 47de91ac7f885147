#include "storage/backup.hpp"

#include "storage/cases.hpp"
#include "storage/connection.hpp"
#include "storage/event_codec.hpp"
#include "storage/failure.hpp"
#include "storage/file_identity.hpp"
#include "storage/meta.hpp"
#include "storage/private_file.hpp"
#include "storage/schema.hpp"
#include "storage/sqlite_handle.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace holdfast {

namespace {

/// Stands in `meta` of a restored database.
constexpr std::string_view restored_key = "restored";

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
    auto damage = db.first<std::string>("SELECT integrity_check FROM pragma_integrity_check(2000000000)"
                                        " WHERE integrity_check <> 'ok'"
                                        " AND integrity_check NOT LIKE 'NULL value in touches.%' LIMIT 1");
    // What is wrong with the pages comes as many lines below a heading.
    constexpr std::string_view heading = "*** in database main ***\n";
    if (damage && damage->starts_with(heading)) damage->erase(0, heading.size());
    if (damage) damage->resize(std::min(damage->find('\n'), damage->size()));
    return damage;
}

/// The text of a row that is kept as JSON, and how to call the row.
struct KeptJson {
    std::string row;
    std::string text;
};

/// Beside the events. What has been delivered is not read again.
constexpr std::array<std::string_view, 5> kept_json{
    "SELECT 'the room of ' || case_id, wanted FROM rooms", "SELECT 'the room of ' || case_id, actual FROM rooms",
    "SELECT 'the message ' || slot || ' of ' || case_id, wanted_payload FROM living_messages"
    " WHERE wanted_payload IS NOT NULL",
    "SELECT 'the message ' || effect_id, payload FROM outbox WHERE finished_at IS NULL",
    "SELECT 'an answer to a feed', answer FROM inbox WHERE answer IS NOT NULL"};

bool is_readable(const StoredEvent& event) {
    try {
        static_cast<void>(decode_event(event.type, event.body, UserId{event.actor}));
        return true;
    } catch (const std::runtime_error&) {
        return false;
    }
}

/// To SQLite all texts are alike.
std::optional<std::string> first_unreadable_row(Connection& db) {
    for (const auto& id : db.query<CaseId>("SELECT case_id FROM cases ORDER BY case_id"))
        for (const auto& event : events_since(db, id, 0))
            if (!is_readable(event)) return fmt::format("event {} of {}", event.seq, id.value);
    for (const auto sql : kept_json)
        for (const auto& [row, text] : db.query<KeptJson>(sql))
            if (!nlohmann::json::accept(text)) return row;
    return std::nullopt;
}

/// What is wrong with a database, as the end of a sentence.
std::optional<std::string> flaw_of(const std::filesystem::path& database) {
    try {
        Reader reader{database};
        if (checked_schema_version(reader) == 0) return "it is empty";
        if (const auto damage = first_damage(reader)) return "it is damaged: " + *damage;
        if (reader.first<std::string>("SELECT \"table\" FROM pragma_foreign_key_check LIMIT 1"))
            return "it is damaged: rows refer to rows that are missing";
        if (const auto row = first_unreadable_row(reader))
            return fmt::format("it is damaged, or from a newer version: {} cannot be read", *row);
    } catch (const StorageFailure& failure) {
        return failure.what();
    }
    return std::nullopt;
}

std::filesystem::path with_suffix(std::filesystem::path file, std::string_view suffix) {
    return file += suffix;
}

/// A database and what SQLite keeps beside it.
constexpr std::array<std::string_view, 4> parts_of_a_database{"", "-journal", "-wal", "-shm"};

/// Where the disk was full or the program was killed, SQLite could not clear its own files away either.
void remove_all_parts(const std::filesystem::path& file) {
    for (const std::string_view part : parts_of_a_database) std::filesystem::remove(with_suffix(file, part));
}

/// Whatever happens before.
class RemovedInTheEnd {
public:
    explicit RemovedInTheEnd(std::filesystem::path file) : file_{std::move(file)} {}
    ~RemovedInTheEnd() {
        std::error_code ignored;
        for (const std::string_view part : parts_of_a_database)
            std::filesystem::remove(with_suffix(file_, part), ignored);
    }
    RemovedInTheEnd(const RemovedInTheEnd&) = delete;
    RemovedInTheEnd& operator=(const RemovedInTheEnd&) = delete;

private:
    std::filesystem::path file_;
};

void set_aside(const std::filesystem::path& database, std::string_view suffix) {
    const auto beside = with_suffix(database, suffix);
    std::filesystem::rename(database, beside);
    for (const std::string_view part : {"-wal", "-shm"})
        if (std::filesystem::exists(with_suffix(database, part)))
            std::filesystem::rename(with_suffix(database, part), with_suffix(beside, part));
}

bool is_of_a_newer_version(const std::filesystem::path& database) {
    try {
        Reader reader{database};
        static_cast<void>(checked_schema_version(reader));
        return false;
    } catch (const StorageFailure& failure) {
        return failure.kind() == StorageFailure::Kind::newer_schema;
    }
}

/// Copies a copy, and writes down in it that it is put in the place of a database: so both arrive there as one.
std::expected<void, std::string> copy_to_restore(const std::filesystem::path& copy, const std::filesystem::path& to) {
    remove_all_parts(to);
    created_for_owner_alone(to);
    auto copied = copy_pages(copy, to);
    if (!copied) return copied;
    const SqliteHandle target = open_sqlite(to);
    const std::string note =
        fmt::format("INSERT INTO meta (key, value) VALUES ('{}', 'yes') ON CONFLICT (key) DO NOTHING", restored_key);
    if (sqlite3_exec(target.get(), note.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
        return cannot("write", to, sqlite3_errmsg(target.get()));
    return {};
}

std::unexpected<std::string> cannot_replace_in_use(const std::filesystem::path& database) {
    return cannot("replace", database, "it is in use. Stop Holdfast first");
}

/// The right to serve it: nobody starts with it, or restores it, meanwhile. @throws StorageFailure
std::expected<InstanceLock, std::string> right_to_replace(const std::filesystem::path& database) {
    try {
        return std::expected<InstanceLock, std::string>{std::in_place, database};
    } catch (const StorageFailure& failure) {
        if (failure.kind() != StorageFailure::Kind::busy) throw;
        return cannot_replace_in_use(database);
    }
}

/// @return what claim_alone() says of a database that may be replaced
std::expected<int, std::string> claim_to_replace(const std::filesystem::path& database) {
    if (!std::filesystem::exists(database)) return SQLITE_OK;
    const int claimed = claim_alone(database);
    if (claimed == SQLITE_BUSY || claimed == SQLITE_LOCKED) return cannot_replace_in_use(database);
    return claimed;
}

std::expected<void, std::string> put_in_the_place_of(const std::filesystem::path& database,
                                                     const std::filesystem::path& prepared) {
    // A command may have begun meanwhile.
    const auto claimed = claim_to_replace(database);
    if (!claimed) return std::unexpected{claimed.error()};
    if (std::filesystem::exists(database)) {
        close_to_others(database);
        if (*claimed == SQLITE_NOTADB || *claimed == SQLITE_CORRUPT)
            set_aside(database, ".damaged");
        else if (is_of_a_newer_version(database))
            set_aside(database, ".newer");
    }
    created_for_owner_alone(database);
    return copy_pages(prepared, database);
}

/// Where it is prepared what is put in the place of a database.
std::filesystem::path half_restored(const std::filesystem::path& database) {
    return with_suffix(database, ".restoring");
}

bool is_half_restored(const std::filesystem::path& database) {
    std::error_code unknown;
    return std::ranges::any_of(parts_of_a_database, [&](std::string_view part) {
        return std::filesystem::exists(with_suffix(half_restored(database), part), unknown);
    });
}

enum class Wanted { any_copy, whole_copy };

std::expected<void, std::string> make_copy(const std::filesystem::path& database, const std::filesystem::path& copy,
                                           Wanted wanted) {
    if (const auto why = missing(database)) return cannot("read", database, *why);
    if (identity_of(copy) == identity_of(database)) return cannot("write", copy, "it is the database itself");
    const auto partial = with_suffix(copy, ".partial");
    try {
        remove_all_parts(partial);
        created_for_owner_alone(partial);
        auto copied = copy_pages(database, partial);
        if (copied && wanted == Wanted::whole_copy)
            if (const auto flaw = flaw_of(partial)) copied = cannot("back up", database, *flaw);
        if (copied) copied = put_in_place(partial, copy);
        if (!copied) remove_all_parts(partial);
        return copied;
    } catch (const StorageFailure& failure) {
        return std::unexpected{failure.what()};
    } catch (const std::filesystem::filesystem_error& error) {
        return cannot("write", copy, error.code().message());
    }
}

} // namespace

std::expected<void, std::string> back_up(const std::filesystem::path& database, const std::filesystem::path& copy) {
    return make_copy(database, copy, Wanted::whole_copy);
}

std::expected<void, std::string> copy_database(const std::filesystem::path& database,
                                               const std::filesystem::path& copy) {
    return make_copy(database, copy, Wanted::any_copy);
}

std::expected<void, std::string> check_database(const std::filesystem::path& database) {
    if (const auto why = missing(database)) return cannot("read", database, *why);
    if (const auto flaw = flaw_of(database)) return cannot("use", database, *flaw);
    return {};
}

std::expected<void, std::string> restore(const std::filesystem::path& copy, const std::filesystem::path& database) {
    if (auto sound = check_database(copy); !sound) return sound;
    const auto prepared = half_restored(database);
    try {
        if (identity_of(copy) == identity_of(prepared))
            return cannot("restore", copy, "it has the name of what restoring leaves half done. Rename it first");
        if (std::filesystem::exists(database) && std::filesystem::equivalent(copy, database))
            return cannot("restore", copy, "it is the database itself");
        const auto right = right_to_replace(database);
        if (!right) return std::unexpected{right.error()};
        if (const auto claimed = claim_to_replace(database); !claimed) return std::unexpected{claimed.error()};
        const RemovedInTheEnd removed{prepared};
        if (auto ready = copy_to_restore(copy, prepared); !ready) return ready;
        return put_in_the_place_of(database, prepared);
    } catch (const StorageFailure& failure) {
        return std::unexpected{failure.what()};
    } catch (const std::filesystem::filesystem_error& error) {
        return cannot("replace", database, error.code().message());
    }
}

std::expected<void, std::string> remove_half_restored(const std::filesystem::path& database,
                                                      const InstanceLock& /*right*/) {
    for (const std::string_view part : parts_of_a_database) {
        const auto file = with_suffix(half_restored(database), part);
        std::error_code failed;
        std::filesystem::remove(file, failed);
        if (failed)
            return std::unexpected{fmt::format("{}, a copy of the database that was left behind, cannot be removed: "
                                               "{}. Remove it, for it may hold what was erased since",
                                               file.string(), failed.message())};
    }
    return {};
}

std::expected<void, std::string> remove_half_restored(const std::filesystem::path& database) {
    if (!is_half_restored(database)) return {};
    try {
        const InstanceLock right{database};
        return remove_half_restored(database, right);
    } catch (const StorageFailure& failure) {
        return std::unexpected{fmt::format("{}, a copy of the database, cannot be removed: {} Then repeat the command",
                                           half_restored(database).string(), failure.what())};
    }
}

bool is_restored(Connection& db) {
    return find_meta(db, restored_key).has_value();
}

void forget_restoring(Transaction& tx) {
    remove_meta(tx, restored_key);
}

} // namespace holdfast
