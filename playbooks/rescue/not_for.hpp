#pragma once

#include "playbooks/rescue/permissions.hpp"
#include "playbooks/rescue/refusal.hpp"

#include <string_view>

namespace holdfast {

/// What somebody of this standing, who may not do it, is told: who may, and what to do instead.
/// @param account_name what it was about
[[nodiscard]] Refusal not_for(Action action, const Standing& standing, std::string_view account_name);

} // namespace holdfast
