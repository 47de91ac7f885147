#pragma once

#include "bot/deliver/slack_client.hpp"

#include <expected>
#include <string>

namespace holdfast {

/// Why Slack gives no connection.
struct NoSocket {
    std::string why;
    bool lasts = false; ///< somebody has to change something first: trying again soon is pointless
};

/// Where the next connection goes: one use, soon (Slack contract, section 18.1). The query is a secret.
/// @param as_app calls with the app-level token
[[nodiscard]] asio::awaitable<std::expected<HttpUrl, NoSocket>> ask_for_socket_address(SlackClient& as_app);

/// The same for an answer that is here.
/// @param api where it came from: only a double, over http, may give an address without TLS
[[nodiscard]] std::expected<HttpUrl, NoSocket> socket_address(const SlackResult& answer, const Origin& api);

} // namespace holdfast
