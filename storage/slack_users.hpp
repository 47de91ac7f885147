#pragma once

#include "playbooks/accounts/known_user.hpp"
#include "storage/connection.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace holdfast {

void store_user(Transaction& tx, const KnownUser& user);
[[nodiscard]] std::optional<KnownUser> find_user(Connection& db, const UserId& id);
/// Of several with the address, one that is not deleted.
[[nodiscard]] std::optional<KnownUser> find_user_by_email(Connection& db, std::string_view email);
/// Everybody who was looked up, by id.
[[nodiscard]] std::vector<KnownUser> list_users(Connection& db);

} // namespace holdfast
