#pragma once

#include "bot/handle/desk.hpp"

#include <boost/asio/awaitable.hpp>

#include <string>

namespace holdfast {

/// Whether somebody who meets us, perhaps in a shared channel, is one of us (rule 6).
enum class Belonging {
    colleague,
    outsider, ///< of another organisation, or nobody
    unknown   ///< Slack could not be asked; counts as an outsider
};

/// Known colleagues stay what they are while Slack cannot be asked; for them, and for whoever is of the token's own
/// workspace, it is not asked at all.
/// @param team workspace of the person as the payload names it; may be empty. What the payload says of its own
///        workspace counts for nothing: in a shared channel that may be theirs (Slack contract, section 19.4).
[[nodiscard]] boost::asio::awaitable<Belonging> belonging_of(Desk& desk, UserId who, std::string team);

} // namespace holdfast
