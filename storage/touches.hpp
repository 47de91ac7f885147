#pragma once

#include "playbooks/accounts/touch.hpp"
#include "storage/connection.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace holdfast {

/// Remembers a touch for the account, whether a rescue is open or not. @return false where it was known
bool store_touch(Transaction& tx, const AccountId& account, const Touch& touch);

/// When somebody of the account was last reached, or reached us.
[[nodiscard]] std::optional<Instant> last_touch(Connection& db, const AccountId& account);

/// When touches with this tag reached somebody, oldest first.
/// @param inbound_only only those that the customer began: a request on file (S0-15)
[[nodiscard]] std::vector<Instant> touches_tagged(Connection& db, const AccountId& account, std::string_view tag,
                                                  bool inbound_only);

} // namespace holdfast
