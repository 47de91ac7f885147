#include "playbooks/rescue/unready_draft.hpp"

#include "playbooks/summary/internal_words.hpp"
#include "playbooks/summary/letter_check.hpp"
#include "playbooks/summary/signature.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string_view>

namespace holdfast {

namespace {

/// Of what its writer put in words of their own only the days can still be told.
std::vector<std::string_view> missing_parts(const Summary& summary) {
    std::vector<std::string_view> missing;
    const bool lacks_dates = summary.edited ? !names_a_day(summary.text) : summary.lacks_dates;
    if (summary.lacks_progress && !summary.edited) missing.emplace_back("what moved");
    if (summary.lacks_next && !summary.edited) missing.emplace_back("what is next");
    if (lacks_dates) missing.emplace_back("by when");
    return missing;
}

std::string what_is_missing(const std::vector<std::string_view>& parts) {
    constexpr std::size_t all_three = 3;
    if (parts.size() == all_three) return "It says nothing yet: what moved, what is next and by when are missing.";
    return fmt::format("It does not say {}.", fmt::join(parts, " and "));
}

} // namespace

std::vector<std::string> why_unready(const Summary& summary) {
    std::vector<std::string> reasons;
    if (summary.state != SummaryState::draft) return reasons;
    if (const auto missing = missing_parts(summary); !missing.empty()) reasons.push_back(what_is_missing(missing));
    if (lacks_a_name(summary.text))
        reasons.push_back(fmt::format("The text still says {}.", name_to_fill_in));
    else if (summary.edited && !is_signed(summary.text))
        reasons.emplace_back("No name stands under it.");
    if (const auto words = internal_words_in(summary.text); !words.empty())
        reasons.push_back(
            fmt::format("The customer would read words of our own house: “{}”.", fmt::join(words, "”, “")));
    return reasons;
}

} // namespace holdfast
