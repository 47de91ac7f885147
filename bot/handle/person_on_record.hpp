#pragma once

#include "playbooks/accounts/account.hpp"
#include "storage/connection.hpp"
#include "storage/redaction.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace holdfast {

/// What a person gives way to.
inline constexpr std::string_view former_contact = "a former contact";
inline constexpr std::string_view former_colleague = "a former colleague";

/// Everybody at the customer who is on record or had a part in one of its rescues, also those who left, each once.
[[nodiscard]] std::vector<std::string> names_at(Connection& db, const AccountId& account);

/// What a customer's person is known by: name, what of the name stands for them alone at this account, and every
/// address that was ever on record.
/// @param whole_name_only leave single words of the name in texts alone
/// @return none where nothing about the account names them in full
[[nodiscard]] std::optional<Redaction> redaction_of_contact(Transaction& tx, const Account& account,
                                                            std::string_view name, bool whole_name_only);

/// What a colleague is known by.
struct ColleagueOnRecord {
    UserId id;
    Redaction redaction;
    std::string described; ///< `Kim Lee (U0KIM, kim@example.com)`, as far as they are known
};
/// Single words of the name that Slack has count as well, with a capital, but for those that an account, a customer's
/// person (names_at) or another known colleague bears.
/// @param who Slack user id or e-mail address
/// @param whole_name_only leave single words of the name in texts alone
[[nodiscard]] ColleagueOnRecord colleague_on_record(Connection& db, const UserId& who, bool whole_name_only);

} // namespace holdfast
