#pragma once

#include "bot/clock/clock.hpp"
#include "bot/net/byte_stream.hpp"
#include "storage/database.hpp"

#include <string>

namespace holdfast {

/// The right to do something that one process does at a time, prolonged while it is used.
class HeldLease {
public:
    /// @param name of the right
    /// @param holder no other process may use the same at the same time; the same after a restart spares waiting for
    ///        the lease of the process that ended
    /// @param real_time never a simulated clock: other processes count on it
    HeldLease(Database& database, const Clock& real_time, std::string name, std::string holder);

    /// Takes the right, or prolongs it when it is time. @return false while another process has it
    [[nodiscard]] asio::awaitable<bool> hold();
    /// Gives it back; where that fails it runs out by itself.
    [[nodiscard]] asio::awaitable<void> release();

private:
    Database& database_;
    const Clock& real_time_;
    std::string name_;
    std::string holder_;
    bool is_held_ = false;
    SteadyTime ask_again_ = {};
};

} // namespace holdfast
