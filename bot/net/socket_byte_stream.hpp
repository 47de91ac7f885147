#pragma once

#include "bot/net/byte_stream.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/stream_traits.hpp>
#include <boost/beast/core/tcp_stream.hpp>

#include <array>
#include <utility>

namespace holdfast {

/// ByteStream over a Beast TCP stream or a TLS layer around one. Expensive to instantiate: for the .cpp files of
/// the two kinds only.
template <class Stream>
class SocketByteStream final : public ByteStream {
public:
    explicit SocketByteStream(Stream stream) : stream_(std::move(stream)) {}

    asio::awaitable<std::expected<std::size_t, error_code>> read_some(asio::mutable_buffer space) override {
        const auto [failed, size] = co_await stream_.async_read_some(space, asio::as_tuple(asio::use_awaitable));
        if (failed) co_return std::unexpected(failed);
        co_return size;
    }

    asio::awaitable<error_code> write_all(asio::const_buffer bytes) override {
        const auto [failed, size] = co_await asio::async_write(stream_, bytes, asio::as_tuple(asio::use_awaitable));
        co_return failed;
    }

    void expires_after(std::chrono::steady_clock::duration time) override {
        boost::beast::get_lowest_layer(stream_).expires_after(time);
    }

    bool has_input() override {
        auto& socket = boost::beast::get_lowest_layer(stream_).socket();
        std::array<char, 1> byte{};
        error_code failed;
        socket.non_blocking(true, failed);
        socket.receive(asio::buffer(byte), asio::ip::tcp::socket::message_peek, failed);
        return failed != asio::error::would_block;
    }

    void close() override { boost::beast::get_lowest_layer(stream_).close(); }

private:
    Stream stream_;
};

} // namespace holdfast
