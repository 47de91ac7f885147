#pragma once

#include "bot/net/dialer.hpp"
#include "bot/net/http_exchange.hpp"
#include "bot/net/http_message.hpp"
#include "bot/net/http_url.hpp"
#include "bot/net/transport_error.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <cstddef>
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace holdfast {

/// How an HttpClient behaves towards its server.
struct HttpClientSettings {
    std::size_t connections = 8; ///< calls in flight at a time; others wait for their turn within their deadline
    std::size_t waiting = 1'000; ///< calls waiting at a time; beyond: refused
    std::chrono::milliseconds call_time{10'000};            ///< for a whole call: waiting, lookup, connecting, answer
    std::chrono::milliseconds kept_connection_time{30'000}; ///< an unused connection older than this is not trusted
    ExchangeLimits response;
};

struct CallOptions {
    /// Sending the request twice does no harm: it may be repeated although the server perhaps had it.
    bool idempotent = false;
    /// Replaces HttpClientSettings::call_time.
    std::optional<std::chrono::milliseconds> time;
};

/// Calls one server over a few kept-alive connections. Used from the thread that runs the executor only; must
/// outlive its calls, unless the executor's context will not run again.
class HttpClient {
public:
    HttpClient(asio::any_io_executor executor, Origin origin, std::unique_ptr<Dialer> dialer,
               HttpClientSettings settings = {});

    /// Sends `request` and returns the response, whatever its status, or why there is none.
    ///
    /// Repeats the request once, on a fresh connection, when a kept connection turns out to be closed without a byte
    /// of response, and either could not take the whole request or the call is idempotent. Nothing else is repeated.
    [[nodiscard]] asio::awaitable<HttpResult> send(HttpRequest request, CallOptions options = {});

    [[nodiscard]] const Origin& origin() const { return origin_; }

private:
    struct Kept {
        std::unique_ptr<ByteStream> stream;
        SteadyTime since;
    };
    struct Waiter {
        asio::steady_timer turn_or_late;
        bool has_turn = false;
    };

    asio::awaitable<std::optional<TransportError>> take_turn(SteadyTime deadline);
    void give_turn_back();
    asio::awaitable<HttpResult> call(std::string_view bytes, bool head_only, bool idempotent, SteadyTime deadline);
    asio::awaitable<Exchange> exchange_and_keep(std::unique_ptr<ByteStream> stream, std::string_view bytes,
                                                bool head_only, SteadyTime deadline);
    std::unique_ptr<ByteStream> take_kept_connection();

    asio::any_io_executor executor_;
    Origin origin_;
    std::unique_ptr<Dialer> dialer_;
    HttpClientSettings settings_;
    std::size_t turns_taken_ = 0;
    std::list<Waiter*> waiters_; ///< each lives in the frame of its waiting call
    std::vector<Kept> kept_;     ///< most recently used last
};

} // namespace holdfast
