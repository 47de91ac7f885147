#pragma once

#include "playbooks/calendar/as_of.hpp"
#include "playbooks/signals/account_history.hpp"
#include "playbooks/signals/reading.hpp"
#include "playbooks/signals/thresholds.hpp"

namespace holdfast {

/// S0-14b: trips when the mean number of orders in the two last complete months lies at least the threshold below the
/// monthly mean of the up to twelve complete months before them.
///
/// Numbers of the signal: `baseline` and `current` (orders a month), `baseline_months`, `drop_percent`, `month1` and
/// `month2` (202602), `orders1`, `orders2`; the second month is the later one.
[[nodiscard]] Reading read_order_frequency(const AccountHistory& history, const Thresholds& thresholds,
                                           const AsOf& as_of);

} // namespace holdfast
