#pragma once

#include <string>
#include <string_view>

namespace holdfast {

/// What people typed, on one line and without a meaning in Markdown.
[[nodiscard]] std::string markdown_line(std::string_view text);

} // namespace holdfast
