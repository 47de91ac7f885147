#pragma once

#include "playbooks/accounts/ids.hpp"
#include "storage/connection.hpp"

namespace holdfast {

/// Slack knows nobody under this id or address, as it said at that time. Until it says otherwise nothing is to be sent
/// there.
/// @return false where that was on record
bool remember_unknown_colleague(Transaction& tx, const UserId& who, Instant now);
/// @return false where it was not on record
bool forget_unknown_colleague(Transaction& tx, const UserId& who);
[[nodiscard]] bool is_unknown_colleague(Connection& db, const UserId& who);

} // namespace holdfast
