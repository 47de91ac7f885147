#include "bot/decode/utf8.hpp"

#include "bot/decode/typography.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <cstdint>
#include <cstring>

namespace holdfast {

namespace {

/// Reads the code point at `position` and moves behind it; negative when the bytes there are ill-formed.
UChar32 next_code_point(std::string_view text, std::size_t& position) noexcept {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    UChar32 point = 0;
    U8_NEXT(bytes, position, text.size(), point);
    return point;
}

/// Length of the leading run of ASCII, eight bytes at a time: nearly all of a feed is ASCII.
std::size_t ascii_prefix(std::string_view bytes) noexcept {
    std::size_t position = 0;
    while (position + sizeof(std::uint64_t) <= bytes.size()) {
        std::uint64_t block = 0;
        std::memcpy(&block, bytes.data() + position, sizeof block);
        if ((block & 0x8080808080808080U) != 0) break;
        position += sizeof block;
    }
    return position;
}

} // namespace

bool is_utf8(std::string_view bytes) noexcept {
    std::size_t position = ascii_prefix(bytes);
    while (position < bytes.size())
        if (next_code_point(bytes, position) < 0) return false;
    return true;
}

std::size_t code_points(std::string_view text) noexcept {
    std::size_t position = ascii_prefix(text);
    std::size_t count = position;
    for (; position < text.size(); ++count) next_code_point(text, position);
    return count;
}

std::string shown(std::string_view text, std::size_t most) {
    std::string result;
    std::size_t position = 0;
    for (std::size_t count = 0; position < text.size() && count < most; ++count) {
        const auto begin = position;
        const auto point = next_code_point(text, position);
        // ICU counts invisible formatting and line separators among the controls, too.
        result += point < 0 || u_iscntrl(point) ? "\uFFFD" : text.substr(begin, position - begin);
    }
    if (position < text.size()) result += "…";
    return result;
}

std::u32string folded(std::string_view text) {
    std::u32string result;
    result.reserve(text.size());
    for (std::size_t position = 0; position < text.size();) {
        const auto point = next_code_point(text, position);
        const auto plain = plain_form(point < 0 ? U'\uFFFD' : static_cast<char32_t>(point));
        result += static_cast<char32_t>(u_foldCase(static_cast<UChar32>(plain), U_FOLD_CASE_DEFAULT));
    }
    return result;
}

} // namespace holdfast
