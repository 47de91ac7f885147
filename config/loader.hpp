#pragma once

#include "config/config_error.hpp"
#include "config/environment.hpp"
#include "config/settings.hpp"

#include <expected>
#include <filesystem>
#include <optional>

namespace holdfast {

/// The settings of this run: the defaults, over them a YAML file, over that the environment.
/// The file is `from_command_line`, else what HOLDFAST_CONFIG names, else `./holdfast.yaml` if there is one; a file
/// that was asked for must exist.
[[nodiscard]] std::expected<Settings, ConfigError> load(const std::optional<std::filesystem::path>& from_command_line,
                                                        const Environment& environment);

/// What `serve` needs beyond valid settings: a bot token, and a signing secret unless Socket Mode is used.
[[nodiscard]] std::expected<void, ConfigError> check_ready_to_serve(const Settings& settings);

} // namespace holdfast
