#pragma once

#include "bot/decode/slack_payload.hpp"
#include "playbooks/accounts/known_user.hpp"

#include <nlohmann/json_fwd.hpp>

#include <optional>

namespace holdfast {

/// What is remembered of a user object of Slack (contract, section 16). Nothing where it names nobody.
/// @param home the workspace of the token, and its organisation; without both it is not known, so nobody counts as an
///        outsider because of it
[[nodiscard]] std::optional<KnownUser> known_user_from(const nlohmann::json& user, const Workspace& home, Instant now);

} // namespace holdfast
