#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace holdfast::slack_double {

/// The far end of Socket Mode on 127.0.0.1 (Slack contract 18): says hello to whoever comes with a ticket, sends
/// frames, and hands on what comes back. All of it may be called from any thread but the one that calls back.
class SocketServer {
public:
    struct Listening {
        /// Whether a ticket may be used; it is asked once for each connection.
        std::function<bool(const std::string& ticket)> admits;
        std::function<void(const std::string& text)> on_text;
        /// A socket opened, said hello, or closed; or a pong came.
        std::function<void()> on_change;
    };

    /// Listens at once, on any free port. `listening` is called from the server's thread.
    explicit SocketServer(Listening listening);
    ~SocketServer();
    SocketServer(const SocketServer&) = delete;
    SocketServer& operator=(const SocketServer&) = delete;

    [[nodiscard]] std::uint16_t port() const;
    /// Sockets that were said hello to and are not closed.
    [[nodiscard]] std::size_t live() const;
    /// Sockets that ever opened.
    [[nodiscard]] std::size_t opened() const;
    /// Sockets that the other side closed with a goodbye.
    [[nodiscard]] std::size_t closed_politely() const;
    [[nodiscard]] std::size_t pongs() const;

    /// Sends a text to one live socket, each in turn. Returns false when there is none.
    [[nodiscard]] bool send(const std::string& text);
    void send_to_all(const std::string& text, bool as_binary = false);
    void ping_all();
    /// Cuts every socket without goodbye.
    void cut_all();
    /// Sockets that are open now stay open, and nothing comes from them or is read any more, pings included.
    void fall_silent();
    /// Sockets that open from now on are not said hello to.
    void withhold_hello(bool withhold);

private:
    class Listener;
    std::unique_ptr<Listener> listener_;
};

} // namespace holdfast::slack_double
