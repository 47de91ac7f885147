#include "config/config_error.hpp"

#include "config/secret.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace holdfast {

std::string to_text(const ConfigError& error) {
    std::string text = error.file;
    if (error.line > 0) {
        text += fmt::format(":{}:{}", error.line, error.column);
    }
    if (!error.key.empty()) {
        text += ": " + error.key;
    }
    text = without_secrets(text + ": " + error.message);
    // Keys and names of files may hold anything.
    std::ranges::replace_if(text, [](unsigned char c) { return c < ' ' || c == 0x7f; }, '?');
    return text;
}

} // namespace holdfast
