#pragma once

#include "playbooks/accounts/ids.hpp"
#include "storage/connection.hpp"
#include "storage/redaction.hpp"

#include <string>
#include <vector>

namespace holdfast {

/// Rows of one table as they are kept.
struct KeptRows {
    std::string table;
    std::vector<std::string> rows; ///< each a JSON object, column by column
};

/// All that is kept about the account, table by table, in the order of their names.
[[nodiscard]] std::vector<KeptRows> kept_about_account(Connection& db, const AccountId& account);
/// The rows about the account that name its person: all that an erasure would change.
[[nodiscard]] std::vector<KeptRows> kept_about_contact(Transaction& tx, const AccountId& account,
                                                       const Redaction& redaction);
/// The rows that name the colleague, whichever account they are about.
[[nodiscard]] std::vector<KeptRows> kept_about_colleague(Transaction& tx, const Redaction& redaction);

} // namespace holdfast
