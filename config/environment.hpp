#pragma once

#include "config/config_error.hpp"
#include "config/settings.hpp"

#include <expected>
#include <map>
#include <string>
#include <string_view>

namespace holdfast {

/// Variables by name. A variable that is set to nothing counts as not set.
using Environment = std::map<std::string, std::string, std::less<>>;

/// The environment of this process.
[[nodiscard]] Environment process_environment();

/// The value of a variable; empty when it is not set.
[[nodiscard]] std::string_view value_of(const Environment& environment, std::string_view name);

/// Lays the environment over the settings: SLACK_API_URL, HOLDFAST_LISTEN and HOLDFAST_DB over their keys, and the
/// secrets SLACK_BOT_TOKEN, SLACK_SIGNING_SECRET, SLACK_APP_TOKEN and HOLDFAST_API_TOKEN, each either itself or read
/// from the file that `<NAME>_FILE` names. SLACK_SIGNING_SECRET may hold several, parted by commas or blanks.
/// HOLDFAST_API_TOKENS_FILE names the file of the bearer tokens of `/v1`, which is not read here.
[[nodiscard]] std::expected<void, ConfigError> apply_environment(const Environment& environment, Settings& settings);

} // namespace holdfast
