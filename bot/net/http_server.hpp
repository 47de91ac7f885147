#pragma once

#include "bot/net/http_handler.hpp"
#include "bot/net/http_url.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>

namespace boost::asio {
class io_context;
}

namespace holdfast {

/// HTTP/1.1 over plain TCP, on the thread that runs the io_context. Keeps connections alive, takes pipelined
/// requests in order, enforces HttpLimits.
///
/// Life: constructed (listening), `start`, `stop`, `join`. The io_context must outlive the server, and must not run
/// again after a server was destroyed before `join` returned.
class HttpServer {
public:
    /// Throws std::runtime_error saying which address could not be listened on, and why.
    HttpServer(asio::io_context& io, const Endpoint& address, HttpLimits limits, HttpHandler handler);
    ~HttpServer();

    /// Begins to accept connections. Call once.
    void start();
    /// The port listened on: the one chosen by the system where the address said 0.
    [[nodiscard]] std::uint16_t port() const;
    /// How many connections are open.
    [[nodiscard]] std::size_t connections() const;
    /// Accepts no more, closes idle connections at once, lets running requests finish; what is not done when `drain`
    /// has passed is cut and its handler cancelled. Returns at once; a second call changes nothing.
    void stop(std::chrono::milliseconds drain = std::chrono::seconds(4));
    /// Returns after `stop`, when the last connection is gone. A handler that ignores cancellation holds it up.
    [[nodiscard]] asio::awaitable<void> join();

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

} // namespace holdfast
