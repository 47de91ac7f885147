#pragma once

#include "bot/net/byte_stream.hpp"
#include "bot/net/transport_error.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>

#include <memory>
#include <string>

namespace holdfast {

/// What a client trusts: the system's authorities and, when `extra_ca_file` is not empty, the PEM certificates in it.
/// TLS 1.2 or newer. Throws boost::system::system_error when the file cannot be read.
[[nodiscard]] asio::ssl::context make_tls_context(const std::string& extra_ca_file);

/// Speaks TLS over a connected socket, as the client. The certificate must be valid and made out to `host`, a DNS
/// name (also sent as SNI) or an address. `trust` must outlive the stream.
[[nodiscard]] asio::awaitable<std::expected<std::unique_ptr<ByteStream>, TransportError>>
secure(asio::ip::tcp::socket socket, asio::ssl::context& trust, std::string host, SteadyTime deadline);

} // namespace holdfast
