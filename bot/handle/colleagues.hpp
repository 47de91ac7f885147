#pragma once

#include "bot/handle/desk.hpp"

#include <boost/asio/awaitable.hpp>

#include <map>
#include <optional>
#include <set>
#include <string>

namespace holdfast {

/// Why somebody cannot be given a part in a rescue, as the "why" of a refusal: nobody in Slack has this id or address,
/// or it is an app, deactivated, or of another organisation. Nothing where they can, and where Slack cannot say so at
/// present: then the card of the room says it later (D-14).
[[nodiscard]] boost::asio::awaitable<std::optional<std::string>> why_unfit(Desk& desk, UserId who);

/// The same for several who are asked about at once: the reasons for those who cannot.
[[nodiscard]] boost::asio::awaitable<std::map<UserId, std::string>> unfit_among(Desk& desk, std::set<UserId> people);

} // namespace holdfast
