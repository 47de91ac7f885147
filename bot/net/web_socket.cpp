#include "bot/net/web_socket.hpp"

#include "bot/net/tcp_stream.hpp"
#include "bot/net/tls_socket.hpp"
#include "bot/net/tls_stream.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/websocket/ssl.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <fmt/format.h>

#include <array>
#include <utility>

namespace holdfast {

namespace beast = boost::beast;
namespace websocket = beast::websocket;

namespace {

using Timeouts = websocket::stream_base::timeout;

/// `Layer` is a Beast TCP stream or a TLS layer around one.
template <class Layer>
class OpenWebSocket final : public WebSocket {
public:
    OpenWebSocket(Layer layer, const WebSocketSettings& settings) : settings_(settings), stream_(std::move(layer)) {
        // The WebSocket keeps its own time; both at once would cut a healthy connection.
        beast::get_lowest_layer(stream_).expires_never();
        // read() keeps the limit itself, so that a message that is too large costs no connection.
        stream_.read_message_max(0);
    }

    asio::awaitable<std::optional<TransportError>> shake_hands(HttpUrl url, SteadyTime deadline) {
        set_timeouts(deadline - std::chrono::steady_clock::now());
        const std::string target = url.query.empty() ? url.path : url.path + "?" + url.query;
        const std::string host = url.origin.authority();
        websocket::response_type response;
        const auto [failed] =
            co_await stream_.async_handshake(response, host, target, asio::as_tuple(asio::use_awaitable));
        if (!failed) {
            set_timeouts(settings_.closing_time);
            co_return std::nullopt;
        }
        TransportError error{kind_of_broken_stream(failed), false, {}};
        error.message = fmt::format("{} opens no WebSocket: {}", url.origin.host, failed.message());
        if (failed == websocket::error::upgrade_declined) {
            error.kind = TransportError::Kind::protocol;
            error.message =
                fmt::format("{} answers {} instead of opening a WebSocket", url.origin.host, response.result_int());
        }
        co_return error;
    }

    asio::awaitable<std::expected<WebSocketMessage, error_code>> read() override {
        WebSocketMessage message;
        do {
            const auto [failed, size] =
                co_await stream_.async_read_some(asio::buffer(piece_), asio::as_tuple(asio::use_awaitable));
            if (failed) co_return std::unexpected(failed);
            message.too_large = message.too_large || message.bytes.size() + size > settings_.message_bytes;
            if (message.too_large) message.bytes.clear();
            if (!message.too_large) message.bytes.append(piece_.data(), size);
        } while (!stream_.is_message_done());
        message.is_text = stream_.got_text();
        co_return message;
    }

    asio::awaitable<error_code> write_text(std::string_view text) override {
        const auto [failed, size] =
            co_await stream_.async_write(asio::buffer(text), asio::as_tuple(asio::use_awaitable));
        co_return failed;
    }

    asio::awaitable<void> close() override {
        co_await stream_.async_close(websocket::close_code::normal, asio::as_tuple(asio::use_awaitable));
    }

    void cut() override { beast::get_lowest_layer(stream_).close(); }

private:
    /// @param for_change how long opening, and later closing, may take: Beast has one time for both
    void set_timeouts(std::chrono::steady_clock::duration for_change) {
        stream_.set_option(Timeouts{for_change, settings_.silence, /*keep_alive_pings=*/true});
    }

    WebSocketSettings settings_;
    websocket::stream<Layer, /*deflateSupported=*/false> stream_;
    std::array<char, 16 * 1024> piece_{};
};

using Dialled = std::expected<std::unique_ptr<WebSocket>, TransportError>;

template <class Layer>
asio::awaitable<Dialled> opened(Layer layer, WebSocketSettings settings, HttpUrl url, SteadyTime deadline) {
    auto socket = std::make_unique<OpenWebSocket<Layer>>(std::move(layer), settings);
    auto failed = co_await socket->shake_hands(std::move(url), deadline);
    if (failed) co_return std::unexpected(std::move(*failed));
    co_return Dialled{std::move(socket)};
}

} // namespace

WebSocketDialer::WebSocketDialer(WebSocketSettings settings)
    : settings_(std::move(settings)), trust_(make_tls_context(settings_.extra_ca_file)) {}

asio::awaitable<Dialled> WebSocketDialer::dial(HttpUrl url, SteadyTime deadline) {
    const Origin origin = url.origin;
    auto socket = co_await connect_tcp(origin.host, fmt::to_string(origin.port), deadline);
    if (!socket) co_return std::unexpected(std::move(socket).error());
    if (!origin.tls)
        co_return co_await opened(beast::tcp_stream(std::move(*socket)), settings_, std::move(url), deadline);
    auto secured = co_await secure_socket(std::move(*socket), trust_, origin.host, deadline);
    if (!secured) co_return std::unexpected(std::move(secured).error());
    co_return co_await opened(std::move(*secured), settings_, std::move(url), deadline);
}

std::optional<HttpUrl> parse_web_socket_url(std::string_view text) {
    if (!text.starts_with("ws://") && !text.starts_with("wss://")) return std::nullopt;
    auto url = parse_http_url(fmt::format("http{}", text.substr(std::string_view{"ws"}.size())));
    return url ? std::optional{std::move(*url)} : std::nullopt;
}

} // namespace holdfast
