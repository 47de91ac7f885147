#pragma once

#include "playbooks/accounts/account.hpp"
#include "storage/connection.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace holdfast {

/// Adds the person or replaces all columns of the one of that name at that account.
/// @return false where it was exactly so already
bool upsert_person(Transaction& tx, const Person& person);
/// @return false where there was nobody of that name
bool remove_person(Transaction& tx, const AccountId& account, std::string_view name);

[[nodiscard]] std::optional<Person> find_person(Connection& db, const AccountId& account, std::string_view name);
/// Everybody known at the account, by name.
[[nodiscard]] std::vector<Person> people_of(Connection& db, const AccountId& account);

} // namespace holdfast
