#include "bot/net/http_server.hpp"

#include "bot/net/http_connection.hpp"
#include "bot/net/tcp_stream.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <exception>
#include <list>
#include <stdexcept>
#include <sys/resource.h>
#include <utility>

namespace holdfast {

using asio::ip::tcp;
using std::chrono::steady_clock;

namespace {

constexpr std::chrono::milliseconds pause_without_descriptors{100};

tcp::acceptor listen_on(asio::io_context& io, const Endpoint& address) {
    try {
        const tcp::endpoint endpoint(asio::ip::make_address(address.ip), address.port);
        tcp::acceptor acceptor(io, endpoint, /*reuse_addr=*/true);
        acceptor.non_blocking(true);
        return acceptor;
    } catch (const boost::system::system_error& failure) {
        throw std::runtime_error(
            fmt::format("cannot listen on {} port {}: {}", address.ip, address.port, failure.code().message()));
    }
}

/// Database, log and the connections to Slack need descriptors, too.
HttpLimits within_descriptors(HttpLimits limits) {
    constexpr std::size_t for_others = 128;
    rlimit allowed{};
    if (getrlimit(RLIMIT_NOFILE, &allowed) != 0 || allowed.rlim_cur == RLIM_INFINITY) return limits;
    const auto all = static_cast<std::size_t>(allowed.rlim_cur);
    limits.connections = std::min(limits.connections, all > 2 * for_others ? all - for_others : all / 2);
    return limits;
}

void log_unless_cancelled(const std::exception_ptr& thrown) {
    if (!thrown) return;
    try {
        std::rethrow_exception(thrown);
    } catch (const boost::system::system_error& failure) {
        if (failure.code() != asio::error::operation_aborted) spdlog::error("connection failed: {}", failure.what());
    } catch (const std::exception& failure) {
        spdlog::error("connection failed: {}", failure.what());
    }
}

} // namespace

class HttpServer::Impl {
public:
    Impl(asio::io_context& io, const Endpoint& address, HttpLimits limits, HttpHandler handler)
        : io_(io), limits_(within_descriptors(limits)), room_(limits_.all_body_bytes, limits_.grace_time),
          refusal_rate_(limits_.refusals), handler_(std::move(handler)), acceptor_(listen_on(io, address)),
          port_(acceptor_.local_endpoint().port()), drain_(io), gone_(io, SteadyTime::max()) {}

    void start() {
        accepting_ = true;
        asio::co_spawn(io_, accept(), [this](const std::exception_ptr& thrown) {
            log_unless_cancelled(thrown);
            accepting_ = false;
            gone_.cancel();
        });
    }

    std::uint16_t port() const { return port_; }
    std::size_t connections() const { return served_.size(); }

    void stop(std::chrono::milliseconds drain) {
        if (stopping_) return;
        stopping_ = true;
        error_code ignored;
        acceptor_.close(ignored);
        for (Served& served : served_) served.connection.finish();
        drain_.expires_after(drain);
        drain_.async_wait([this](error_code cancelled) {
            if (!cancelled) cut_all();
        });
        gone_.cancel();
    }

    asio::awaitable<void> join() {
        while (!stopping_ || accepting_ || !served_.empty())
            co_await gone_.async_wait(asio::as_tuple(asio::use_awaitable));
        drain_.cancel();
    }

private:
    struct Served {
        Served(std::unique_ptr<ByteStream> stream, const asio::ip::address& peer, Impl& server)
            : connection(std::move(stream), peer, server.limits_, server.room_, server.refusal_rate_, server.handler_) {
        }

        HttpConnection connection;
        asio::cancellation_signal cancel;
    };
    using Place = std::list<Served>::iterator;

