#include "playbooks/rescue/unready_draft.hpp"

#include "playbooks/summary/internal_words.hpp"
#include "playbooks/summary/signature.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace holdfast {

std::vector<std::string> why_unready(const Summary& summary) {
    std::vector<std::string> reasons;
    if (summary.state != SummaryState::draft) return reasons;
    if (summary.says_nothing)
        reasons.emplace_back("It says nothing yet: what moved, what is next and by when are missing.");
    if (lacks_a_name(summary.text)) reasons.push_back(fmt::format("The text still says {}.", name_to_fill_in));
    if (const auto words = internal_words_in(summary.text); !words.empty())
        reasons.push_back(
            fmt::format("The customer would read words of our own house: “{}”.", fmt::join(words, "”, “")));
    return reasons;
}

} // namespace holdfast
