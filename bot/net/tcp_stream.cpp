#include "bot/net/tcp_stream.hpp"

#include "bot/net/name_lookup.hpp"
#include "bot/net/socket_byte_stream.hpp"

#include <boost/asio/this_coro.hpp>
#include <fmt/format.h>

namespace holdfast {

using asio::ip::tcp;

std::unique_ptr<ByteStream> make_tcp_stream(tcp::socket socket) {
    return std::make_unique<SocketByteStream<boost::beast::tcp_stream>>(boost::beast::tcp_stream(std::move(socket)));
}

asio::awaitable<std::expected<tcp::socket, TransportError>> connect_tcp(std::string host, std::string port,
                                                                        SteadyTime deadline) {
    auto endpoints = co_await look_up_name(host, port, deadline);
    if (!endpoints) co_return std::unexpected(std::move(endpoints).error());

    const auto executor = co_await asio::this_coro::executor;
    TransportError last{TransportError::Kind::connect, false, fmt::format("{} has no address", host)};
    auto left = static_cast<int>(endpoints->size());
    for (const tcp::endpoint& endpoint : *endpoints) {
        boost::beast::tcp_stream stream(executor);
        stream.expires_after((deadline - std::chrono::steady_clock::now()) / left--);
        const auto [failed] = co_await stream.async_connect(endpoint, asio::as_tuple(asio::use_awaitable));
        if (!failed) {
            tcp::socket socket = stream.release_socket();
            error_code ignored;
            socket.set_option(tcp::no_delay(true), ignored);
            co_return socket;
        }
        const bool late = kind_of_broken_stream(failed) == TransportError::Kind::timeout;
        last.kind = late ? TransportError::Kind::timeout : TransportError::Kind::connect;
        last.message = fmt::format("cannot connect to {} port {}: {}", host, port, failed.message());
    }
    co_return std::unexpected(std::move(last));
}

} // namespace holdfast
