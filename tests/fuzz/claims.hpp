#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <utility>

namespace holdfast::fuzz {

/// What must hold whatever the input is. Where it does not, the fuzzer stops and keeps the input.
inline void must(bool holds, std::string_view claim) {
    if (holds) return;
    std::fprintf(stderr, "\nBroken: %.*s\n", static_cast<int>(claim.size()), claim.data());
    std::abort();
}

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
    return {reinterpret_cast<const char*>(data), size};
}

/// The first line, without its end, and what follows it: inputs that choose something do so in a line that people can
/// read and write.
inline std::pair<std::string_view, std::string_view> split_line(std::string_view text) {
    const auto end = text.find('\n');
    if (end == std::string_view::npos) return {text, {}};
    return {text.substr(0, end), text.substr(end + 1)};
}

} // namespace holdfast::fuzz
