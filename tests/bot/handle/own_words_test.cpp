// A word that is listed for a verb names no account there (rule 3), so that none may be listed that means nothing.
#include "playbooks/rescue/command_words.hpp"
#include "tests/bot/handle/office.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

using namespace holdfast;
using namespace holdfast::test;

namespace {

constexpr std::string_view no_word = "zzzz";
/// Some words need a number behind them.
constexpr std::string_view with_number = " 7";

std::string answer_to(std::string_view verb, std::string_view word, std::string_view behind) {
    const std::string manager = "U0MANAGER";
    Office office;
    office.type(manager, "open acme late deliveries");
    office.type(manager, "touch acme they called us");
    return office.type(manager, std::string{verb} + " acme " + std::string{word} + std::string{behind});
}

/// What a verb answers to a word that means nothing to it.
class AnswersToNothing {
public:
    explicit AnswersToNothing(std::string_view verb)
        : verb_{verb}, alone_{answer_to(verb, no_word, {})}, numbered_{answer_to(verb, no_word, with_number)} {}

    [[nodiscard]] bool are_those_to(std::string_view word) const {
        return answer_to(verb_, word, {}) == about(word, alone_) &&
               answer_to(verb_, word, with_number) == about(word, numbered_);
    }

private:
    static std::string about(std::string_view word, std::string answer) {
        for (auto at = answer.find(no_word); at != std::string::npos; at = answer.find(no_word, at + word.size()))
            answer.replace(at, no_word.size(), word);
        return answer;
    }

    std::string_view verb_;
    std::string alone_;
    std::string numbered_;
};

} // namespace

TEST(OwnWords, rule_3_every_word_that_is_listed_for_a_verb_means_something_to_it) {
    for (const auto& own : own_words) {
        const AnswersToNothing nothing{own.verb};
        for (const auto word : own.words) {
            if (word.empty()) break;
            EXPECT_FALSE(nothing.are_those_to(word)) << own.verb << ' ' << word;
        }
    }
}

TEST(OwnWords, rule_3_a_word_that_means_nothing_is_found) {
    EXPECT_TRUE(AnswersToNothing{"plan"}.are_those_to("swap"));
    EXPECT_TRUE(AnswersToNothing{"summary"}.are_those_to("fine"));
}
