#pragma once

#include "config/config_error.hpp"
#include "config/keys.hpp"

#include <expected>
#include <map>
#include <string>

namespace holdfast {

/// Every key with its value as text, so that tests compare whole settings and say which key differs.
inline std::map<std::string, std::string> shown(const Settings& settings) {
    std::map<std::string, std::string> values;
    for (const Key& key : setting_keys()) values.emplace(key.path, key.show(settings));
    return values;
}

/// The same for what a loader answered; an error shows as one entry that equals nothing.
inline std::map<std::string, std::string> shown(const std::expected<Settings, ConfigError>& answer) {
    if (!answer) return {{"refused", to_text(answer.error())}};
    return shown(*answer);
}

} // namespace holdfast
