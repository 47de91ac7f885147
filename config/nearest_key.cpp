#include "config/nearest_key.hpp"

#include "playbooks/wording/slips.hpp"

#include <algorithm>
#include <cstddef>

namespace holdfast {

namespace {

/// Keys are ASCII; other bytes of a mistyped one count as characters of their own.
std::size_t slips_between(std::string_view wrong, std::string_view key) {
    const auto widened = [](std::string_view text) { return std::u32string(text.begin(), text.end()); };
    return slips_to_beginnings(widened(wrong), widened(key)).back();
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

    const auto distance = [wrong](const std::string& key) { return slips_between(wrong, key); };
    const auto nearest = std::ranges::min_element(known, {}, distance);
    const std::size_t near_enough = std::max<std::size_t>(2, wrong.size() / 4);
    return nearest != known.end() && distance(*nearest) <= near_enough ? *nearest : std::string{};
}

} // namespace holdfast
