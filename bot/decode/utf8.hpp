#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace holdfast {

/// True when the bytes are well-formed UTF-8: no overlong forms, no surrogates, nothing cut off.
[[nodiscard]] bool is_utf8(std::string_view bytes) noexcept;

/// Number of Unicode code points, which is how lengths of names and notes are limited. An ill-formed sequence counts 1.
[[nodiscard]] std::size_t code_points(std::string_view text) noexcept;

/// A foreign text as a message repeats it: one line that commands no terminal, with U+FFFD for every code point that
/// controls something instead of being seen, and for bytes that are ill-formed.
/// @param most the longest in code points; an ellipsis follows when something was cut off
[[nodiscard]] std::string shown(std::string_view text, std::size_t most);

/// Code points for comparing what people typed: case folded, typographic quotes and dashes made plain.
[[nodiscard]] std::u32string folded(std::string_view text);

} // namespace holdfast
