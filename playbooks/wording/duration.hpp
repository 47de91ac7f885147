#pragma once

#include <chrono>
#include <string>

namespace holdfast {

/// `28 minutes`, `5 hours 10 minutes`, `3 days 4 hours`; never negative.
[[nodiscard]] std::string duration_in_words(std::chrono::milliseconds span);

} // namespace holdfast
