#pragma once

#include "bot/slack/elements.hpp"
#include "storage/connection.hpp"

#include <string_view>
#include <vector>

namespace holdfast {

/// The accounts that somebody may mean who has typed this much into a form, found as in a command (rule 3): those with
/// just this id or name first, then those whose id or name begins so, by name. As many as a menu shows at most.
[[nodiscard]] std::vector<slack::Option> suggested_accounts(Connection& db, std::string_view typed);

} // namespace holdfast
