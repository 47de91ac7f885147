#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace holdfast {

/// Finds the enumerator whose name is `text` in a table that lists the names in the order of the enumerators.
/// Names are public contract (files, commands, ids of buttons): the comparison is exact.
template <class Enum, std::size_t count>
[[nodiscard]] constexpr std::optional<Enum> enumerator_named(const std::array<std::string_view, count>& names,
                                                             std::string_view text) {
    const auto found = std::ranges::find(names, text);
    if (found == names.end()) return std::nullopt;
    return static_cast<Enum>(found - names.begin());
}

/// Every enumerator of such a table, in its order.
template <class Enum, std::size_t count>
[[nodiscard]] constexpr std::array<Enum, count> enumerators(const std::array<std::string_view, count>& names) {
    std::array<Enum, count> all{};
    for (std::size_t place = 0; place < names.size(); ++place) all[place] = static_cast<Enum>(place);
    return all;
}

/// The name of an enumerator in such a table.
/// @throws std::out_of_range for a value that is no enumerator, which is a broken invariant.
template <class Enum, std::size_t count>
[[nodiscard]] constexpr std::string_view name_of(const std::array<std::string_view, count>& names, Enum value) {
    return names.at(static_cast<std::size_t>(value));
}

} // namespace holdfast
