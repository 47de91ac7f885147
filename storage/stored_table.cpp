#include "storage/stored_table.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace holdfast {

namespace {

struct ColumnFact {
    std::string name;
    std::string type;
};

} // namespace

bool StoredTable::has(std::string_view column) const {
    return std::ranges::find(columns, column) != columns.end();
}

std::vector<StoredTable> stored_tables(Connection& db) {
    std::vector<StoredTable> tables;
    for (auto& name : db.query<std::string>("SELECT name FROM sqlite_master WHERE type = 'table'"
                                            " AND name NOT LIKE 'sqlite_%' ORDER BY name")) {
        auto& table = tables.emplace_back();
        for (const auto& [column, type] :
             db.query<ColumnFact>("SELECT name, type FROM pragma_table_info(:table)", name)) {
            table.columns.push_back(column);
            if (type == "TEXT" && column != "account_id" && column != "case_id") table.texts.push_back(column);
        }
        table.name = std::move(name);
    }
    return tables;
}

std::optional<std::string_view> rows_of_account(const StoredTable& table) {
    if (table.has("account_id")) return "account_id = :account";
    if (table.has("case_id")) return "case_id IN (SELECT case_id FROM cases WHERE account_id = :account)";
    return std::nullopt;
}

std::optional<std::string_view> rows_about_contacts(const StoredTable& table) {
    // Accounts and colleagues may be called like a contact; the audit names no customers.
    if (table.name == "accounts" || table.name == "slack_users" || table.name == "audit") return std::nullopt;
    if (table.has("case_id") && !table.has("account_id"))
        return "(case_id IS NULL OR case_id IN (SELECT case_id FROM cases WHERE account_id = :account))";
    return rows_of_account(table).value_or(":account <> ''");
}

void define_redacted(Transaction& tx, const Redaction& redaction) {
    tx.define("redacted", [redaction](std::string_view text) { return redaction.applied_to(text); });
}

std::string names_somebody(const StoredTable& table) {
    std::vector<std::string> differences;
    for (const auto& column : table.texts)
        differences.push_back(fmt::format("\"{0}\" IS NOT redacted(\"{0}\")", column));
    return fmt::format("{}", fmt::join(differences, " OR "));
}

} // namespace holdfast
