#include "bot/net/name_lookup.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>

#include <memory>

namespace holdfast {

using asio::ip::tcp;

namespace {

/// Owned by the waiting coroutine and by the resolver's callback: whichever is later lets it go.
struct Lookup {
    tcp::resolver resolver;
    asio::steady_timer answered_or_late;
    bool answered = false;
    error_code failed;
    std::vector<tcp::endpoint> endpoints;
};

void start(const std::shared_ptr<Lookup>& lookup, const std::string& host, const std::string& port) {
    lookup->resolver.async_resolve(host, port, tcp::resolver::numeric_service,
                                   [lookup](error_code failed, const tcp::resolver::results_type& found) {
                                       lookup->answered = true;
                                       lookup->failed = failed;
                                       lookup->endpoints.assign(found.begin(), found.end());
                                       lookup->answered_or_late.cancel();
                                   });
}

} // namespace

asio::awaitable<std::expected<std::vector<tcp::endpoint>, TransportError>>
look_up_name(std::string host, std::string port, SteadyTime deadline) {
    error_code not_numeric;
    const auto address = asio::ip::make_address(host, not_numeric);
    if (!not_numeric) {
        std::vector<tcp::endpoint> only{tcp::endpoint(address, static_cast<std::uint16_t>(std::stoi(port)))};
        co_return only;
    }

    const auto executor = co_await asio::this_coro::executor;
    const auto lookup = std::make_shared<Lookup>(tcp::resolver(executor), asio::steady_timer(executor, deadline));
    start(lookup, host, port);
    co_await lookup->answered_or_late.async_wait(asio::as_tuple(asio::use_awaitable));
    if (!lookup->answered) {
        lookup->resolver.cancel();
        TransportError late{TransportError::Kind::timeout, false, fmt::format("no answer to the lookup of {}", host)};
        co_return std::unexpected(std::move(late));
    }
    if (lookup->failed) {
        TransportError unknown{TransportError::Kind::resolve, false,
                               fmt::format("cannot find {}: {}", host, lookup->failed.message())};
        co_return std::unexpected(std::move(unknown));
    }
    co_return std::move(lookup->endpoints);
}

} // namespace holdfast
