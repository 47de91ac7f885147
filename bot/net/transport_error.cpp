#include "bot/net/transport_error.hpp"

#include <boost/beast/core/error.hpp>

namespace holdfast {

std::string_view to_text(TransportError::Kind kind) {
    switch (kind) {
    case TransportError::Kind::resolve: return "resolve";
    case TransportError::Kind::connect: return "connect";
    case TransportError::Kind::tls: return "tls";
    case TransportError::Kind::timeout: return "timeout";
    case TransportError::Kind::closed: return "closed";
    case TransportError::Kind::protocol: return "protocol";
    }
    return "closed";
}

TransportError::Kind kind_of_broken_stream(error_code failed) {
    return failed == boost::beast::error::timeout ? TransportError::Kind::timeout : TransportError::Kind::closed;
}

} // namespace holdfast
