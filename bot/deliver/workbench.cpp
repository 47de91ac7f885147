#include "bot/deliver/workbench.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <utility>

namespace holdfast {

Workbench::Workbench(asio::any_io_executor on, Database& to, SlackClient& with, PeopleDirectory& directory,
                     const Clock& time, const Clock& real)
    : executor{std::move(on)}, database{to}, reader{to.reader()}, slack{with}, people{directory}, clock{time},
      real_time{real} {}

asio::awaitable<void> Workbench::pause(std::chrono::steady_clock::duration time) const {
    asio::steady_timer timer{executor, time};
    co_await timer.async_wait(asio::use_awaitable);
}

} // namespace holdfast
