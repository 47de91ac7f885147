#pragma once

#include "bot/handle/desk.hpp"

#include <boost/asio/awaitable.hpp>

#include <map>
#include <set>

namespace holdfast {

/// Who people are, by the id or address under which was asked.
using Identities = std::map<UserId, Desk::Identified>;

/// Asks who they all are at the same time: whoever waits for the answer waits as long as for one of them, not for the
/// sum. @throws what the first failing question threw
[[nodiscard]] boost::asio::awaitable<Identities> identities_of(Desk& desk, std::set<UserId> people);

} // namespace holdfast
