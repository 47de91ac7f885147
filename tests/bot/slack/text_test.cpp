#include "bot/slack/text.hpp"
#include "tests/bot/slack/hostile_text.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace holdfast::slack {
namespace {

using test::hostile_text;

TEST(CleanText, drops_control_and_bidi_characters) {
    EXPECT_EQ(one_line(std::string_view{"a\0b\x1b\x7f\xC2\x9F"
                                        "c",
                                        8}),
              "abc");
    EXPECT_EQ(one_line("Invoice \u202E gnp.exe \u2066 x \u2069\u200E\u200F\u061C"), "Invoice  gnp.exe  x ");
    EXPECT_EQ(one_line("\uFEFFAcme\uFFFF"), "Acme");
}

TEST(CleanText, keeps_letters_of_every_script_and_emoji) {
    for (const std::string_view text : {"Müller & Söhne", "שלום", "مرحبا", "東京", "👩‍👩‍👧", "🇩🇪"})
        EXPECT_EQ(one_line(text), text);
}

TEST(CleanText, replaces_what_is_no_utf8) {
    EXPECT_EQ(one_line("a\xFF"
                       "b"),
              "a\uFFFDb");
    EXPECT_EQ(one_line("cut \xE2\x82"), "cut \uFFFD");
    EXPECT_FALSE(is_utf8("a\xFF"));
    EXPECT_TRUE(is_utf8("a\uFFFD€"));
}

TEST(CleanText, turns_line_breaks_into_spaces_or_keeps_them) {
    EXPECT_EQ(one_line("a\r\nb\nc\u2028d\te\n\n\nf"), "a b c d e f");
    EXPECT_EQ(several_lines("a\r\nb\n\n\n\n\nc\rd\u2029e"), "a\nb\n\nc\nd\ne");
}

TEST(PrintableText, is_one_word_of_a_line_in_the_log) {
    EXPECT_EQ(printable("/v1/accounts/a%0A~b_c.d-e"), "/v1/accounts/a%0A~b_c.d-e");
    EXPECT_EQ(printable("x\n[2026] [error] FORGED"), "x??2026???error??FORGED");
    EXPECT_EQ(printable("/x\xC2\x9B"
                        "31m\xFF"),
              "/x??31m?");
    EXPECT_EQ(printable("{\"error\":\"a b\"}\n\x7f", all_signs), "{\"error\":\"a b\"}??");
    EXPECT_EQ(printable(std::string(300, 'x')), std::string(200, 'x'));
}

TEST(BlankText, is_what_nobody_can_see) {
    for (const std::string_view text : {"", " ", "\n\t", "\u200B\u200B", "\u00A0", "\u3164"})
        EXPECT_TRUE(is_blank(text));
    for (const std::string_view text : {"-", " a", "\u200Bx", "😀"}) EXPECT_FALSE(is_blank(text));
}

TEST(SlackLength, counts_characters_beyond_the_basic_plane_twice) {
    EXPECT_EQ(slack_length("añ€"), 3U);
    EXPECT_EQ(slack_length("😀"), 2U);
}

TEST(CutAtWord, ends_after_a_word_with_an_ellipsis) {
    EXPECT_EQ(cut_at_word("orders fell again", 17), "orders fell again");
    EXPECT_EQ(cut_at_word("orders fell again", 16), "orders fell…");
    EXPECT_EQ(cut_at_word("orders fell again", 12), "orders fell…");
    EXPECT_EQ(cut_at_word("orders fell again", 11), "orders…");
    EXPECT_EQ(cut_at_word("a bbbbbbbbbbbbbbbb", 10), "a bbbbbbb…") << "a word boundary too early is not used";
    EXPECT_EQ(cut_at_word("東京東京東京", 4), "東京東…");
    EXPECT_EQ(cut_at_word("abc", 1), "…");
    EXPECT_EQ(cut_at_word("abc", 0), "");
}

RC_GTEST_PROP(CleanText, is_valid_and_stays_as_it_is_when_cleaned_again, ()) {
    const std::string text = *hostile_text();
    const std::string line = one_line(text);
    const std::string lines = several_lines(text);
    RC_ASSERT(is_utf8(line));
    RC_ASSERT(line.find_first_of(std::string_view{"\0\n\r\t\x1b\x7f", 6}) == std::string::npos);
    RC_ASSERT(one_line(line) == line);
    RC_ASSERT(several_lines(lines) == lines);
    for (const std::string_view control : {"\u202E", "\u2066", "\u200F", "\u061C"}) {
        RC_ASSERT(!line.contains(control));
        RC_ASSERT(!lines.contains(control));
    }
}

RC_GTEST_PROP(CutAtWord, never_exceeds_the_limit_and_stays_valid, ()) {
    const std::string text = one_line(*hostile_text());
    const auto max = *rc::gen::inRange<std::size_t>(0, 400);
    const std::string cut = cut_at_word(text, max);
    RC_ASSERT(slack_length(cut) <= max);
    RC_ASSERT(test::code_points(cut) <= max);
    RC_ASSERT(is_utf8(cut));
    RC_ASSERT(cut == text || cut.ends_with("…") || max == 0);
}

} // namespace
} // namespace holdfast::slack
