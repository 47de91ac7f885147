#include "playbooks/rescue/command_words.hpp"
#include "playbooks/rescue/figures.hpp"
#include "tests/playbooks/rescue/case_builder.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string_view>

namespace holdfast {
namespace {

struct Text {
    std::string_view account;
    std::string_view text;
    std::string_view read;
};

TEST(WithAccount, rule_3_puts_the_account_behind_the_verb_of_every_command) {
    constexpr std::array texts{
        Text{"acme", "Type `/rescue plan` for it.", "Type `/rescue plan acme` for it."},
        Text{"acme", "`/rescue step 3 done contact shared`", "`/rescue step acme 3 done contact shared`"},
        Text{"acme", "`/rescue role lead @kim`, then `/rescue sponsor contact`",
             "`/rescue role acme lead @kim`, then `/rescue sponsor acme contact`"},
        Text{"acme", "`/rescue people add \"Ines Roth\" dept:operations` and\n`/rescue timeline add …`.",
             "`/rescue people acme add \"Ines Roth\" dept:operations` and\n`/rescue timeline acme add …`."},
        Text{"My Customer", "`/rescue plan`", "`/rescue plan \"My Customer\"`"},
        Text{"4", "`/rescue step 1`", "`/rescue step \"4\" 1`"},
        Text{"acme", "`/rescue help steps`, `/rescue list mine`, `/rescue todo`, `/rescue doctor`, `/rescue snooze 1h`",
             "`/rescue help steps`, `/rescue list mine`, `/rescue todo`, `/rescue doctor`, `/rescue snooze 1h`"},
        Text{"acme", "`/rescue account add demo`", "`/rescue account add demo`"},
        Text{"acme", "`/rescue step acme 1` or `/rescue status acme`",
             "`/rescue step acme 1` or `/rescue status acme`"},
        Text{"acme", "`/rescue step \"acme\" 1`", "`/rescue step \"acme\" 1`"},
        Text{"4", "`/rescue step 4 done`, `/rescue step \"4\" done`",
             "`/rescue step \"4\" 4 done`, `/rescue step \"4\" done`"},
        Text{"ac", "`/rescue timeline add acme came`, `/rescue touch acme came`",
             "`/rescue timeline ac add acme came`, `/rescue touch ac acme came`"},
        Text{"acme", "Press *I called* or type /rescue to act.", "Press *I called* or type /rescue to act."},
        Text{"acme", "`/rescue ` and `/rescue", "`/rescue ` and `/rescue"},
        Text{"acme", "", ""},
    };
    for (const auto& [account, text, read] : texts)
        EXPECT_EQ(with_account(text, AccountId{std::string{account}}), read) << text;
}

TEST(WithAccount, rule_3_leaves_no_command_of_the_built_in_texts_without_one) {
    const auto& catalog = test::built_in_catalog();
    std::vector<std::string> texts;
    for (const auto& step : catalog.steps) texts.push_back(step.how);
    for (const auto& [role, text] : catalog.roles) texts.push_back(text.instructions);
    std::size_t commands = 0;
    for (const auto& text : texts) {
        const auto read = with_account(text, AccountId{"acme"});
        constexpr std::string_view opening = "`/rescue ";
        for (auto at = read.find(opening); at != std::string::npos; at = read.find(opening, at + 1)) {
            const auto behind_verb = read.find_first_of("` ", at + opening.size());
            EXPECT_EQ(read.substr(behind_verb, 5), " acme") << read;
            ++commands;
        }
    }
    EXPECT_GT(commands, 15U);
}

TEST(CommandWords, rule_3_a_verb_knows_its_own_words_and_numbers_and_no_others) {
    struct Own {
        std::string_view verb;
        std::string_view word;
        bool is_own;
    };
    constexpr std::array words{
        Own{"plan", "add", true},
        Own{"plan", "ADD", true},
        Own{"plan", "2", false},
        Own{"step", "4", true},
        Own{"step", "four", false},
        Own{"step", "", false},
        Own{"summary", "2", true},
        Own{"summary", "last", true},
        Own{"timeline", "export", true},
        Own{"role", "lead", true},
        Own{"role", "drop", true},
        Own{"role", "acme", false},
        Own{"flag", "champion-slow", true},
        Own{"flag", "order-volume", true},
        Own{"flag", "imported", false},
        Own{"close", "lost", true},
        Own{"health", "add", false},
        Own{"status", "4", false},
        Own{"touch", "add", false},
        Own{"no-such-verb", "add", false},
    };
    for (const auto& [verb, word, is_own] : words) EXPECT_EQ(is_own_word(verb, word), is_own) << verb << ' ' << word;
    EXPECT_TRUE(begins_with_text("touch"));
    EXPECT_FALSE(begins_with_text("step"));
    EXPECT_FALSE(begins_with_text("no-such-verb"));
}

TEST(TypedAccount, rule_3_an_id_that_means_something_else_in_a_command_is_quoted) {
    constexpr std::array ids{
        Text{"acme", "", "acme"},     Text{"crm-4_2.a", "", "crm-4_2.a"}, Text{"Acme GmbH", "", "\"Acme GmbH\""},
        Text{"4", "", "\"4\""},       Text{"add", "", "\"add\""},         Text{"Add", "", "\"Add\""},
        Text{"lead", "", "\"lead\""}, Text{"share", "", "\"share\""},     Text{"set2", "", "set2"}};
    for (const auto& [id, text, read] : ids) EXPECT_EQ(typed(AccountId{std::string{id}}), read) << id;
}

} // namespace
} // namespace holdfast
