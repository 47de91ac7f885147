#pragma once

#include "bot/decode/slack_payload.hpp"
#include "bot/handle/reply.hpp"

#include <boost/asio/awaitable.hpp>

namespace holdfast::buttons {

/// Acts on a pressed button or a chosen option. What buttons do can also be typed (rule 4); a button that no longer
/// fits the state answers with the state.
[[nodiscard]] boost::asio::awaitable<Reply> press(Desk& desk, Asker asker, BlockAction action);

} // namespace holdfast::buttons
