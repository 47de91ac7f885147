#include "playbooks/summary/internal_words.hpp"
#include "playbooks/summary/wording.hpp"

#include <gtest/gtest.h>

namespace holdfast {
namespace {

struct Rewording {
    std::string typed;
    std::string expected;
};

TEST(Sentence, S1_08_gets_a_capital_and_a_full_stop_and_keeps_what_was_typed) {
    const std::vector<Rewording> cases{
        {"", ""},
        {" \n\t", ""},
        {"  we ship on Monday ", "We ship on Monday."},
        {"all fine!", "All fine!"},
        {"why not?", "Why not?"},
        {"to be seen…", "To be seen…"},
        {"she said \"fine.\"", "She said \"fine.\""},
        {"it works (mostly)", "It works (mostly)."},
        {"élan is back", "Élan is back."},
        {"日本 OK", "日本 OK."},
        {"96 % on time", "96 % on time."},
        {"a\r\nb", "A\nb."},
        {")", ")."},
    };
    for (const auto& [typed, expected] : cases) EXPECT_EQ(as_sentence(typed), expected) << typed;
}

TEST(Sentence, on_one_line_has_no_line_breaks_and_no_double_blanks) {
    EXPECT_EQ(as_sentence_on_one_line(" ship\r\n the \t pallets\n"), "Ship the pallets.");
}

TEST(Greeting, uses_the_first_name_where_there_is_one) {
    const std::vector<Rewording> cases{
        {"Dana Fox", "Dana"},
        {" Dana ", "Dana"},
        {"", ""},
        {"Dr. Dana Fox", "Dr. Dana Fox"},
        {"Ms Fox", "Ms Fox"},
        {"Frau Fuchs", "Frau Fuchs"},
        {"Dana Fox and Tom Berg", "Dana Fox and Tom Berg"},
        {"Dana Fox, Tom Berg", "Dana Fox, Tom Berg"},
        {"Jean-Luc Roux", "Jean-Luc"},
        {"Andy Sandand", "Andy"},
    };
    for (const auto& [person, expected] : cases) EXPECT_EQ(greeting_name(person), expected) << person;
}

TEST(FillingIn, removes_the_lines_that_hold_only_a_tag_whether_the_section_shows_or_not) {
    const std::string text = "one\n{{#x}}\ntwo\n{{/x}}\n\n  {{^x}}  \nthree\n{{/x}}";
    kainjow::mustache::data values;
    EXPECT_EQ(fill_in(text, values), "one\n\nthree\n");
    values.set("x", true);
    EXPECT_EQ(fill_in(text, values), "one\ntwo\n");
    EXPECT_EQ(fill_in("{{#y}}{{/y}}", values), "\n");
    EXPECT_EQ(fill_in("{{#y}}\n{{/y}}", values), "\n");
    EXPECT_EQ(fill_in("a\r\n{{#x}}\r\nb\r\n{{/x}}\r\nc", values), "a\r\nb\r\nc\n");
}

TEST(FillingIn, escapes_nothing) {
    kainjow::mustache::data values;
    values.set("x", "<R&D> \"{{x}}\"");
    EXPECT_EQ(fill_in("{{x}}", values), "<R&D> \"{{x}}\"\n");
}

TEST(DateInFull, is_clear_to_everybody) {
    EXPECT_EQ(date_in_full(Day{date::year{2026} / 3 / 10}), "Tuesday, 10 March 2026");
    EXPECT_EQ(date_in_full(Day{date::year{2028} / 2 / 29}), "Tuesday, 29 February 2028");
    EXPECT_EQ(date_in_full(Day{date::year{2026} / 3 / 1}), "Sunday, 1 March 2026");
}

TEST(InternalWords, S0_35_are_found_in_any_case_in_the_plural_and_across_hyphens) {
    using Words = std::vector<std::string>;
    EXPECT_EQ(internal_words_in("The RESCUE of Acme"), Words{"rescue"});
    EXPECT_EQ(internal_words_in("two signals, one war-room"), (Words{"signal", "war room"}));
    EXPECT_EQ(internal_words_in("our executive\nsponsor"), (Words{"sponsor", "executive sponsor"}));
    EXPECT_EQ(internal_words_in("an account at-risk"), Words{"at risk"});
    EXPECT_EQ(internal_words_in("*Champion*"), Words{"champion"});
    EXPECT_EQ(internal_words_in("Step 2 is done"), Words{"step 2"});
}

TEST(InternalWords, S0_35_are_whole_words) {
    EXPECT_TRUE(internal_words_in("").empty());
    EXPECT_TRUE(internal_words_in("The next steps are clear, and the first step is yours.").empty());
    EXPECT_TRUE(internal_words_in("We rescued the backstage pass, stepwise, and underscored it.").empty());
    EXPECT_TRUE(internal_words_in("championship, signalling, churned butter, what risk?").empty());
}

} // namespace
} // namespace holdfast
