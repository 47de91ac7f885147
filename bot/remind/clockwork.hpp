#pragma once

#include "bot/clock/clock.hpp"
#include "bot/handle/desk.hpp"
#include "bot/remind/clockwork_counts.hpp"
#include "bot/remind/company_orders_job.hpp"
#include "bot/remind/day_start_job.hpp"
#include "bot/remind/evaluation_job.hpp"
#include "bot/remind/morning_digest.hpp"
#include "bot/remind/reminder_job.hpp"
#include "bot/remind/setbacks.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <stop_token>
#include <string>

namespace holdfast {

/// The clock speaks: reminders that have come due, accounts whose signals must be evaluated, the morning digests, and
/// once a day everything that changes by itself. Each becomes a request like any other, and a job of its own: one that
/// fails keeps the others from nothing. A standstill is made up for: what came due meanwhile is done first thing, once.
class Clockwork {
public:
    /// @param executor of the network thread
    Clockwork(boost::asio::any_io_executor executor, Desk& desk, const Clock& clock);

    /// Runs until `stop`.
    [[nodiscard]] boost::asio::awaitable<void> run();
    /// One round: everything that is due now, reminders before all. Throws nothing: what failed stays due.
    [[nodiscard]] boost::asio::awaitable<void> do_what_is_due();
    void stop();
    /// Something changed: look again instead of sleeping on.
    void nudge();

    [[nodiscard]] const ClockworkCounts& counts() const { return counts_; }

private:
    /// @return whether the job did anything; one that failed rests
    [[nodiscard]] boost::asio::awaitable<bool> guarded(std::string what, boost::asio::awaitable<bool> job);
    [[nodiscard]] std::chrono::steady_clock::duration until_next_due();
    boost::asio::awaitable<void> sleep(std::chrono::steady_clock::duration time);

    Desk& desk_;
    const Clock& clock_;
    boost::asio::steady_timer timer_;
    std::stop_source stop_;
    ClockworkCounts counts_;
    ReminderJob reminders_;
    DayStartJob day_start_;
    EvaluationJob evaluations_;
    MorningDigestJob digests_;
    CompanyOrdersJob company_orders_;
    Setbacks setbacks_;
    bool nudged_ = false;
    bool some_failed_ = false; ///< of the jobs of this round
};

} // namespace holdfast
