#include "bot/operate/pause.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace holdfast {

namespace asio = boost::asio;

asio::awaitable<void> pause(asio::steady_timer& timer, std::chrono::steady_clock::duration time) {
    timer.expires_after(time);
    co_await timer.async_wait(asio::as_tuple(asio::use_awaitable));
}

} // namespace holdfast
