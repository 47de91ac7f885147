#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace holdfast::faults {

/// The rungs that must have been noted while a sponsor in Berlin was not called, reckoned without the program: 90
/// minutes after the signal, 14:30 (three hours after it at the earliest), 16:30, 17:30, and 9:00 on the next working
/// day, when it starts again. In winter time; without holidays.
/// @param opened, until milliseconds since 1970
/// @return their keys; none for a rescue that began outside 9:00 to 15:00
[[nodiscard]] std::vector<std::string> expected_rungs(std::int64_t opened, std::int64_t until);

} // namespace holdfast::faults
