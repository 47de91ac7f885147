#include "bot/receive/socket/socket_mode.hpp"

#include "bot/deliver/rate_limits.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <exception>
#include <utility>

namespace holdfast {

namespace {

using std::chrono::steady_clock;
using Phase = SocketConnection::Phase;

// Steps of retry_delay(): while Slack cannot be reached people wait, so it is tried at least every half minute; what
// somebody must change first is looked at every few minutes.
constexpr int slowest_while_down = 4;
constexpr int slowest_while_refused = 6;

bool is_open(Phase phase) {
    return phase == Phase::live || phase == Phase::leaving;
}

/// Slack wants the connection replaced and has nothing else to say.
bool is_routine(const std::string& reason) {
    return reason == "warning" || reason == "refresh_requested";
}

/// Which step of retry_delay() the end of a connection asks for at least.
int pause_after(const std::string& reason) {
    if (reason == "link_disabled") return slowest_while_refused;
    if (reason == "too_many_websockets") return slowest_while_down;
    return 1;
}

NoSocket in_plain_words(const std::string& reason) {
    if (reason == "link_disabled") return {"Socket Mode is switched off in the settings of the Slack app", true};
    if (reason == "too_many_websockets") return {"the app has more connections open than Slack allows", false};
    if (is_routine(reason)) return {"Slack ended the connection, as it does from time to time", false};
    return {reason, false};
}

} // namespace

/// One of the connections that are to be kept.
struct SocketMode::Place {
    explicit Place(const asio::any_io_executor& executor) : changed{executor, SteadyTime::max()} {}

    asio::steady_timer changed; ///< cancelled when a connection of this place changed its phase, and at the end
    std::shared_ptr<SocketConnection> connection;
    SteadyTime since;
    int failures = 0; ///< since a connection lasted; the step of retry_delay() that comes next
};

SocketMode::SocketMode(asio::any_io_executor executor, SlackClient& as_app, int connections, WebSocketSettings sockets,
                       SocketConnection::Answering answering, Metrics& metrics, std::function<void()> on_change,
                       SocketModeTimes times)
    : executor_{std::move(executor)}, as_app_{as_app}, dialer_{std::move(sockets)}, answering_{std::move(answering)},
      metrics_{metrics}, on_change_{std::move(on_change)}, times_{times}, drain_{executor_},
      gone_{executor_, SteadyTime::max()} {
    for (int i = 0; i < connections; ++i) places_.emplace_back(executor_);
}

SocketMode::~SocketMode() = default;

void SocketMode::start() {
    for (Place& place : places_) asio::co_spawn(executor_, keep(place), asio::detached);
}

asio::awaitable<void> SocketMode::keep(Place& place) {
    while (!stopping_) {
        try {
            co_await keep_one(place);
        } catch (const std::exception& failure) {
            // A loop that ended with it would leave this place empty for good.
            place.failures = std::min(place.failures + 1, slowest_while_down);
            problem_ = failure.what();
            spdlog::error("a connection to Slack could not be kept, trying again: {}", problem_);
        }
        if (place.failures > 0) co_await pause(place);
    }
}

asio::awaitable<void> SocketMode::keep_one(Place& place) {
    auto connected = co_await connect(place);
    if (stopping_) co_return;
    if (!connected) {
        note_failure(place, connected.error());
        co_return;
    }
    fill(place, *std::move(connected));
    while (!stopping_ && place.connection->phase() == Phase::live)
        co_await place.changed.async_wait(asio::as_tuple(asio::use_awaitable));
    if (stopping_) co_return;
    const auto& reason = place.connection->reason();
    const bool lasted = steady_clock::now() - place.since >= times_.short_life;
    if (lasted) place.failures = 0;
    if (lasted && is_routine(reason)) co_return;
    if (!is_routine(reason)) spdlog::warn("a connection to Slack ended: {}", in_plain_words(reason).why);
    place.failures = std::max(pause_after(reason), std::min(place.failures + 1, slowest_while_down));
}

asio::awaitable<SocketMode::Connected> SocketMode::connect(Place& place) {
    auto address = co_await ask_for_socket_address(as_app_);
    if (!address) co_return std::unexpected(std::move(address).error());
    const SteadyTime deadline = steady_clock::now() + times_.opening;
    auto socket = co_await dialer_.dial(*std::move(address), deadline);
    if (!socket) co_return std::unexpected(NoSocket{socket.error().message});
    if (stopping_) co_return std::unexpected(NoSocket{"stopping"});

    auto connection = std::make_shared<SocketConnection>(executor_, *std::move(socket), answering_,
                                                         [this, &place] { connection_changed(place); });
    connections_.push_back(connection);
    connection->start(deadline);
    while (connection->phase() == Phase::greeting)
        co_await place.changed.async_wait(asio::as_tuple(asio::use_awaitable));
    if (connection->phase() == Phase::live) co_return connection;
    connection->cut();
    co_return std::unexpected(in_plain_words(connection->reason()));
}

/// Only now may the old connection go.
void SocketMode::fill(Place& place, std::shared_ptr<SocketConnection> connection) {
    place.since = steady_clock::now();
    const auto old = std::exchange(place.connection, std::move(connection));
    if (!old) {
        spdlog::info("connected to Slack over Socket Mode, {} of {}", live(), places_.size());
        return;
    }
    metrics_.socket_replaced(is_routine(old->reason()) ? "refresh" : "lost");
    spdlog::info("replaced a connection to Slack: {}", old->reason());
    old->retire();
}

void SocketMode::note_failure(Place& place, const NoSocket& failure) {
    const int slowest = failure.lasts ? slowest_while_refused : slowest_while_down;
    place.failures = failure.lasts ? slowest : std::min(place.failures + 1, slowest);
    spdlog::warn("no connection to Slack over Socket Mode: {}", failure.why);
    problem_ = failure.why;
    on_change_();
}

asio::awaitable<void> SocketMode::pause(Place& place) {
    const SteadyTime end = steady_clock::now() + retry_delay(place.failures, random_);
    while (!stopping_ && steady_clock::now() < end) {
        place.changed.expires_at(end);
        co_await place.changed.async_wait(asio::as_tuple(asio::use_awaitable));
    }
    place.changed.expires_at(SteadyTime::max());
}

void SocketMode::connection_changed(Place& place) {
    for (const auto& one : connections_)
        if (one->phase() == Phase::over) problem_ = in_plain_words(one->reason()).why;
    std::erase_if(connections_, [](const auto& one) { return one->phase() == Phase::over; });
    metrics_.sockets_live(live());
    place.changed.cancel();
    gone_.cancel();
    on_change_();
}

std::size_t SocketMode::live() const {
    return static_cast<std::size_t>(
        std::ranges::count_if(connections_, [](const auto& one) { return is_open(one->phase()); }));
}

std::string SocketMode::problem() const {
    return live() > 0 ? std::string{} : problem_;
}

void SocketMode::stop(std::chrono::milliseconds drain) {
    if (stopping_) return;
    stopping_ = true;
    for (Place& place : places_) place.changed.cancel();
    for (const auto& connection : connections_) connection->take_no_more();
    drain_.expires_after(drain);
    drain_.async_wait([this](error_code cancelled) {
        if (cancelled) return;
        for (const auto& connection : connections_) connection->cut();
    });
}

asio::awaitable<void> SocketMode::join() {
    while (!stopping_ || !connections_.empty()) co_await gone_.async_wait(asio::as_tuple(asio::use_awaitable));
    drain_.cancel();
}

} // namespace holdfast
