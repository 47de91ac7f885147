#include "bot/remind/clockwork.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <utility>

namespace holdfast {

namespace asio = boost::asio;

namespace {

/// At most this long without looking: another process may have imported rows or opened a case.
constexpr std::chrono::milliseconds longest_sleep{1'000};
/// A job as a whole fails with the database, which may be well again at any moment.
constexpr std::chrono::seconds longest_rest{10};
/// A sweep takes its time: reminders have their turn in between, and everything else after so many accounts.
constexpr int most_batches = 50;

} // namespace

Clockwork::Clockwork(asio::any_io_executor executor, Desk& desk, const Clock& clock)
    : desk_{desk}, clock_{clock}, timer_{executor}, reminders_{desk, counts_, stop_.get_token()},
      day_start_{desk, stop_.get_token()}, evaluations_{desk, counts_}, digests_{desk, counts_, stop_.get_token()},
      company_orders_{std::move(executor), desk, counts_}, setbacks_{longest_rest} {}

void Clockwork::stop() {
    stop_.request_stop();
    timer_.cancel();
}

void Clockwork::nudge() {
    nudged_ = true;
    timer_.cancel();
}

asio::awaitable<void> Clockwork::run() {
    while (!stop_.stop_requested()) {
        nudged_ = false;
        co_await do_what_is_due();
        co_await sleep(until_next_due());
    }
}

asio::awaitable<void> Clockwork::do_what_is_due() {
    some_failed_ = false;
    co_await guarded("firing reminders", reminders_.do_what_is_due());
    co_await guarded("beginning the day", day_start_.do_what_is_due());
    bool any_evaluated = true;
    for (int batch = 0; any_evaluated && batch < most_batches; ++batch) {
        any_evaluated = co_await guarded("evaluating accounts", evaluations_.do_what_is_due());
        co_await guarded("firing reminders", reminders_.do_what_is_due());
    }
    co_await guarded("sending digests", digests_.do_what_is_due());
    company_orders_.do_what_is_due();
}

asio::awaitable<bool> Clockwork::guarded(std::string what, asio::awaitable<bool> job) {
    if (stop_.stop_requested()) co_return false;
    bool did_something = false;
    if (setbacks_.rests(what, desk_.now())) {
        some_failed_ = true;
        co_return false;
    }
    try {
        did_something = co_await std::move(job);
        setbacks_.went_well(what);
    } catch (const std::exception& failure) {
        some_failed_ = true;
        setbacks_.failed(what, failure.what(), desk_.now());
    }
    co_return did_something;
}

std::chrono::steady_clock::duration Clockwork::until_next_due() {
    // A clock that runs fast must not make a busy loop.
    constexpr std::chrono::milliseconds shortest_sleep{10};
    if (some_failed_) return longest_sleep;
    try {
        const auto next = reminders_.next_due();
        if (!next) return longest_sleep;
        return std::clamp<std::chrono::steady_clock::duration>(clock_.until(*next), shortest_sleep, longest_sleep);
    } catch (const std::exception&) {
        // The database cannot be read: the next round says so.
        return longest_sleep;
    }
}

asio::awaitable<void> Clockwork::sleep(std::chrono::steady_clock::duration time) {
    if (nudged_ || stop_.stop_requested()) co_return;
    timer_.expires_after(time);
    co_await timer_.async_wait(asio::as_tuple(asio::use_awaitable));
}

} // namespace holdfast
