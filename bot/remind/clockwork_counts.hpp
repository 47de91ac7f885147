#pragma once

#include <cstdint>

namespace holdfast {

/// What the clockwork has done since the start, for the metrics.
struct ClockworkCounts {
    std::uint64_t reminders = 0;
    std::uint64_t late_reminders = 0;
    std::uint64_t evaluations = 0;
    std::uint64_t digests = 0;
};

} // namespace holdfast
