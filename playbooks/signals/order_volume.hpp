#pragma once

#include "playbooks/calendar/as_of.hpp"
#include "playbooks/signals/account_history.hpp"
#include "playbooks/signals/reading.hpp"
#include "playbooks/signals/thresholds.hpp"

namespace holdfast {

/// S0-14a, Q2: trips when each of the two last complete months lies more than the threshold below the mean of the up to
/// twelve complete months before them. Exactly the threshold is not a trip.
///
/// Numbers of the signal: `baseline` (a month), `baseline_months`, `month1` and `month2` (202602), `month1_total`,
/// `month2_total`, `drop1_percent`, `drop2_percent`; the second month is the later one, amounts are in units.
[[nodiscard]] Reading read_order_volume(const AccountHistory& history, const Thresholds& thresholds, const AsOf& as_of);

} // namespace holdfast
