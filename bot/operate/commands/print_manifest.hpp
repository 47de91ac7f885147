#pragma once

#include "bot/operate/commands/command_result.hpp"
#include "config/settings.hpp"

#include <iosfwd>
#include <optional>
#include <string>

namespace holdfast {

/// `holdfast manifest`: the app manifest ready to paste into Slack, with the scopes that the settings need.
/// @param url the bot's public https address; without it the app uses Socket Mode
[[nodiscard]] CommandResult print_manifest(const Settings& settings, const std::optional<std::string>& url,
                                           std::ostream& out);

} // namespace holdfast
