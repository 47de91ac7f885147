#pragma once

#include "playbooks/accounts/account.hpp"
#include "playbooks/health/health.hpp"
#include "playbooks/rescue/state.hpp"

#include <string>

namespace holdfast {

/// The facts of `/rescue health` as JSON. What is not known is null and named in `unknown`.
/// @param rescue the open one, null when none is
[[nodiscard]] std::string health_json(const Account& account, const HealthReport& report, const Case* rescue,
                                      Instant now);

} // namespace holdfast
