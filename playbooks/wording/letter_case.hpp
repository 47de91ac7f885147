#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace holdfast {

/// A letter of ASCII in lower case; every other byte as it is, those of `Ü` among them.
[[nodiscard]] constexpr char lower_letter(char letter) noexcept {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

/// The same for each byte of a text: for words that commands and files have in common. Names of people and accounts are
/// compared by `same_name` and `search_key`, which know the letters of every language.
[[nodiscard]] inline std::string lower_case(std::string_view text) {
    std::string lower{text};
    std::ranges::transform(lower, lower.begin(), lower_letter);
    return lower;
}

} // namespace holdfast
