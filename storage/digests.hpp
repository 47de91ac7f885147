#pragma once

#include "playbooks/accounts/ids.hpp"
#include "storage/connection.hpp"

namespace holdfast {

/// Marks the user's digest of that day as sent. @return false where it was already, and none is to be sent
bool claim_digest(Transaction& tx, const UserId& user, Day day, Instant now);
[[nodiscard]] bool digest_sent(Connection& db, const UserId& user, Day day);
/// Forgets digests of days before the given one. @return how many
long long purge_digests(Transaction& tx, Day before);

} // namespace holdfast
