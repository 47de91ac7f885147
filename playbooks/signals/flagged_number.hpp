#pragma once

#include "playbooks/signals/signal.hpp"
#include "playbooks/signals/thresholds.hpp"

#include <optional>
#include <string>

namespace holdfast {

/// A measured sign that a person flags trips by itself (S0-18), but not where the number that they give with it is too
/// small for that: percent for orders and tickets, days left for a renewal. Of late payment no number is too small.
/// @return what would have tripped, in words; nothing where it trips, no number was given, or another system measured
[[nodiscard]] std::optional<std::string> short_of_a_trip(const Signal& signal, const Thresholds& thresholds);

} // namespace holdfast
