#include "playbooks/summary/internal_words.hpp"

#include "playbooks/wording/whole_words.hpp"

#include <array>

namespace holdfast {

namespace {

// A step has a number when it is one of ours; the next steps of a letter are everybody's.
constexpr std::array<std::string_view, 36> internal_words{"step 1",
                                                          "step 2",
                                                          "step 3",
                                                          "step 4",
                                                          "step 5",
                                                          "step 6",
                                                          "step 7",
                                                          "step 8",
                                                          "step 9",
                                                          "nine steps",
                                                          "signal",
                                                          "rescue",
                                                          "war room",
                                                          "stage",
                                                          "score",
                                                          "scorecard",
                                                          "saboteur",
                                                          "champion",
                                                          "influencer",
                                                          "stakeholder",
                                                          "economic buyer",
                                                          "technical buyer",
                                                          "user buyer",
                                                          "at risk",
                                                          "churn",
                                                          "sponsor",
                                                          "executive sponsor",
                                                          "recovery lead",
                                                          "technical lead",
                                                          "support lead",
                                                          "playbook",
                                                          "intelligence lead",
                                                          "escalation",
                                                          "concession",
                                                          "watch list",
                                                          "save the account"};

} // namespace

std::vector<std::string> internal_words_in(std::string_view text) {
    const WholeWords words{text};
    std::vector<std::string> found;
    for (const std::string_view word : internal_words) {
        if (words.contain(word)) found.emplace_back(word);
    }
    return found;
}

} // namespace holdfast
