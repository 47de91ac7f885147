#include "bot/receive/socket/socket_address.hpp"

#include "bot/net/web_socket.hpp"

#include <nlohmann/json.hpp>

namespace holdfast {

namespace {

NoSocket refused(const SlackFailure& failure) {
    const bool passes = failure.kind != SlackFailure::Kind::refused || failure.reaction == slack::Reaction::wait;
    return {"apps.connections.open: " + in_words(failure), !passes};
}

} // namespace

asio::awaitable<std::expected<HttpUrl, NoSocket>> ask_for_socket_address(SlackClient& as_app) {
    const auto answer = co_await as_app.call("apps.connections.open", nlohmann::json::object());
    co_return socket_address(answer, as_app.origin());
}

std::expected<HttpUrl, NoSocket> socket_address(const SlackResult& answer, const Origin& api) {
    if (!answer) return std::unexpected{refused(answer.error())};
    auto url = parse_web_socket_url(text_member(*answer, "url"));
    if (!url) return std::unexpected{NoSocket{"apps.connections.open: the answer holds no ws address"}};
    if (api.tls && !url->origin.tls)
        return std::unexpected{NoSocket{"apps.connections.open: the address is not secured (wss)"}};
    return *std::move(url);
}

} // namespace holdfast