    asio::awaitable<void> accept() {
        while (!stopping_) {
            const auto [failed] =
                co_await acceptor_.async_wait(tcp::acceptor::wait_read, asio::as_tuple(asio::use_awaitable));
            if (failed || stopping_) co_return;
            const error_code drained = accept_waiting();
            if (drained == asio::error::would_block) continue;
            // Typically out of file descriptors: the connection stays in the backlog, and trying again at once
            // would only burn the processor.
            spdlog::warn("cannot accept connections: {}", drained.message());
            asio::steady_timer pause(io_, pause_without_descriptors);
            co_await pause.async_wait(asio::as_tuple(asio::use_awaitable));
        }
    }

    /// Takes everything from the backlog; returns the error that ended it, usually would_block.
    error_code accept_waiting() {
        for (;;) {
            tcp::socket socket(io_);
            error_code failed;
            acceptor_.accept(socket, failed);
            if (failed == asio::error::connection_aborted) continue;
            if (failed) return failed;
            admit(std::move(socket));
        }
    }

    void admit(tcp::socket socket) {
        const bool full = served_.size() >= limits_.connections;
        if (full && !full_) spdlog::warn("all {} connections are in use", limits_.connections);
        full_ = full;
        if (full && !make_place()) return;

        error_code ignored;
        socket.set_option(tcp::no_delay(true), ignored);
        const auto peer = socket.remote_endpoint(ignored).address();
        const Place place = served_.emplace(served_.end(), make_tcp_stream(std::move(socket)), peer, *this);
        const auto move_to_the_end = [this, place] { served_.splice(served_.end(), served_, place); };
        asio::co_spawn(
            io_, place->connection.serve(move_to_the_end),
            asio::bind_cancellation_slot(place->cancel.slot(), [this, place](const std::exception_ptr& thrown) {
                log_unless_cancelled(thrown);
                served_.erase(place);
                if (stopping_ && served_.empty()) gone_.cancel();
            }));
    }

    /// Whoever keeps connections and sends nothing, or requests that do not end, must not keep others out; the one that
    /// has been doing so longest goes. @return false where all are busy
    bool make_place() {
        const auto idle = std::ranges::find_if(served_, [](const Served& one) { return one.connection.is_idle(); });
        if (idle != served_.end()) {
            idle->connection.finish();
            return true;
        }
        const auto since = [](const Served& one) { return one.connection.receiving_since(); };
        const auto slowest = std::ranges::min_element(served_, {}, since);
        if (slowest == served_.end() || steady_clock::now() - since(*slowest) < limits_.grace_time) return false;
        slowest->connection.cut();
        return true;
    }

    void cut_all() {
        if (!served_.empty()) spdlog::warn("cutting {} connections at the end of the drain time", served_.size());
        for (Place place = served_.begin(); place != served_.end();) {
            Served& served = *place++;
            served.connection.cut();
            served.cancel.emit(asio::cancellation_type::terminal);
        }
    }

    asio::io_context& io_;
    HttpLimits limits_;
    BodyRoom room_;
    RefusalRate refusal_rate_;
    HttpHandler handler_;
    tcp::acceptor acceptor_;
    std::uint16_t port_;
    std::list<Served> served_; ///< by the end of their latest request, the longest ago first
    asio::steady_timer drain_;
    asio::steady_timer gone_; ///< never due; cancelled to wake those who join
    bool accepting_ = false;
    bool stopping_ = false;
    bool full_ = false;
};

HttpServer::HttpServer(asio::io_context& io, const Endpoint& address, HttpLimits limits, HttpHandler handler)
    : impl_(std::make_unique<Impl>(io, address, limits, std::move(handler))) {}

HttpServer::~HttpServer() = default;

void HttpServer::start() {
    impl_->start();
}

std::uint16_t HttpServer::port() const {
    return impl_->port();
}

std::size_t HttpServer::connections() const {
    return impl_->connections();
}

void HttpServer::stop(std::chrono::milliseconds drain) {
    impl_->stop(drain);
}

asio::awaitable<void> HttpServer::join() {
    return impl_->join();
}

} // namespace holdfast
