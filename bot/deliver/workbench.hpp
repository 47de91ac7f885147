#pragma once

#include "bot/clock/clock.hpp"
#include "bot/deliver/people_directory.hpp"
#include "bot/deliver/slack_client.hpp"
#include "storage/database.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <random>

namespace holdfast {

/// What all work in the background has at hand: where it runs, what is on record, Slack with the people in it, and the
/// time. Used from the network thread.
class Workbench {
public:
    /// @param clock may be a simulated one
    /// @param real_time never a simulated one
    Workbench(asio::any_io_executor executor, Database& database, SlackClient& slack, PeopleDirectory& people,
              const Clock& clock, const Clock& real_time);

    /// Lets the work that awaits it rest; in real time.
    [[nodiscard]] asio::awaitable<void> pause(std::chrono::steady_clock::duration time) const;
    /// When to try again what failed for the `attempts`th time.
    [[nodiscard]] Instant next_attempt(int attempts) { return clock.now() + retry_delay(attempts, random_); }

    asio::any_io_executor executor;
    Database& database;
    Reader reader;
    SlackClient& slack;
    PeopleDirectory& people;
    const Clock& clock;
    const Clock& real_time;

private:
    std::minstd_rand random_{std::random_device{}()};
};

} // namespace holdfast
