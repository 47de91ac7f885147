#pragma once

#include "playbooks/calendar/as_of.hpp"
#include "playbooks/signals/account_history.hpp"
#include "playbooks/signals/reading.hpp"
#include "playbooks/signals/thresholds.hpp"

namespace holdfast {

/// S0-16: trips when the contract renews in fewer days than the threshold and nobody talked about it. A talk (a touch
/// tagged `renewal`) counts while that window is open, and from `talk_days` before it opened.
///
/// A renewal date that has passed still trips for `passed_days`: nobody may have noticed. After that the date on record
/// is out of date, which is no data rather than good news.
///
/// Numbers of the signal: `days_left` (negative once it has passed), `renewal_date` (20260529).
[[nodiscard]] Reading read_renewal_silent(const AccountHistory& history, const Thresholds& thresholds,
                                          const AsOf& as_of);

} // namespace holdfast
