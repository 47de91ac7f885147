#pragma once

#include <string_view>

namespace holdfast {

/// Stands in a letter for the name of its writer where nobody knew it when the letter was drafted.
inline constexpr std::string_view name_to_fill_in{"[your name]"};

[[nodiscard]] constexpr bool lacks_a_name(std::string_view letter) {
    return letter.contains(name_to_fill_in);
}

} // namespace holdfast
