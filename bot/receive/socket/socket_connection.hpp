#pragma once

#include "bot/decode/slack_payload.hpp"
#include "bot/net/web_socket.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace holdfast {

/// One connection of Socket Mode, from Slack's hello to its end. Envelopes are answered side by side; one is
/// acknowledged when it is answered, whatever others do.
///
/// Owned by whoever watches it and by its own running coroutines, which may outlast the watching.
class SocketConnection : public std::enable_shared_from_this<SocketConnection> {
public:
    enum class Phase {
        greeting, ///< Slack has not said hello yet
        live,
        leaving, ///< still works, but Slack will end it: another one should take its place
        over,
    };
    /// Gives the acknowledgement of an envelope; none when it is not to be acknowledged.
    using Answering = std::function<asio::awaitable<std::optional<std::string>>(SocketFrame)>;

    /// @param answering outlives the connection's coroutines
    /// @param on_change called after each change of the phase
    SocketConnection(asio::any_io_executor executor, std::unique_ptr<WebSocket> socket, Answering answering,
                     std::function<void()> on_change);

    /// Begins to read. Without a hello by `hello_by` the connection is over.
    void start(SteadyTime hello_by);
    /// Closes as soon as what is being answered is acknowledged.
    void retire();
    /// The same, but envelopes that come from now on are left to other connections.
    void take_no_more();
    /// Ends at once.
    void cut();

    [[nodiscard]] Phase phase() const { return phase_; }
    /// Why it is leaving or over: Slack's reason, such as `refresh_requested`, else what broke.
    [[nodiscard]] const std::string& reason() const { return reason_; }

private:
    asio::awaitable<void> read();
    asio::awaitable<void> wait_for_room();
    asio::awaitable<void> watch_for_hello(SteadyTime hello_by);
    asio::awaitable<void> answer(SocketFrame envelope);
    asio::awaitable<void> send(std::string acknowledgement);
    void take(const WebSocketMessage& message);
    void take(SocketFrame frame);
    void skip(std::string_view why);
    void spawn_answer(SocketFrame envelope);
    void answered(const std::exception_ptr& failed);
    void close_when_idle();
    void enter(Phase phase);

    asio::any_io_executor executor_;
    std::unique_ptr<WebSocket> socket_;
    Answering answering_;
    std::function<void()> on_change_;
    asio::steady_timer hello_;
    asio::steady_timer room_; ///< never due; cancelled when an answer is done
    std::deque<std::string> to_send_;
    std::string reason_;
    std::size_t answering_now_ = 0;
    Phase phase_ = Phase::greeting;
    bool sending_ = false;
    bool takes_envelopes_ = true;
    bool retiring_ = false;
    bool closing_ = false;
    bool has_skipped_ = false;
};

} // namespace holdfast
