#pragma once

#include <string>

namespace holdfast {

/// With a full stop, unless it ends like a sentence already: names, notes and reasons may bring their own.
[[nodiscard]] inline std::string as_sentence(std::string text) {
    const bool is_ended = text.ends_with('.') || text.ends_with('!') || text.ends_with('?') || text.ends_with("…");
    if (!is_ended) text += '.';
    return text;
}

} // namespace holdfast
