#pragma once

#include "tests/bench/exchange.hpp"
#include "tests/bench/requests.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace holdfast::bench {

struct LoadPlan {
    Target target;
    int connections = 1;             ///< kept alive; each has one request under way at most
    std::chrono::seconds time{1};    ///< after it no request is sent
    std::uint64_t most_requests = 0; ///< ends earlier after so many; 0 is no bound
    double requests_a_second = 0;    ///< a fixed rate; 0 sends the next request when an answer is there
    std::string expected;            ///< what an answer must contain to count as one
};

struct LoadResult {
    /// Of each answer as expected. At a fixed rate from the moment at which its request should have left: a bot that
    /// stalls must not be spared the requests that it would have kept waiting. Not sorted.
    std::vector<std::chrono::nanoseconds> latencies;
    std::uint64_t errors = 0;
    std::string first_error;               ///< for people
    std::chrono::duration<double> took{0}; ///< from the first request to the last answer, in seconds
};

/// Sends requests from this thread, over all connections side by side, and waits for their answers. A bot that cannot
/// keep up with a fixed rate shows by fewer requests a second than were asked for.
[[nodiscard]] LoadResult run_load(const LoadPlan& plan, Requests& requests);

} // namespace holdfast::bench
