#pragma once

#include "playbooks/accounts/ids.hpp"

#include <string>
#include <string_view>

namespace holdfast::render {

/// A command for an account as it is typed after /rescue, such as `plan acme` or `step acme 4`. An id that is more than
/// one word is quoted.
[[nodiscard]] std::string command_for(std::string_view verb, const AccountId& account, std::string_view rest = {});

} // namespace holdfast::render
