#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace holdfast::slack {

/// Text that somebody else wrote, made safe for one line: invalid UTF-8 becomes U+FFFD; control characters, bidi
/// marks, embeddings, overrides and isolates (which could reorder a card), byte order marks and noncharacters go;
/// line breaks and tabs become spaces.
[[nodiscard]] std::string one_line(std::string_view text);

/// The same, but line breaks of any kind stay as `\n`, at most one blank line in a row.
[[nodiscard]] std::string several_lines(std::string_view text);

/// The same as a word in a line of the log, 200 characters at most: whatever is neither an ASCII letter or digit nor
/// one of `signs` becomes `?`. Nothing in it can end the line, pass for another one or command a terminal.
[[nodiscard]] std::string printable(std::string_view text, std::string_view signs = "/.-_~%");

/// For sentences and JSON: every sign of ASCII, and the blank.
inline constexpr std::string_view all_signs = " !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

[[nodiscard]] bool is_utf8(std::string_view text);

/// Nothing that a reader could see: empty, white space, zero-width characters.
[[nodiscard]] bool is_blank(std::string_view text);

/// Length for comparison with Slack's limits. How Slack counts characters beyond U+FFFF (most emoji) is not
/// documented; they count as two here, so that the limit holds either way (Slack contract, section 9).
[[nodiscard]] std::size_t slack_length(std::string_view text);

/// At most `max` long (see slack_length), cut after a word where one ends in the second half, else inside it, and
/// marked by an ellipsis.
[[nodiscard]] std::string cut_at_word(std::string_view text, std::size_t max);

/// Where the piece that starts at `begin` and must not be divided ends.
using PieceEnd = std::size_t (*)(std::string_view text, std::size_t begin);

/// As above for text in which more than single characters must stay whole, such as `&amp;` or `<@U1>`.
[[nodiscard]] std::string cut_at_word(std::string_view text, std::size_t max, PieceEnd piece_end);

/// One code point: the piece of ordinary text.
[[nodiscard]] std::size_t code_point_end(std::string_view text, std::size_t begin);

} // namespace holdfast::slack
