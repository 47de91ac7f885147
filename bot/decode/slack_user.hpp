#pragma once

#include "playbooks/accounts/known_user.hpp"

#include <nlohmann/json_fwd.hpp>

#include <optional>
#include <string_view>

namespace holdfast {

/// What is remembered of a user object of Slack (contract, section 16). Nothing where it names nobody.
/// @param own_team the workspace of the token; empty: not known, so nobody counts as an outsider because of it
[[nodiscard]] std::optional<KnownUser> known_user_from(const nlohmann::json& user, std::string_view own_team,
                                                       Instant now);

} // namespace holdfast
