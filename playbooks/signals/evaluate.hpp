#pragma once

#include "playbooks/calendar/as_of.hpp"
#include "playbooks/signals/account_history.hpp"
#include "playbooks/signals/reading.hpp"
#include "playbooks/signals/thresholds.hpp"

#include <vector>

namespace holdfast {

/// What every detector says about an account, in the order of `Detector`, whatever its state (S0-90). Any single trip
/// is enough to open a rescue (S0-18).
[[nodiscard]] std::vector<Reading> evaluate_all(const AccountHistory& history, const Thresholds& thresholds,
                                                const AsOf& as_of);

} // namespace holdfast
