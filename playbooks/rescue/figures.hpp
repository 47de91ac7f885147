#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>

/// How names and numbers stand inside the sentences of the rescue.
namespace holdfast {

[[nodiscard]] inline std::string quoted(std::string_view text) {
    return fmt::format("“{}”", text);
}

/// `95`, `96.5`: no more digits than were given.
[[nodiscard]] inline std::string number_text(double value) {
    return fmt::format("{:g}", value);
}

} // namespace holdfast
