#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>

namespace holdfast {

/// Waits so long, or until somebody cancels the timer.
[[nodiscard]] boost::asio::awaitable<void> pause(boost::asio::steady_timer& timer,
                                                 std::chrono::steady_clock::duration time);

} // namespace holdfast
