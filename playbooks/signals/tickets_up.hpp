#pragma once

#include "playbooks/calendar/as_of.hpp"
#include "playbooks/signals/account_history.hpp"
#include "playbooks/signals/reading.hpp"
#include "playbooks/signals/thresholds.hpp"

namespace holdfast {

/// S0-17, Q4: trips when the tickets of the current window, the `window_days` days that end today, are at least the
/// threshold more than those of the window before, and not fewer than the floor. From none to any number is a rise
/// beyond every percentage, so that then the floor alone decides.
///
/// Numbers of the signal: `current`, `previous`, `window_days`, and `rise_percent` unless the previous window had none.
[[nodiscard]] Reading read_tickets_up(const AccountHistory& history, const Thresholds& thresholds, const AsOf& as_of);

} // namespace holdfast
