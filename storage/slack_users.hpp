#pragma once

#include "playbooks/accounts/ids.hpp"
#include "storage/connection.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace holdfast {

/// A colleague as looked up once, so that answering needs no further look-up.
struct KnownUser {
    UserId id;
    std::string email;     ///< compared without case; may be empty
    std::string name;      ///< the real one, as customers know it; where Slack has none, another that Slack shows
    std::string time_zone; ///< IANA name, may be empty
    bool deleted = false;
    bool is_bot = false;
    Instant fetched_at;
    bool outsider = false; ///< of another organisation, seen through a shared channel

    bool operator==(const KnownUser&) const = default;
};

void store_user(Transaction& tx, const KnownUser& user);
[[nodiscard]] std::optional<KnownUser> find_user(Connection& db, const UserId& id);
/// Of several with the address, one that is not deleted.
[[nodiscard]] std::optional<KnownUser> find_user_by_email(Connection& db, std::string_view email);

} // namespace holdfast
