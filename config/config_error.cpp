#include "config/config_error.hpp"

#include <fmt/format.h>

namespace holdfast {

std::string to_text(const ConfigError& error) {
    std::string text = error.file;
    if (error.line > 0) {
        text += fmt::format(":{}:{}", error.line, error.column);
    }
    if (!error.key.empty()) {
        text += ": " + error.key;
    }
    return text + ": " + error.message;
}

} // namespace holdfast
