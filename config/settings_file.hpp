#pragma once

#include "config/config_error.hpp"
#include "config/settings.hpp"

#include <expected>
#include <string>

namespace holdfast {

/// Reads the text of a `holdfast.yaml` over the defaults. Refuses unknown keys, wrong types, impossible values, keys
/// written twice, and secrets.
/// @param file the name that errors carry.
[[nodiscard]] std::expected<Settings, ConfigError> read_settings(const std::string& text, const std::string& file);

} // namespace holdfast
