#pragma once

#include "bot/clock/clock.hpp"
#include "bot/handle/desk.hpp"
#include "storage/reminders.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <cstdint>

namespace holdfast {

/// What the clockwork has done since the start, for the metrics.
struct ClockworkCounts {
    std::uint64_t reminders = 0;
    std::uint64_t late_reminders = 0;
    std::uint64_t evaluations = 0;
    std::uint64_t digests = 0;
};

/// The clock speaks: reminders that have come due, accounts whose signals must be evaluated, the morning digests, and
/// once a day everything that changes by itself. Each becomes a request like any other. A standstill is made up for:
/// what came due meanwhile is done first thing, once.
class Clockwork {
public:
    /// @param executor of the network thread
    Clockwork(boost::asio::any_io_executor executor, Desk& desk, const Clock& clock);

    /// Runs until `stop`.
    [[nodiscard]] boost::asio::awaitable<void> run();
    /// One round: everything that is due now.
    [[nodiscard]] boost::asio::awaitable<void> do_what_is_due();
    void stop();
    /// Something changed: look again instead of sleeping on.
    void nudge();

    [[nodiscard]] const ClockworkCounts& counts() const { return counts_; }

private:
    boost::asio::awaitable<void> fire_due_reminders();
    boost::asio::awaitable<bool> fire(DueReminder reminder);
    boost::asio::awaitable<void> evaluate_pending();
    boost::asio::awaitable<void> send_digests();
    boost::asio::awaitable<void> begin_day();
    boost::asio::awaitable<void> forget_what_is_over();
    [[nodiscard]] std::chrono::steady_clock::duration until_next_due();
    boost::asio::awaitable<void> sleep(std::chrono::steady_clock::duration time);

    Desk& desk_;
    const Clock& clock_;
    boost::asio::steady_timer timer_;
    ClockworkCounts counts_;
    bool stopped_ = false;
    bool nudged_ = false;
    bool some_failed_ = false; ///< of what was due in this round
};

} // namespace holdfast
