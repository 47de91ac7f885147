#include "storage/restoring.hpp"

#include "storage/database_check.hpp"
#include "storage/database_file.hpp"
#include "storage/failure.hpp"
#include "storage/file_identity.hpp"
#include "storage/meta.hpp"
#include "storage/private_file.hpp"
#include "storage/schema.hpp"
#include "storage/sqlite_handle.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <system_error>
#include <utility>

namespace holdfast {

namespace {

/// Stands in `meta` of a restored database.
constexpr std::string_view restored_key = "restored";

/// A database that is there no longer than this, whatever happens before.
class RemovedInTheEnd {
public:
    explicit RemovedInTheEnd(std::filesystem::path database) : database_{std::move(database)} {}
    ~RemovedInTheEnd() {
        std::error_code ignored;
        for (const std::string_view part : parts_of_a_database)
            std::filesystem::remove(with_suffix(database_, part), ignored);
    }
    RemovedInTheEnd(const RemovedInTheEnd&) = delete;
    RemovedInTheEnd& operator=(const RemovedInTheEnd&) = delete;

private:
    std::filesystem::path database_;
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

} // namespace

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
