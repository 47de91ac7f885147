#pragma once

#include "bot/handle/desk.hpp"
#include "bot/remind/clockwork_counts.hpp"
#include "bot/remind/setbacks.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/thread_pool.hpp>

#include <cstdint>

namespace holdfast {

/// Keeps the sum of what the whole company ordered, for shares of revenue (Q14, S0-01). That reads every order, which
/// happens on a thread of its own and holds nobody up: some time after accounts were evaluated, since evaluations are
/// what new orders ask for; at once the first time, and never later than an hour.
class CompanyOrdersJob {
public:
    /// @param executor of the network thread
    CompanyOrdersJob(boost::asio::any_io_executor executor, Desk& desk, const ClockworkCounts& counts)
        : executor_{std::move(executor)}, desk_{desk}, counts_{counts} {}

    /// Begins to add up, where it is time, and does not wait for it.
    void do_what_is_due();

private:
    [[nodiscard]] boost::asio::awaitable<void> sum_up();

    boost::asio::any_io_executor executor_;
    Desk& desk_;
    const ClockworkCounts& counts_;
    Setbacks setbacks_{std::chrono::minutes{10}};
    bool is_under_way_ = false;
    std::uint64_t summed_after_ = 0; ///< evaluations that had been made when the kept sum was begun
    Instant not_before_;
    boost::asio::thread_pool worker_{1};
};

} // namespace holdfast
