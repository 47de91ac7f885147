#include "bot/net/http_client.hpp"

#include "bot/net/http_wire.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>

#include <exception>
#include <utility>

namespace holdfast {

using std::chrono::steady_clock;

namespace {

bool may_repeat(const Exchange& outcome, bool idempotent) {
    if (outcome.result || outcome.answered) return false;
    if (outcome.result.error().kind != TransportError::Kind::closed) return false;
    return idempotent || !outcome.sent_whole;
}

} // namespace

HttpClient::HttpClient(asio::any_io_executor executor, Origin origin, std::unique_ptr<Dialer> dialer,
                       HttpClientSettings settings)
    : executor_(std::move(executor)), origin_(std::move(origin)), dialer_(std::move(dialer)), settings_(settings) {}

asio::awaitable<HttpResult> HttpClient::send(HttpRequest request, CallOptions options) {
    const SteadyTime deadline = steady_clock::now() + options.time.value_or(settings_.call_time);
    const auto bytes = request_bytes(request, origin_.authority());
    if (!bytes) {
        TransportError unsendable{TransportError::Kind::protocol, false, bytes.error()};
        co_return std::unexpected(std::move(unsendable));
    }
    auto no_turn = co_await take_turn(deadline);
    if (no_turn) co_return std::unexpected(std::move(*no_turn));

    // Not a guard object: the frame may be destroyed, unfinished, together with the io_context and after this client.
    HttpResult result;
    std::exception_ptr thrown;
    try {
        result = co_await call(*bytes, request.method == "HEAD", options.idempotent, deadline);
    } catch (...) {
        thrown = std::current_exception();
    }
    give_turn_back();
    if (thrown) std::rethrow_exception(thrown);
    co_return result;
}

/// Waits until fewer than the allowed number of calls are in flight; an error when that takes too long.
asio::awaitable<std::optional<TransportError>> HttpClient::take_turn(SteadyTime deadline) {
    if (turns_taken_ < settings_.connections) {
        ++turns_taken_;
        co_return std::nullopt;
    }
    TransportError late{TransportError::Kind::timeout, false,
                        fmt::format("all {} connections to {} are in use", settings_.connections, origin_.host)};
    if (waiters_.size() >= settings_.waiting) co_return late;

    Waiter waiter{asio::steady_timer(executor_, deadline)};
    const auto place = waiters_.insert(waiters_.end(), &waiter);
    co_await waiter.turn_or_late.async_wait(asio::as_tuple(asio::use_awaitable));
    if (waiter.has_turn) co_return std::nullopt;
    waiters_.erase(place);
    co_return late;
}

/// Hands the turn to whoever has waited longest.
void HttpClient::give_turn_back() {
    if (waiters_.empty()) {
        --turns_taken_;
        return;
    }
    Waiter& next = *waiters_.front();
    waiters_.pop_front();
    next.has_turn = true;
    next.turn_or_late.cancel();
}

asio::awaitable<HttpResult> HttpClient::call(std::string_view bytes, bool head_only, bool idempotent,
                                             SteadyTime deadline) {
    bool doubtful = false;
    std::unique_ptr<ByteStream> kept = take_kept_connection();
    if (kept) {
        Exchange outcome = co_await exchange_and_keep(std::move(kept), bytes, head_only, deadline);
        if (!may_repeat(outcome, idempotent)) co_return std::move(outcome.result);
        doubtful = outcome.result.error().maybe_processed;
    }

    auto fresh = co_await dialer_->dial(deadline);
    if (!fresh) {
        fresh.error().maybe_processed = doubtful;
        co_return std::unexpected(std::move(fresh).error());
    }
    Exchange outcome = co_await exchange_and_keep(std::move(*fresh), bytes, head_only, deadline);
    co_return std::move(outcome.result);
}

asio::awaitable<Exchange> HttpClient::exchange_and_keep(std::unique_ptr<ByteStream> stream, std::string_view bytes,
                                                        bool head_only, SteadyTime deadline) {
    stream->expires_after(deadline - steady_clock::now());
    Exchange outcome = co_await exchange(*stream, bytes, head_only, settings_.response);
    if (outcome.reusable) {
        Kept unused{std::move(stream), steady_clock::now()};
        kept_.push_back(std::move(unused));
    }
    co_return outcome;
}

/// The connection used last that still looks alive; null when there is none.
std::unique_ptr<ByteStream> HttpClient::take_kept_connection() {
    while (!kept_.empty()) {
        Kept last = std::move(kept_.back());
        kept_.pop_back();
        const bool young = steady_clock::now() - last.since < settings_.kept_connection_time;
        if (young && !last.stream->has_input()) return std::move(last.stream);
    }
    return nullptr;
}

} // namespace holdfast
