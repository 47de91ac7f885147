#pragma once

#include "bot/net/http_message.hpp"

#include <expected>
#include <string>
#include <string_view>

namespace holdfast {

/// How a response ends and what becomes of its connection.
struct ResponseFraming {
    bool keep_alive = true; ///< the connection goes on
    bool http_1_0 = false;  ///< the request was HTTP/1.0, where keeping alive must be said
    bool head_only = false; ///< answers HEAD: the length of the body, without it
};

/// Appends `response` to `wire`. Throws std::invalid_argument for a content type with a line break.
void append_response(std::string& wire, const HttpResponse& response, ResponseFraming framing);

/// The bytes of `request` for the server called `authority` (Host field). The error says why it cannot be sent.
[[nodiscard]] std::expected<std::string, std::string> request_bytes(const HttpRequest& request,
                                                                    std::string_view authority);

} // namespace holdfast
