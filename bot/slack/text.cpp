#include "bot/slack/text.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cstdint>

namespace holdfast::slack {
namespace {

constexpr std::string_view ellipsis = "…";

/// The code point at `position`, which moves behind it; U+FFFD where the bytes are no UTF-8.
UChar32 next_code_point(std::string_view text, std::size_t& position) {
    auto index = static_cast<std::int64_t>(position);
    const auto size = static_cast<std::int64_t>(text.size());
    UChar32 code_point = 0;
    // NOLINTNEXTLINE(bugprone-inc-dec-in-conditions): inside ICU's macro
    U8_NEXT_OR_FFFD(text.data(), index, size, code_point);
    position = static_cast<std::size_t>(index);
    return code_point;
}

void append(std::string& text, UChar32 code_point) {
    char bytes[U8_MAX_LENGTH];
    std::int32_t count = 0;
    U8_APPEND_UNSAFE(bytes, count, code_point);
    text.append(bytes, static_cast<std::size_t>(count));
}

bool is_line_break(UChar32 c) {
    return (c >= '\n' && c <= '\r') || c == 0x85 || c == 0x2028 || c == 0x2029;
}

bool is_bidi_control(UChar32 c) {
    return u_hasBinaryProperty(c, UCHAR_BIDI_CONTROL) != 0;
}

bool is_unwanted(UChar32 c) {
    constexpr UChar32 byte_order_mark = 0xFEFF;
    return c < 0x20 || (c >= 0x7F && c <= 0x9F) || is_bidi_control(c) || c == byte_order_mark ||
           U_IS_UNICODE_NONCHAR(c);
}

std::string cleaned(std::string_view text, std::size_t longest_run_of_breaks, std::string_view line_break) {
    std::string result;
    result.reserve(text.size());
    std::size_t breaks = 0;
    for (std::size_t position = 0; position < text.size();) {
        const bool is_crlf = text.substr(position, 2) == "\r\n";
        const UChar32 c = next_code_point(text, position);
        if (is_crlf) position += 1;
        if (is_line_break(c)) {
            if (++breaks <= longest_run_of_breaks) result += line_break;
            continue;
        }
        if (c == '\t') {
            result += ' ';
            continue;
        }
        if (is_unwanted(c)) continue;
        breaks = 0;
        append(result, c);
    }
    return result;
}

bool is_space(char c) {
    return c == ' ' || c == '\n';
}

bool is_letter_or_digit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

} // namespace

std::string one_line(std::string_view text) {
    return cleaned(text, 1, " ");
}

std::string several_lines(std::string_view text) {
    return cleaned(text, 2, "\n");
}

std::string printable(std::string_view text, std::string_view signs) {
    constexpr std::size_t longest = 200;
    std::string result{text.substr(0, longest)};
    std::ranges::replace_if(result, [signs](char c) { return !is_letter_or_digit(c) && !signs.contains(c); }, '?');
    return result;
}

bool is_utf8(std::string_view text) {
    for (std::size_t position = 0; position < text.size();) {
        const std::size_t begin = position;
        constexpr std::string_view written_replacement = "\uFFFD";
        if (next_code_point(text, position) == 0xFFFD && text.substr(begin, 3) != written_replacement) return false;
    }
    return true;
}

bool is_blank(std::string_view text) {
    for (std::size_t position = 0; position < text.size();) {
        const UChar32 c = next_code_point(text, position);
        if (!u_isUWhiteSpace(c) && !u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT)) return false;
    }
    return true;
}

std::size_t slack_length(std::string_view text) {
    std::size_t length = 0;
    for (std::size_t position = 0; position < text.size();) {
        length += next_code_point(text, position) > 0xFFFF ? 2 : 1;
    }
    return length;
}

std::size_t code_point_end(std::string_view text, std::size_t begin) {
    next_code_point(text, begin);
    return begin;
}

std::string cut_at_word(std::string_view text, std::size_t max) {
    return cut_at_word(text, max, code_point_end);
}

std::string cut_at_word(std::string_view text, std::size_t max, PieceEnd piece_end) {
    if (slack_length(text) <= max) return std::string{text};
    if (max == 0) return {};

    const std::size_t room = max - slack_length(ellipsis);
    std::size_t length = 0;
    std::size_t end = 0;
    std::size_t last_word_end = 0;
    while (end < text.size()) {
        const std::size_t next = piece_end(text, end);
        length += slack_length(text.substr(end, next - end));
        if (is_space(text[end])) last_word_end = end;
        if (length > room) break;
        end = next;
    }
    if (last_word_end > end / 2) end = last_word_end;
    while (end > 0 && is_space(text[end - 1])) end -= 1;
    return std::string{text.substr(0, end)}.append(ellipsis);
}

} // namespace holdfast::slack
