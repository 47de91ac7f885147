#pragma once

#include "bot/net/byte_stream.hpp"
#include "bot/net/http_message.hpp"
#include "bot/net/refusal_rate.hpp"

#include <chrono>
#include <cstddef>
#include <functional>

namespace holdfast {

/// Answers one request. An exception becomes a 500 without text; when the server stops and the drain time is over,
/// what the handler waits for is cancelled. Refusals are logged and counted in `when_refused` of the response.
using HttpHandler = std::function<asio::awaitable<HttpResponse>(HttpRequest)>;

/// What a server grants to those who connect.
struct HttpLimits {
    std::size_t header_bytes = 16 * 1024;          ///< request line and fields; beyond: 431
    std::size_t body_bytes = 1024 * 1024;          ///< beyond: 413
    std::size_t all_body_bytes = 64 * 1024 * 1024; ///< of all connections, see BodyRoom; beyond: 503
    /// Beyond, the connection that has been without a request longest gives way; where none is, the one whose request
    /// has been arriving longest, at least for the grace time; else the new one is closed. Fewer where the process may
    /// not open so many files.
    std::size_t connections = 12'000;
    /// With so many answers of 4xx in a row the connection is closed, so that who is refused has to come anew each
    /// time. Any other answer starts the count again, and a feed with bad rows only has to connect again.
    unsigned refusals_in_a_row = 5;
    /// Of one address, over all its connections; what is refused beyond: 429. What is not refused always passes, for
    /// behind a proxy all senders have the same address.
    RefusalLimits refusals;
    std::chrono::milliseconds header_time{10'000}; ///< from its first byte to its last
    std::chrono::milliseconds body_time{10'000};   ///< from the end of the header to the last byte
    /// What is arriving for longer gives way where others find no place or no BodyRoom. What honest senders send is
    /// there sooner.
    std::chrono::milliseconds grace_time{1'000};
    std::chrono::milliseconds response_time{30'000}; ///< for the peer to take a response
    std::chrono::milliseconds idle_time{75'000};     ///< between requests, and before the first
    /// How long the rest of a refused request is read and thrown away: closing on unread bytes would reset the
    /// connection and could destroy the refusal on its way.
    std::chrono::milliseconds linger_time{1'000};
};

} // namespace holdfast
