#pragma once

#include "bot/net/http_server.hpp"
#include "bot/net/tcp_stream.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <gtest/gtest.h>

#include <chrono>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

namespace holdfast {

/// The other end of a connection to the server.
class Peer {
public:
    asio::awaitable<void> connect(std::uint16_t port) {
        auto socket = co_await connect_tcp("127.0.0.1", std::to_string(port),
                                           std::chrono::steady_clock::now() + std::chrono::seconds{5});
        if (!socket) throw std::runtime_error(socket.error().message);
        stream_ = make_tcp_stream(std::move(*socket));
        stream_->expires_after(std::chrono::seconds{15});
    }

    asio::awaitable<void> say(std::string text) {
        const bool said = co_await try_to_say(std::move(text));
        EXPECT_TRUE(said);
    }

    asio::awaitable<bool> try_to_say(std::string text) {
        const error_code failed = co_await stream_->write_all(asio::buffer(text));
        co_return !failed;
    }

    /// What comes until `end` has come, or the connection ends.
    asio::awaitable<std::string> hear(std::string end) {
        std::string heard;
        while (!heard.ends_with(end)) {
            char piece[4096];
            const auto size = co_await stream_->read_some(asio::buffer(piece));
            if (!size) {
                ended_ = size.error();
                break;
            }
            heard.append(piece, *size);
        }
        co_return heard;
    }

    /// What comes until the server closes; it must do so.
    asio::awaitable<std::string> hear_out() {
        std::string heard = co_await hear("\x01 never sent");
        EXPECT_TRUE(ended_ == asio::error::eof || ended_ == asio::error::connection_reset) << ended_.message();
        co_return heard;
    }

private:
    std::unique_ptr<ByteStream> stream_;
    error_code ended_;
};

/// A server whose handler answers with the path, and /wait only when the gate is opened.
class HttpServerTest : public testing::Test {
protected:
    HttpServerTest() : gate_(io_, SteadyTime::max()) {}

    void start(HttpLimits limits = {}) {
        const HttpHandler handler = [this](HttpRequest request) { return answer(std::move(request)); };
        server_ = std::make_unique<HttpServer>(io_, Endpoint{"127.0.0.1", 0}, limits, handler);
        server_->start();
    }

    asio::awaitable<HttpResponse> answer(HttpRequest request) {
        HttpResponse response;
        response.body = request.path;
        if (request.path == "/wait") {
            ++handlers_waiting_;
            co_await gate_.async_wait(asio::as_tuple(asio::use_awaitable));
            handlers_cancelled_ += gate_open_ ? 0 : 1;
        }
        co_return response;
    }

    void open_gate() {
        gate_open_ = true;
        gate_.cancel();
    }

    /// Lets everything else run until `condition` holds.
    template <class Condition>
    asio::awaitable<void> until(Condition condition) {
        const SteadyTime end = std::chrono::steady_clock::now() + std::chrono::seconds{10};
        asio::steady_timer turn(io_);
        while (!condition()) {
            if (std::chrono::steady_clock::now() > end) throw std::runtime_error("condition not reached");
            turn.expires_after(std::chrono::milliseconds{1});
            co_await turn.async_wait(asio::use_awaitable);
        }
    }

    /// Sends a header field every 20 ms until `done`, for at most a second.
    asio::awaitable<void> trickle(Peer& peer, const bool& done) {
        asio::steady_timer pause(io_);
        for (int i = 0; i < 50 && !done; ++i) {
            pause.expires_after(std::chrono::milliseconds{20});
            co_await pause.async_wait(asio::use_awaitable);
            if (!done) co_await peer.try_to_say("X: y\r\n");
        }
    }

    asio::awaitable<void> stop_and_join(std::chrono::milliseconds drain) {
        server_->stop(drain);
        co_await server_->join();
    }

    asio::io_context io_;
    asio::steady_timer gate_;
    std::unique_ptr<HttpServer> server_;
    int handlers_waiting_ = 0;
    int handlers_cancelled_ = 0;
    bool gate_open_ = false;
};

inline std::string get(const std::string& path) {
    return "GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n";
}

/// The server gives leave for the rest of it.
inline constexpr const char* half_a_request =
    "POST /half HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n";

} // namespace holdfast
