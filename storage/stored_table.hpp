#pragma once

#include "storage/connection.hpp"
#include "storage/redaction.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace holdfast {

/// A table as the schema has it, so that what concerns all of them misses none.
struct StoredTable {
    std::string name;
    std::vector<std::string> columns;
    std::vector<std::string> texts; ///< columns of text that are no keys of accounts and cases

    [[nodiscard]] bool has(std::string_view column) const;
};

/// By name.
[[nodiscard]] std::vector<StoredTable> stored_tables(Connection& db);

/// The condition, with the value `:account`, for rows of the account itself; none where the table knows no accounts.
[[nodiscard]] std::optional<std::string_view> rows_of_account(const StoredTable& table);
/// The same for rows that may speak of a person of the account: those of no account at all (answers kept for
/// repetitions) as well.
[[nodiscard]] std::optional<std::string_view> rows_about_contacts(const StoredTable& table);

/// Lets the two below call the redaction, which in columns of states, kinds, lanes and the like takes nobody's name for
/// what the program calls so.
void define_redacted(Transaction& tx, const Redaction& redaction);
/// What an UPDATE sets so that rows do not name the person any more. Wants a table with texts.
[[nodiscard]] std::string without_person(const StoredTable& table);
/// The condition for rows of which the redaction would change something. Wants a table with texts.
[[nodiscard]] std::string names_somebody(const StoredTable& table);

} // namespace holdfast
