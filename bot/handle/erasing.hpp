#pragma once

#include "bot/handle/ledger.hpp"
#include "playbooks/accounts/account.hpp"
#include "storage/erasure.hpp"

#include <expected>
#include <string>
#include <vector>

namespace holdfast {

/// Who asked for an erasure, and when it is.
struct ErasureOrder {
    std::string by; ///< `root on the command line`
    Instant at;
    bool whole_name_only = false; ///< leave single words of the name in texts alone
    bool list_words = false;      ///< say which words go
};

/// What an erasure changed; nothing where nobody of that name was on record.
struct Erasure {
    std::string whom; ///< for the operator alone: `Dana Fox, a contact of Acme GmbH`
    std::vector<RedactedRows> rows;
    std::vector<CaseId> cases; ///< that somebody was erased from them stands in their record
    TakenWords words;          ///< where they were asked for

    [[nodiscard]] bool empty() const { return rows.empty(); }
};

/// Whom at the customer an operator means, by the whole name: what is typed must not take several people out, or
/// another than was meant. A name that nobody on record has may still stand in texts.
/// @return the name as on record, or who might be meant
[[nodiscard]] std::expected<std::string, std::string> contact_to_erase(Transaction& tx, const Account& account,
                                                                       const std::string& typed_name);

/// Erases a customer's person from everything kept about the account, and draws its rescues again. All that stays is
/// that somebody was erased, by whom and when.
[[nodiscard]] Erasure erase_contact(Transaction& tx, Ledger& ledger, const Account& account, const std::string& name,
                                    const ErasureOrder& order);
/// Erases a colleague from everything: accounts of theirs belong to nobody, in records somebody stays who is not named.
/// @param who Slack user id or e-mail address
[[nodiscard]] Erasure erase_colleague(Transaction& tx, Ledger& ledger, const UserId& who, const ErasureOrder& order);

} // namespace holdfast
