#include "bot/deliver/wake_up.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>

namespace holdfast {

using std::chrono::steady_clock;

void WakeUp::nudge() {
    nudged_ = true;
    timer_.cancel();
}

asio::awaitable<void> WakeUp::wait(steady_clock::duration longest) {
    constexpr std::chrono::milliseconds look_every{500};
    const SteadyTime end = steady_clock::now() + longest;
    while (!nudged_ && reader_.data_version() == seen_version_ && steady_clock::now() < end) {
        timer_.expires_at(std::min(end, steady_clock::now() + look_every));
        co_await timer_.async_wait(asio::as_tuple(asio::use_awaitable));
    }
    nudged_ = false;
    seen_version_ = reader_.data_version();
}

} // namespace holdfast
