#pragma once

#include "playbooks/rescue/policy.hpp"
#include "playbooks/rescue/state.hpp"

#include <string>

namespace holdfast {

/// What is to be said about extra service that was granted or extended beyond the end of the sprint (S1-18): it is
/// allowed, but hardly temporary. Empty for everything else.
[[nodiscard]] std::string service_advice(const Case& after, const Event& what, const Policy& policy);

} // namespace holdfast
