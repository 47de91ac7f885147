#pragma once

#include "bot/net/byte_stream.hpp"
#include "bot/net/http_url.hpp"
#include "bot/net/transport_error.hpp"

#include <boost/asio/ssl/context.hpp>

#include <chrono>
#include <cstddef>
#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace holdfast {

/// What the peer sent: one message, its fragments already joined.
struct WebSocketMessage {
    std::string bytes; ///< empty when it was too large
    bool is_text = true;
    bool too_large = false; ///< larger than WebSocketSettings::message_bytes; read to its end and thrown away
};

/// An open WebSocket, as the client. At most one read, one write and one close at a time.
class WebSocket {
public:
    virtual ~WebSocket() = default;

    /// Waits for the next message. Pings of the peer are answered only while somebody reads. A peer that has been
    /// silent for too long ends it with `beast::error::timeout`, a closed connection with
    /// `beast::websocket::error::closed` or another error.
    virtual asio::awaitable<std::expected<WebSocketMessage, error_code>> read() = 0;
    /// Sends one text message.
    virtual asio::awaitable<error_code> write_text(std::string_view text) = 0;
    /// Says goodbye and closes, within WebSocketSettings::closing_time; the pending read ends. Nothing can be sent
    /// afterwards.
    virtual asio::awaitable<void> close() = 0;
    /// Closes at once, without goodbye. May be called repeatedly.
    virtual void cut() = 0;
};

struct WebSocketSettings {
    std::size_t message_bytes = 1024 * 1024;
    /// A peer of whom nothing was heard for so long is dead; after half of it, it is sent a ping.
    std::chrono::milliseconds silence{30'000};
    std::chrono::milliseconds closing_time{2'000};
    std::string extra_ca_file; ///< PEM, trusted besides the system's authorities; empty: none
};

/// Opens WebSockets.
class WebSocketDialer {
public:
    /// Throws boost::system::system_error when the CA file cannot be read.
    explicit WebSocketDialer(WebSocketSettings settings = {});

    /// An open WebSocket, or why there is none by `deadline`. Over TLS the certificate must be valid and made out to
    /// the host. Error messages hold no part of the path or query, which may be secret.
    /// @param url from parse_web_socket_url()
    [[nodiscard]] asio::awaitable<std::expected<std::unique_ptr<WebSocket>, TransportError>> dial(HttpUrl url,
                                                                                                  SteadyTime deadline);

private:
    WebSocketSettings settings_;
    asio::ssl::context trust_;
};

/// Reads `ws://…` and `wss://…`; `origin.tls` tells them apart. None for anything else.
[[nodiscard]] std::optional<HttpUrl> parse_web_socket_url(std::string_view text);

} // namespace holdfast
