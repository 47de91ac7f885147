#pragma once

#include "bot/net/byte_stream.hpp"

#include <string>
#include <string_view>

namespace holdfast {

/// Why a request brought no response.
struct TransportError {
    enum class Kind {
        resolve,  ///< the name of the host is unknown
        connect,  ///< nobody listens there, or no route
        tls,      ///< no secure connection: certificate, host name or protocol
        timeout,  ///< the deadline of the call passed
        closed,   ///< the connection broke before the response was complete
        protocol, ///< what came back, or what was to be sent, is not HTTP or is too large
    };

    Kind kind = Kind::closed;
    /// True when any byte of the request may have reached the server: what it did with it is unknown.
    bool maybe_processed = false;
    std::string message; ///< for the log and the operator; holds neither headers nor bodies
};

[[nodiscard]] std::string_view to_text(TransportError::Kind kind);
/// The kind that a failed read or write amounts to: `timeout` or `closed`.
[[nodiscard]] TransportError::Kind kind_of_broken_stream(error_code failed);

} // namespace holdfast
