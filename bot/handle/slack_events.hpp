#pragma once

#include "bot/decode/slack_payload.hpp"
#include "bot/handle/desk.hpp"

#include <boost/asio/awaitable.hpp>

#include <optional>
#include <string_view>

namespace holdfast {

/// What happens in the workspace around us: rooms are renamed, archived or given another id, people change their zone
/// or leave. Durable when it returns; a repeated event changes nothing.
[[nodiscard]] boost::asio::awaitable<void> act_on_workspace_event(Desk& desk, const EventCallback& event);

/// An event of a channel that people of another organisation can read: where that is a room, and was not known to be
/// shared, it is silent from here on, and the reconciler looks at it. Durable when it returns.
[[nodiscard]] boost::asio::awaitable<void> note_shared_room(Desk& desk, const EventCallback& event);

/// The moment of a message: its `ts` is a Unix time with a counter (Slack contract section 13).
[[nodiscard]] std::optional<Instant> instant_of_ts(std::string_view ts);

} // namespace holdfast
