#include "storage/erasure.hpp"

#include "storage/restoring.hpp"
#include "storage/sqlite_handle.hpp"
#include "storage/stored_table.hpp"
#include "storage/trial_copy.hpp"

#include <fmt/format.h>

#include <string_view>

namespace holdfast {

namespace {

/// @return how many rows changed
template <class... Values>
long long redact(Transaction& tx, const StoredTable& table, std::string_view which, const Values&... values) {
    if (table.texts.empty()) return 0;
    // Two rows that differed in nothing but the person have become one.
    const auto sql = fmt::format("UPDATE OR REPLACE \"{}\" SET {} WHERE {} AND ({})", table.name, without_person(table),
                                 which, names_somebody(table));
    return tx.run(sql, values...);
}

/// Copies of the database that a process made and did not live to remove.
std::expected<void, std::string> remove_left_behind(const std::filesystem::path& database) {
    auto of_trials = TrialCopy::remove_abandoned(database);
    auto of_restoring = remove_half_restored(database);
    return of_trials ? of_restoring : of_trials;
}

void note(std::vector<RedactedRows>& all, const std::string& table, long long rows) {
    if (rows > 0) all.push_back({table, rows});
}

} // namespace

std::vector<RedactedRows> redact_in_account(Transaction& tx, const AccountId& account, const Redaction& redaction) {
    define_redacted(tx, redaction);
    std::vector<RedactedRows> changed;
    for (const auto& table : stored_tables(tx))
        if (const auto which = rows_about_contacts(table))
            note(changed, table.name, redact(tx, table, *which, account));
    return changed;
}

std::vector<RedactedRows> redact_colleague(Transaction& tx, const UserId& user, const Redaction& redaction) {
    define_redacted(tx, redaction);
    std::vector<RedactedRows> changed;
    for (const std::string_view part : {"owner", "manager", "executive_sponsor"}) {
        const auto sql = fmt::format("UPDATE accounts SET {0} = '' WHERE {0} = :user", part);
        note(changed, "accounts", tx.run(sql, user));
    }
    for (const auto& table : stored_tables(tx)) {
        if (table.has("user_id")) {
            const auto sql = fmt::format("DELETE FROM \"{}\" WHERE user_id = :user", table.name);
            note(changed, table.name, tx.run(sql, user));
        }
        note(changed, table.name, redact(tx, table, "TRUE"));
    }
    return changed;
}

bool is_in_use(const std::filesystem::path& database) {
    const int claimed = claim_alone(database);
    return claimed == SQLITE_BUSY || claimed == SQLITE_LOCKED;
}

std::expected<void, std::string> write_anew(const std::filesystem::path& database) {
    const SqliteHandle handle = open_sqlite(database);
    constexpr auto script =
        "PRAGMA temp_store = MEMORY; PRAGMA secure_delete = ON; PRAGMA journal_mode = DELETE; VACUUM";
    if (sqlite3_exec(handle.get(), script, nullptr, nullptr, nullptr) == SQLITE_OK) return remove_left_behind(database);
    return std::unexpected{fmt::format("{} cannot be written anew: {}. What was erased is gone from the record, but "
                                       "not yet from unused parts of the file: repeat the command",
                                       database.string(), sqlite3_errmsg(handle.get()))};
}

} // namespace holdfast
