#pragma once

#include "bot/handle/desk.hpp"
#include "bot/remind/clockwork_counts.hpp"
#include "bot/remind/setbacks.hpp"
#include "storage/reminders.hpp"

#include <boost/asio/awaitable.hpp>

#include <optional>
#include <stop_token>

namespace holdfast {

/// Fires the reminders that have come due. One that fails rests and stays due; all others pass it.
class ReminderJob {
public:
    ReminderJob(Desk& desk, ClockworkCounts& counts, std::stop_token stop)
        : desk_{desk}, counts_{counts}, stop_{std::move(stop)} {}

    /// @return whether anything was fired
    [[nodiscard]] boost::asio::awaitable<bool> do_what_is_due();
    /// When the next one is due that the job has not looked at.
    [[nodiscard]] std::optional<Instant> next_due();

private:
    [[nodiscard]] boost::asio::awaitable<bool> fire(DueReminder reminder);

    Desk& desk_;
    ClockworkCounts& counts_;
    std::stop_token stop_;
    Setbacks setbacks_{std::chrono::minutes{10}};
    Instant looked_at_until_;
};

} // namespace holdfast
