#pragma once

#include "bot/deliver/slack_client.hpp"
#include "bot/metrics/metrics.hpp"
#include "bot/net/web_socket.hpp"
#include "bot/receive/socket/socket_address.hpp"
#include "bot/receive/socket/socket_connection.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <cstddef>
#include <expected>
#include <list>
#include <memory>
#include <random>
#include <string>
#include <vector>

namespace holdfast {

struct SocketModeTimes {
    std::chrono::milliseconds opening{10'000}; ///< from the address to Slack's hello
    /// A connection that ends sooner counts as a failure, after which the pauses grow: Slack replaces connections every
    /// few hours, so one that is to be replaced within the first minute may be the first of very many.
    std::chrono::milliseconds short_life{60'000};
};

/// Receives from Slack over connections that we open, where Slack cannot reach us (Slack contract, section 18). Keeps
/// several of them; each place is filled again when its connection ends, and before it ends where Slack says so in
/// time. Used from the network thread; must outlive its coroutines unless their context will not run again.
class SocketMode {
public:
    /// @param as_app calls with the app-level token
    /// @param connections how many to keep, 1…10
    /// @param answering see SocketConnection
    /// @param on_change called when problem() may have changed
    SocketMode(asio::any_io_executor executor, SlackClient& as_app, int connections, WebSocketSettings sockets,
               SocketConnection::Answering answering, Metrics& metrics, std::function<void()> on_change,
               SocketModeTimes times = {});
    ~SocketMode();

    void start();
    /// Takes nothing new; what is being answered is acknowledged, then everything closes, at the latest after `drain`.
    void stop(std::chrono::milliseconds drain);
    /// Waits until, after stop(), no connection is left.
    [[nodiscard]] asio::awaitable<void> join();

    /// How many connections can receive.
    [[nodiscard]] std::size_t live() const;
    /// Why nothing can be received, for an operator; empty while something can.
    [[nodiscard]] std::string problem() const;

private:
    struct Place;
    using Connected = std::expected<std::shared_ptr<SocketConnection>, NoSocket>;

    asio::awaitable<void> keep(Place& place);
    /// Fills the place and waits until it is to be filled again; sets after which pause.
    asio::awaitable<void> keep_one(Place& place);
    asio::awaitable<Connected> connect(Place& place);
    void fill(Place& place, std::shared_ptr<SocketConnection> connection);
    void note_failure(Place& place, const NoSocket& failure);
    asio::awaitable<void> pause(Place& place);
    void connection_changed(Place& place);

    asio::any_io_executor executor_;
    SlackClient& as_app_;
    WebSocketDialer dialer_;
    SocketConnection::Answering answering_;
    Metrics& metrics_;
    std::function<void()> on_change_;
    SocketModeTimes times_;
    std::list<Place> places_;
    std::vector<std::shared_ptr<SocketConnection>> connections_; ///< all that are not over, replaced ones too
    std::string problem_ = "no connection to Slack is open yet"; ///< the latest trouble, over or not
    std::minstd_rand random_{std::random_device{}()};
    asio::steady_timer drain_;
    asio::steady_timer gone_; ///< never due; cancelled when a connection is over
    bool stopping_ = false;
};

} // namespace holdfast
