#pragma once

#include <chrono>

namespace holdfast {

/// By how much the server's clock may have been ahead when something was dated, and set right since. What Slack may have
/// taken is looked for from so much earlier on.
inline constexpr std::chrono::hours largest_clock_error{24};

} // namespace holdfast
