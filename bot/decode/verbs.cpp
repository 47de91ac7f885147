#include "bot/decode/verbs.hpp"

#include "bot/decode/nearest.hpp"

#include <algorithm>

namespace holdfast {

bool is_verb(std::string_view text) noexcept {
    return std::ranges::find(verb_names, text) != verb_names.end();
}

std::vector<std::string_view> nearest_verbs(std::string_view text) {
    std::vector<std::string_view> result;
    for (const auto i : nearest(text, verb_names)) result.push_back(verb_names[i]);
    return result;
}

} // namespace holdfast
