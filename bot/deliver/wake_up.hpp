#pragma once

#include "bot/net/byte_stream.hpp"
#include "storage/connection.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>

namespace holdfast {

/// Wakes a loop that does what the database says: when somebody says so, when something was committed, or when time is
/// up.
class WakeUp {
public:
    /// @param reader asked for commits, also those of other processes
    WakeUp(const asio::any_io_executor& executor, Reader& reader) : timer_{executor}, reader_{reader} {}

    /// There may be work. From the network thread only.
    void nudge();
    /// Waits until there may be work, for at most `longest`. Commits are noticed after half a second.
    [[nodiscard]] asio::awaitable<void> wait(std::chrono::steady_clock::duration longest);

private:
    asio::steady_timer timer_;
    Reader& reader_;
    bool nudged_ = false;
    long long seen_version_ = 0;
};

} // namespace holdfast
