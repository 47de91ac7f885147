#include "bot/receive/socket/socket_connection.hpp"

#include "bot/slack/text.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <spdlog/spdlog.h>

#include <utility>

namespace holdfast {

namespace {

/// Beyond this Slack waits: what is not read is not lost, and the database has no use for more at once.
constexpr std::size_t answered_at_a_time = 64;

} // namespace

SocketConnection::SocketConnection(asio::any_io_executor executor, std::unique_ptr<WebSocket> socket,
                                   Answering answering, std::function<void()> on_change)
    : executor_{std::move(executor)}, socket_{std::move(socket)}, answering_{std::move(answering)},
      on_change_{std::move(on_change)}, hello_{executor_}, room_{executor_, SteadyTime::max()} {}

void SocketConnection::start(SteadyTime hello_by) {
    const auto self = shared_from_this();
    asio::co_spawn(executor_, watch_for_hello(hello_by), [self](const std::exception_ptr&) {});
    asio::co_spawn(executor_, read(), [self](const std::exception_ptr& failed) {
        if (failed) self->reason_ = "reading failed";
        self->cut();
        self->hello_.cancel();
        self->enter(Phase::over);
    });
}

asio::awaitable<void> SocketConnection::read() {
    while (true) {
        const auto message = co_await socket_->read();
        if (!message) {
            if (reason_.empty()) reason_ = message.error().message();
            co_return;
        }
        take(*message);
        co_await wait_for_room();
    }
}

asio::awaitable<void> SocketConnection::wait_for_room() {
    while (answering_now_ >= answered_at_a_time) co_await room_.async_wait(asio::as_tuple(asio::use_awaitable));
}

asio::awaitable<void> SocketConnection::watch_for_hello(SteadyTime hello_by) {
    hello_.expires_at(hello_by);
    co_await hello_.async_wait(asio::as_tuple(asio::use_awaitable));
    if (phase_ != Phase::greeting) co_return;
    reason_ = "Slack did not say hello";
    cut();
}

void SocketConnection::take(const WebSocketMessage& message) {
    if (message.too_large) return skip("it is too large");
    if (!message.is_text) return skip("it is not text");
    auto frame = decode_socket_frame(message.bytes);
    if (!frame) return skip(frame.error());
    take(*std::move(frame));
}

void SocketConnection::take(SocketFrame frame) {
    if (frame.type == "hello") {
        if (phase_ != Phase::greeting) return;
        hello_.cancel();
        return enter(Phase::live);
    }
    if (frame.type == "disconnect") {
        reason_ = slack::printable(frame.reason);
        return enter(Phase::leaving);
    }
    if (frame.envelope_id.empty()) return skip("it is no envelope");
    if (takes_envelopes_ && !closing_) spawn_answer(std::move(frame));
}

void SocketConnection::skip(std::string_view why) {
    const auto level = has_skipped_ ? spdlog::level::debug : spdlog::level::warn;
    has_skipped_ = true;
    spdlog::log(level, "skipped what came over Socket Mode: {}", why);
}

void SocketConnection::spawn_answer(SocketFrame envelope) {
    ++answering_now_;
    asio::co_spawn(executor_, answer(std::move(envelope)),
                   [self = shared_from_this()](const std::exception_ptr& failed) { self->answered(failed); });
}

asio::awaitable<void> SocketConnection::answer(SocketFrame envelope) {
    auto acknowledgement = co_await answering_(std::move(envelope));
    if (acknowledgement) co_await send(std::move(*acknowledgement));
}

/// One writes at a time, and takes along what others leave meanwhile.
asio::awaitable<void> SocketConnection::send(std::string acknowledgement) {
    to_send_.push_back(std::move(acknowledgement));
    if (sending_) co_return;
    sending_ = true;
    while (!to_send_.empty()) {
        const std::string next = std::move(to_send_.front());
        to_send_.pop_front();
        const error_code failed = co_await socket_->write_text(next);
        if (failed) spdlog::warn("an envelope could not be acknowledged: {}", failed.message());
    }
    sending_ = false;
}

void SocketConnection::answered(const std::exception_ptr& failed) {
    if (failed) spdlog::error("an envelope was not acknowledged");
    --answering_now_;
    room_.cancel();
    close_when_idle();
}

void SocketConnection::retire() {
    retiring_ = true;
    close_when_idle();
}

void SocketConnection::take_no_more() {
    takes_envelopes_ = false;
    retire();
}

void SocketConnection::close_when_idle() {
    if (!retiring_ || closing_ || answering_now_ > 0 || phase_ == Phase::over) return;
    closing_ = true;
    asio::co_spawn(executor_, socket_->close(), [self = shared_from_this()](const std::exception_ptr&) {});
}

void SocketConnection::cut() {
    socket_->cut();
}

void SocketConnection::enter(Phase phase) {
    if (phase_ == phase) return;
    phase_ = phase;
    on_change_();
}

} // namespace holdfast
