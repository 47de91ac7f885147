#pragma once

#include "playbooks/accounts/account.hpp"
#include "storage/connection.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace holdfast {

/// Enough of an account to name it in a list of candidates.
struct AccountName {
    AccountId id;
    std::string name;

    bool operator==(const AccountName&) const = default;
};

/// Adds the account or replaces all its columns. @return false where it was exactly so already
bool upsert_account(Transaction& tx, const Account& account);

[[nodiscard]] std::optional<Account> find_account(Connection& db, const AccountId& id);
/// All accounts, by id.
[[nodiscard]] std::vector<Account> list_accounts(Connection& db);
/// Accounts of which `user` is owner, manager or executive sponsor, by name.
[[nodiscard]] std::vector<Account> accounts_of(Connection& db, const UserId& user);

/// Accounts whose id or name is `text`, whatever the case.
[[nodiscard]] std::vector<AccountName> accounts_called(Connection& db, std::string_view text);
/// Accounts whose id or name begins with `text`, whatever the case, by name.
/// @param limit at most so many
[[nodiscard]] std::vector<AccountName> accounts_beginning_with(Connection& db, std::string_view text, int limit);
/// How many accounts there are of which accounts_beginning_with tells only some.
[[nodiscard]] std::size_t count_accounts_beginning_with(Connection& db, std::string_view text);
/// Every account's id and name, by name: to find the nearest to what was mistyped, and to check a bulk of rows.
[[nodiscard]] std::vector<AccountName> account_names(Connection& db);

/// E-mail addresses that stand where a colleague's Slack id should: still to be looked up. In a fixed order.
/// @param after only those behind this one; empty: from the first
/// @param limit at most so many
[[nodiscard]] std::vector<UserId> colleagues_by_address(Connection& db, const UserId& after, int limit);
/// Puts the id in the place of the address, in every account.
void replace_colleague(Transaction& tx, const UserId& address, const UserId& user);

/// Sum of the annual revenues on record.
[[nodiscard]] Money total_annual_revenue(Connection& db);

} // namespace holdfast
