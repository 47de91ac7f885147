#pragma once

#include "playbooks/accounts/ids.hpp"
#include "storage/connection.hpp"
#include "storage/redaction.hpp"

#include <expected>
#include <filesystem>
#include <string>
#include <vector>

namespace holdfast {

/// Rows of one table that say less than before.
struct RedactedRows {
    std::string table;
    long long rows = 0;

    bool operator==(const RedactedRows&) const = default;
};

/// Takes a customer's person out of all that is kept about the account: every table, the events and messages included;
/// also out of messages and answers that belong to no account. Knows the tables from the schema itself.
[[nodiscard]] std::vector<RedactedRows> redact_in_account(Transaction& tx, const AccountId& account,
                                                          const Redaction& redaction);
/// Takes a colleague out of everything: what is kept under the id goes, elsewhere the phrase takes their place.
[[nodiscard]] std::vector<RedactedRows> redact_colleague(Transaction& tx, const UserId& user,
                                                         const Redaction& redaction);

/// True when somebody else, a running Holdfast, has the database open.
[[nodiscard]] bool is_in_use(const std::filesystem::path& database);

/// Writes the file anew, so that nothing is left in it of what was deleted or replaced, and removes the log beside it,
/// as well as copies of it that were left behind (TrialCopy, restore()).
/// @return what went wrong, fit to show to an operator
[[nodiscard]] std::expected<void, std::string> write_anew(const std::filesystem::path& database);

} // namespace holdfast
