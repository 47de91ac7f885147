#pragma once

#include "bot/deliver/held_lease.hpp"
#include "bot/deliver/wake_up.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>

namespace holdfast {

/// The rounds of work in the background that one process does at a time: each looks for what there is to do and begins
/// it; what it began goes on beside the next ones.
///
/// Used from the network thread; must outlive its coroutines as long as that thread runs. What is still suspended when
/// the program ends is destroyed later, and touches nothing here then.
class Rounds {
public:
    using OneRound = std::function<asio::awaitable<void>()>;
    using TimeToWait = std::function<std::chrono::steady_clock::duration()>;

    /// @param reader asked for commits, also those of other processes
    /// @param right to do this work
    Rounds(const asio::any_io_executor& executor, Reader& reader, HeldLease right);

    /// Round after round, until stop(). To be spawned once. After a round that throws, the next one comes a second
    /// later.
    /// @param what pauses then, for the log: `Delivery`
    /// @param time_to_wait asked after each round: how long the next one may wait where nothing happens
    [[nodiscard]] asio::awaitable<void> run(std::string what, OneRound one_round, TimeToWait time_to_wait);
    /// There may be work.
    void nudge() { wake_up_.nudge(); }

    /// Takes the right to do the work, or keeps it: to be asked in each round.
    /// @return false while another process has it
    [[nodiscard]] asio::awaitable<bool> may_work() { return right_.hold(); }

    /// Something was begun that goes on beside the rounds; ended() is to follow, whatever becomes of it.
    void begun() { ++running_; }
    void ended();
    /// What was begun and has not ended.
    [[nodiscard]] std::size_t running() const { return running_; }
    /// Nothing more is to be begun.
    [[nodiscard]] bool is_stopping() const { return stopping_; }

    /// Begins no more rounds and waits for what was begun. Once that has ended, another process may do the work.
    /// @return false where some of it has not ended in time
    [[nodiscard]] asio::awaitable<bool> stop(std::chrono::milliseconds within);

private:
    HeldLease right_;
    WakeUp wake_up_;
    asio::steady_timer all_ended_;
    std::size_t running_ = 0;
    bool stopping_ = false;
};

} // namespace holdfast
