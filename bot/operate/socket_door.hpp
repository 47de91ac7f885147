#pragma once

#include "bot/deliver/slack_client.hpp"
#include "bot/receive/socket/socket_endpoint.hpp"
#include "bot/receive/socket/socket_mode.hpp"

#include <functional>

namespace holdfast {

/// Everything of Socket Mode in one piece: it asks for connections with the app-level token, keeps them, and hands on
/// what comes.
class SocketDoor {
public:
    /// @param as_app with the app-level token
    /// @param connections how many to keep
    /// @param on_change called when connections().problem() may have changed
    SocketDoor(const asio::any_io_executor& executor, SlackClientSettings as_app, const Clock& real_time,
               int connections, SlackEndpoint::Answering answering, Metrics& metrics, std::function<void()> on_change);

    [[nodiscard]] SocketMode& connections() { return connections_; }

private:
    SlackClient client_;
    SocketEndpoint endpoint_;
    SocketMode connections_;
};

} // namespace holdfast
