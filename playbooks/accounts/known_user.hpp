#pragma once

#include "playbooks/accounts/ids.hpp"
#include "playbooks/calendar/instant.hpp"

#include <string>

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

} // namespace holdfast
