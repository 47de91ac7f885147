#pragma once

#include "playbooks/accounts/ids.hpp"
#include "storage/connection.hpp"

#include <span>
#include <vector>

namespace holdfast {

/// Those who are in a user group from here on, instead of those who were.
/// @return false where they were the same already
bool store_group_members(Transaction& tx, const UserId& group, std::span<const UserId> members);
/// By id; nobody where the group was never looked up.
[[nodiscard]] std::vector<UserId> members_of_group(Connection& db, const UserId& group);

} // namespace holdfast
