#pragma once

#include "playbooks/accounts/known_user.hpp"

#include <string_view>

namespace holdfast {

/// Why somebody cannot have a part in a rescue, in words that go on from the name: `is deactivated in Slack`. Empty
/// where they can.
[[nodiscard]] std::string_view unfit_because(const KnownUser& user);

} // namespace holdfast
