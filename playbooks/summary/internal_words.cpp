#include "playbooks/summary/internal_words.hpp"

#include <array>

namespace holdfast {

namespace {

constexpr std::array<std::string_view, 27> internal_words{
    "signal",       "rescue",          "war room",          "step",          "stage",
    "score",        "scorecard",       "saboteur",          "champion",      "influencer",
    "stakeholder",  "economic buyer",  "technical buyer",   "user buyer",    "at risk",
    "churn",        "sponsor",         "executive sponsor", "recovery lead", "technical lead",
    "support lead", "playbook",        "intelligence lead", "escalation",    "concession",
    "watch list",   "save the account"};

/// Lower-case words with one blank around each, so that whole words can be searched for.
std::string in_plain_words(std::string_view text) {
    std::string words = " ";
    for (const char c : text) {
        const bool upper = c >= 'A' && c <= 'Z';
        const bool part_of_word =
            upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
        if (part_of_word) {
            words += upper ? static_cast<char>(c - 'A' + 'a') : c;
        } else if (!words.ends_with(' ')) {
            words += ' ';
        }
    }
    return words + ' ';
}

} // namespace

std::vector<std::string> internal_words_in(std::string_view text) {
    const std::string words = in_plain_words(text);
    std::vector<std::string> found;
    for (const std::string_view word : internal_words) {
        const std::string singular = " " + std::string{word};
        if (words.contains(singular + " ") || words.contains(singular + "s ")) found.emplace_back(word);
    }
    return found;
}

} // namespace holdfast
