#include "bot/deliver/rounds.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <spdlog/spdlog.h>

#include <exception>
#include <utility>

namespace holdfast {

Rounds::Rounds(const asio::any_io_executor& executor, Reader& reader, HeldLease right)
    : right_{std::move(right)}, wake_up_{executor, reader}, all_ended_{executor} {}

asio::awaitable<void> Rounds::run(std::string what, OneRound one_round, TimeToWait time_to_wait) {
    constexpr std::chrono::seconds rest_after_fault{1};
    while (!stopping_) {
        std::string fault;
        try {
            co_await one_round();
            if (!stopping_) co_await wake_up_.wait(time_to_wait());
        } catch (const std::exception& error) {
            fault = error.what();
        }
        if (fault.empty()) continue;
        spdlog::error("{} pauses: {}", what, fault);
        asio::steady_timer rest{all_ended_.get_executor(), rest_after_fault};
        co_await rest.async_wait(asio::use_awaitable);
    }
}

void Rounds::ended() {
    --running_;
    if (running_ == 0) all_ended_.cancel();
}

asio::awaitable<bool> Rounds::stop(std::chrono::milliseconds within) {
    stopping_ = true;
    wake_up_.nudge();
    if (running_ > 0) {
        all_ended_.expires_after(within);
        co_await all_ended_.async_wait(asio::as_tuple(asio::use_awaitable));
    }
    if (running_ > 0) co_return false;
    co_await right_.release();
    co_return true;
}

} // namespace holdfast
