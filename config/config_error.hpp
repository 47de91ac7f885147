#pragma once

#include <string>

namespace holdfast {

/// Why the configuration was refused: one thing, at one place, in words that say what to do.
struct ConfigError {
    std::string file;    ///< path of the file, or `environment`
    int line = 0;        ///< from 1; 0 when no line is to blame
    int column = 0;      ///< from 1; 0 when no line is to blame
    std::string key{};   ///< dotted path or name of the variable; empty when the file as a whole is to blame
    std::string message; ///< may repeat what was given

    bool operator==(const ConfigError&) const = default;
};

/// One line, without what looks like a secret:
/// `holdfast.yaml:12:17: sponsor_call.close_of_day: "25:00" is not a time of day; write it as "18:00"`.
[[nodiscard]] std::string to_text(const ConfigError& error);

} // namespace holdfast
