#include "config/nearest_key.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <utility>
#include <vector>

namespace holdfast {

namespace {

/// How many letters must be added, dropped or changed to turn one text into the other.
std::size_t edit_distance(std::string_view from, std::string_view to) {
    std::vector<std::size_t> row(to.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < from.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i + 1);
        for (std::size_t j = 0; j < to.size(); ++j) {
            const std::size_t changed = diagonal + (from[i] == to[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({changed, row[j] + 1, row[j + 1] + 1});
        }
    }
    return row.back();
}

std::string_view last_part(std::string_view path) {
    return path.substr(path.rfind('.') + 1);
}

} // namespace

std::string nearest_key(std::string_view wrong, std::span<const std::string> known) {
    const auto misplaced = std::ranges::find(known, last_part(wrong), last_part);
    const std::size_t misplaced_elsewhere =
        static_cast<std::size_t>(std::ranges::count(known, last_part(wrong), last_part));
    if (misplaced_elsewhere == 1) {
        return *misplaced;
    }

    const auto distance = [wrong](const std::string& key) { return edit_distance(wrong, key); };
    const auto nearest = std::ranges::min_element(known, {}, distance);
    const std::size_t near_enough = std::max<std::size_t>(2, wrong.size() / 4);
    return nearest != known.end() && distance(*nearest) <= near_enough ? *nearest : std::string{};
}

} // namespace holdfast
