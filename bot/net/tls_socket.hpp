#pragma once

#include "bot/net/byte_stream.hpp"
#include "bot/net/transport_error.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core/tcp_stream.hpp>

#include <string>

namespace holdfast {

/// TLS over TCP, for the .cpp files that build something on it: expensive to include.
using TlsSocket = asio::ssl::stream<boost::beast::tcp_stream>;

/// Makes a connected socket speak TLS, as the client. The certificate must be valid and made out to `host`, a DNS name
/// (also sent as SNI) or an address. `trust` must outlive the socket. The deadline stays set on the TCP layer.
[[nodiscard]] asio::awaitable<std::expected<TlsSocket, TransportError>>
secure_socket(asio::ip::tcp::socket socket, asio::ssl::context& trust, std::string host, SteadyTime deadline);

} // namespace holdfast
