#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace holdfast {

/// What operators watch, counted as it happens and read by Prometheus. One for the whole program, handed to whoever
/// counts. Names of series and labels are a contract with people's dashboards.
class Metrics {
public:
    using Seconds = std::chrono::duration<double>;

    Metrics();
    ~Metrics();

    /// @param route the path as the table of routes has it, so that there are as many series as routes
    void request_answered(std::string_view route, unsigned status);
    /// How long Slack waited; after 3 seconds it tells the person that we failed.
    void slack_acknowledged(Seconds after);
    /// @param result `ok`, `refused`, `rate_limited`, `doubtful`, `unavailable`
    void slack_called(std::string_view method, std::string_view result);
    /// Connections of Socket Mode that can receive.
    void sockets_live(std::size_t count);
    /// A connection of Socket Mode has taken the place of one that ended.
    /// @param why `refresh`: Slack asked for it; `lost`: anything else
    void socket_replaced(std::string_view why);
    void reminder_became_due(bool late);
    void commit_failed();
    /// What is not delivered yet.
    /// @param age of the oldest of it; zero when there is none
    void outbox_is(long long depth, Seconds age);
    /// By how much the next reminder is overdue; zero when none is.
    void reminders_lag(Seconds behind);

    /// Text format of Prometheus, version 0.0.4.
    [[nodiscard]] std::string to_text() const;

private:
    struct Series;
    std::unique_ptr<Series> series_;
};

} // namespace holdfast
