#include "bot/operate/socket_door.hpp"

#include <utility>

namespace holdfast {

SocketDoor::SocketDoor(const asio::any_io_executor& executor, SlackClientSettings as_app, const Clock& real_time,
                       int connections, SlackEndpoint::Answering answering, Metrics& metrics,
                       std::function<void()> on_change)
    : client_{executor, std::move(as_app), real_time}, endpoint_{std::move(answering), metrics},
      connections_{executor,
                   client_,
                   connections,
                   {},
                   [this](SocketFrame envelope) { return endpoint_.acknowledge(std::move(envelope)); },
                   metrics,
                   std::move(on_change)} {}

} // namespace holdfast
