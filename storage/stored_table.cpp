#include "storage/stored_table.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

namespace holdfast {

namespace {

struct ColumnFact {
    std::string name;
    std::string type;
};

/// Columns that hold words of the program and ids, and nothing that somebody typed.
constexpr std::array<std::string_view, 22> program_columns{"case_events.type",
                                                           "flags.kind",
                                                           "leases.name",
                                                           "living_messages.slot",
                                                           "living_messages.target",
                                                           "living_messages.channel_id",
                                                           "living_messages.ts",
                                                           "living_messages.effect_id",
                                                           "living_messages.state",
                                                           "meta.key",
                                                           "outbox.effect_id",
                                                           "outbox.lane",
                                                           "outbox.method",
                                                           "outbox.state",
                                                           "outbox.channel_id",
                                                           "outbox.ts",
                                                           "own_side_risks.reason",
                                                           "people.role",
                                                           "reminders.key",
                                                           "signal_readings.kind",
                                                           "signal_readings.state",
                                                           "touches.kind"};

/// The SQL for what the redaction leaves of the column.
std::string redacted(const StoredTable& table, std::string_view column) {
    const auto whole_name = fmt::format("{}.{}", table.name, column);
    const bool is_programs = std::ranges::find(program_columns, whole_name) != program_columns.end();
    return fmt::format("{}(\"{}\")", is_programs ? "redacted_program_words" : "redacted", column);
}

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
    // What is sent outside of a rescue names its account in its id (a sign that alone is no alert) or wish (a file).
    if (table.name == "outbox")
        return "(case_id IN (SELECT case_id FROM cases WHERE account_id = :account)"
               " OR rtrim(effect_id, '0123456789') = 'watch/' || :account || '/'"
               " OR json_extract(payload, '$.arguments.file.account') = :account)";
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
    tx.define("redacted_program_words",
              [redaction](std::string_view text) { return redaction.applied_to_program_words(text); });
}

std::string without_person(const StoredTable& table) {
    std::vector<std::string> changes;
    for (const auto& column : table.texts)
        changes.push_back(fmt::format("\"{}\" = {}", column, redacted(table, column)));
    return fmt::format("{}", fmt::join(changes, ", "));
}

std::string names_somebody(const StoredTable& table) {
    std::vector<std::string> differences;
    for (const auto& column : table.texts)
        differences.push_back(fmt::format("\"{}\" IS NOT {}", column, redacted(table, column)));
    return fmt::format("{}", fmt::join(differences, " OR "));
}

} // namespace holdfast
