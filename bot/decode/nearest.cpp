#include "bot/decode/nearest.hpp"

#include "bot/decode/utf8.hpp"
#include "playbooks/wording/slips.hpp"

#include <algorithm>
#include <optional>
#include <tuple>

namespace holdfast {

namespace {

bool has_word_beginning_with(std::u32string_view candidate, std::u32string_view text) {
    for (std::size_t i = 1; i < candidate.size(); ++i) {
        const bool after_gap = candidate[i - 1] == U' ' || candidate[i - 1] == U'-';
        if (after_gap && candidate.substr(i).starts_with(text)) return true;
    }
    return false;
}

/// How well a candidate fits, smaller is better.
using Rank = std::tuple<int, std::size_t>;

std::optional<Rank> rank_of(std::u32string_view text, std::u32string_view candidate) {
    const auto surplus = candidate.size() - std::min(candidate.size(), text.size());
    if (candidate == text) return Rank{0, 0};
    if (candidate.starts_with(text)) return Rank{1, surplus};
    if (has_word_beginning_with(candidate, text)) return Rank{2, surplus};

    const std::size_t most_slips = text.size() <= 3 ? 1 : 2;
    const auto slips = slips_to_beginnings(text, candidate);
    if (slips.back() <= most_slips) return Rank{3, slips.back()};
    const auto beginning = std::ranges::min(slips);
    if (text.size() > 2 && beginning <= most_slips) return Rank{4, beginning};
    return std::nullopt;
}

/// Nobody types more than this of a name; it bounds the work on a pasted page.
constexpr std::size_t longest_compared = 200;

} // namespace

std::size_t slips_between(std::string_view one, std::string_view other) {
    return slips_to_beginnings(folded(one), folded(other)).back();
}

std::vector<std::size_t> nearest(std::string_view text, std::span<const std::string_view> candidates,
                                 std::size_t most) {
    const auto wanted = folded(text);
    if (wanted.empty() || wanted.size() > longest_compared) return {};

    std::vector<std::pair<Rank, std::size_t>> ranked;
    for (std::size_t i = 0; i < candidates.size(); ++i)
        if (const auto rank = rank_of(wanted, folded(candidates[i]))) ranked.emplace_back(*rank, i);

    const auto kept = std::min(most, ranked.size());
    std::ranges::partial_sort(ranked, ranked.begin() + static_cast<std::ptrdiff_t>(kept),
                              [&](const auto& one, const auto& other) {
                                  if (one.first != other.first) return one.first < other.first;
                                  return candidates[one.second] < candidates[other.second];
                              });
    std::vector<std::size_t> result;
    for (std::size_t i = 0; i < kept; ++i) result.push_back(ranked[i].second);
    return result;
}

} // namespace holdfast
