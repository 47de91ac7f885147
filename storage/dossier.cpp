#include "storage/dossier.hpp"

#include "storage/stored_table.hpp"

#include <fmt/format.h>

#include <string_view>

namespace holdfast {

namespace {

std::string as_json(const StoredTable& table) {
    std::string members;
    for (const auto& column : table.columns)
        members += fmt::format("{0}'{1}', \"{1}\"", members.empty() ? "" : ", ", column);
    return fmt::format("json_object({})", members);
}

template <class... Values>
void collect(Connection& db, std::vector<KeptRows>& all, const StoredTable& table, std::string_view which,
             const Values&... values) {
    const auto sql = fmt::format("SELECT {} FROM \"{}\" WHERE {}", as_json(table), table.name, which);
    auto rows = db.query<std::string>(sql, values...);
    if (!rows.empty()) all.push_back({table.name, std::move(rows)});
}

} // namespace

std::vector<KeptRows> kept_about_account(Connection& db, const AccountId& account) {
    std::vector<KeptRows> kept;
    for (const auto& table : stored_tables(db))
        if (const auto which = rows_of_account(table)) collect(db, kept, table, *which, account);
    return kept;
}

std::vector<KeptRows> kept_about_contact(Transaction& tx, const AccountId& account, const Redaction& redaction) {
    define_redacted(tx, redaction);
    std::vector<KeptRows> kept;
    for (const auto& table : stored_tables(tx)) {
        const auto which = rows_about_contacts(table);
        if (!which || table.texts.empty()) continue;
        collect(tx, kept, table, fmt::format("{} AND ({})", *which, names_somebody(table)), account);
    }
    return kept;
}

std::vector<KeptRows> kept_about_colleague(Transaction& tx, const Redaction& redaction) {
    define_redacted(tx, redaction);
    std::vector<KeptRows> kept;
    for (const auto& table : stored_tables(tx))
        if (!table.texts.empty()) collect(tx, kept, table, names_somebody(table));
    return kept;
}

} // namespace holdfast
