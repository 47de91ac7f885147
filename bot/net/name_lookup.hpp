#pragma once

#include "bot/net/transport_error.hpp"

#include <boost/asio/ip/tcp.hpp>

#include <string>
#include <vector>

namespace holdfast {

/// The addresses of `host`, at least one. Gives up at `deadline`, although the system's resolver, which cannot be
/// interrupted, may go on for a while in its own thread.
[[nodiscard]] asio::awaitable<std::expected<std::vector<asio::ip::tcp::endpoint>, TransportError>>
look_up_name(std::string host, std::string port, SteadyTime deadline);

} // namespace holdfast
