#pragma once

#include "playbooks/calendar/as_of.hpp"
#include "playbooks/signals/account_history.hpp"
#include "playbooks/signals/reading.hpp"
#include "playbooks/signals/thresholds.hpp"

namespace holdfast {

/// S0-25, Q3: what people flagged. Trips when enough different kinds were flagged at most `window_days` days apart, and
/// the last of them at most so long ago; the same kind twice counts once. Fewer kinds than that are a watch.
///
/// The signals of the reading are the flags themselves: the newest of each kind in the window, oldest first.
[[nodiscard]] Reading read_qualitative(const AccountHistory& history, const Thresholds& thresholds, const AsOf& as_of);

} // namespace holdfast
