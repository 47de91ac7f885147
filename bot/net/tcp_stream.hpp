#pragma once

#include "bot/net/byte_stream.hpp"
#include "bot/net/transport_error.hpp"

#include <boost/asio/ip/tcp.hpp>

#include <memory>
#include <string>

namespace holdfast {

/// Plain TCP over a connected socket.
[[nodiscard]] std::unique_ptr<ByteStream> make_tcp_stream(asio::ip::tcp::socket socket);

/// Looks up `host` and connects to the first of its addresses that answers, all before `deadline`. An address that
/// stays silent gets only its share of the time, so that it does not hide a working one.
[[nodiscard]] asio::awaitable<std::expected<asio::ip::tcp::socket, TransportError>>
connect_tcp(std::string host, std::string port, SteadyTime deadline);

} // namespace holdfast
