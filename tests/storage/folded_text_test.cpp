#include "storage/folded_text.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace holdfast {
namespace {

TEST(FoldedText, compares_what_looks_the_same_as_the_same) {
    const std::vector<std::pair<const char*, std::u32string>> cases{
        {"", U""},
        {"Dana", U"dana"},
        {"DANA", U"dana"},
        {"Jo\u0308rg", U"j\u00F6rg"},
        {"J\u00D6RG", U"j\u00F6rg"},
        {"Stra\u00DFe", U"strasse"},
        {"O\u2019Neil", U"o'neil"},
        {"O\u00B4Neil", U"o'neil"},
        {"a\u200B_b", U"a_b"},
        {"so\u00ADft", U"soft"},
        {"R&amp;D &lt;x&gt; &quot;", U"r&d <x> &quot;"},
        {"\U0001D403ana", U"dana"},
    };
    for (const auto& [text, folded] : cases) EXPECT_EQ(FoldedText{text}.folded(), folded) << text;
}

TEST(FoldedText, knows_where_each_sign_is_written) {
    const FoldedText text{"\U0001F469 Jo\u0308 &amp; Stra\u00DFe"};
    const auto signs = text.signs();
    ASSERT_EQ(signs.size(), 14U);
    EXPECT_EQ(text.written_between(signs[3].begin, signs[3].end), "o\u0308");
    EXPECT_EQ(text.written_between(signs[5].begin, signs[5].end), "&amp;");
    EXPECT_EQ(text.written_between(signs[11].begin, signs[11].end), "\u00DF");
    EXPECT_EQ(signs[11].begin, signs[12].begin) << "two signs for one";
    EXPECT_EQ(text.written_between(0, text.length()), "\U0001F469 Jo\u0308 &amp; Stra\u00DFe");
}

TEST(FoldedText, shows_words_on_one_line_and_without_what_nobody_sees) {
    const FoldedText text{"Dana\nWe\u200Bi\u00DF &amp; Co"};
    EXPECT_EQ(text.seen(0, text.signs().size()), "Dana Wei\u00DF &amp; Co");
    EXPECT_EQ(text.seen(0, 4), "Dana");
    EXPECT_EQ(text.seen(4, 4), "");
}

TEST(FoldedText, knows_capitals_where_an_alphabet_has_them) {
    const FoldedText text{"aB\u00C4\u00E4\u01C51\u540D"};
    std::vector<bool> capitals;
    for (std::size_t at = 0; at < text.signs().size(); ++at) capitals.push_back(text.has_capital(at));
    EXPECT_EQ(capitals, (std::vector<bool>{false, true, true, false, true, true, false, false}))
        << "the digraph folds into two signs";
}

TEST(FoldedText, divides_words_where_nobody_sees_it) {
    const FoldedText text{"ab\u200Bc d"};
    const auto signs = text.signs();
    EXPECT_TRUE(go_together(signs[0], signs[1]));
    EXPECT_FALSE(go_together(signs[1], signs[2]));
    EXPECT_FALSE(go_together(signs[2], signs[3]));
}

} // namespace
} // namespace holdfast
