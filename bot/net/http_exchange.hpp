#pragma once

#include "bot/net/byte_stream.hpp"
#include "bot/net/http_message.hpp"
#include "bot/net/transport_error.hpp"

#include <cstddef>
#include <string_view>

namespace holdfast {

using HttpResult = std::expected<HttpResponse, TransportError>;

/// What came of one request on one connection.
struct Exchange {
    HttpResult result;
    bool sent_whole = false; ///< the connection took the whole request
    bool answered = false;   ///< at least one byte came back
    bool reusable = false;   ///< the connection can carry another request
};

struct ExchangeLimits {
    std::size_t header_bytes = std::size_t{64} * 1024;
    std::size_t body_bytes = std::size_t{8} * 1024 * 1024;
};

/// Sends `request`, the bytes of a whole request, and reads the response to it within the deadline set on `stream`.
/// `head_only`: the request is HEAD, so that no body follows. Interim responses (1xx) are passed over.
[[nodiscard]] asio::awaitable<Exchange> exchange(ByteStream& stream, std::string_view request, bool head_only,
                                                 ExchangeLimits limits);

} // namespace holdfast
