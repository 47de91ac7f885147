#include "bot/decode/words.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace holdfast {
namespace {

using namespace std::string_view_literals;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

std::vector<std::string> texts(const Words& words) {
    std::vector<std::string> result;
    for (const auto& word : words.words) result.push_back(word.text);
    return result;
}

std::vector<std::pair<std::string, std::string>> pairs(const Words& words) {
    std::vector<std::pair<std::string, std::string>> result;
    for (const auto& pair : words.pairs) result.emplace_back(pair.key, pair.value.text);
    return result;
}

TEST(Words, takes_a_command_apart) {
    const auto words = parse_words(R"(Touch acme kind:call with:"Dana Fox" mood:- price is too high)");
    EXPECT_EQ(words.verb, "touch");
    EXPECT_THAT(texts(words), ElementsAre("acme", "price", "is", "too", "high"));
    EXPECT_THAT(pairs(words), ElementsAre(Pair("kind", "call"), Pair("with", "Dana Fox"), Pair("mood", "-")));
    EXPECT_EQ(words.value_text("with"), "Dana Fox");
    EXPECT_EQ(words.value("absent"), nullptr);
    EXPECT_EQ(words.value_text("absent"), "");
    EXPECT_FALSE(words.share);
    EXPECT_EQ(words.rest_from(0), "acme price is too high");
    EXPECT_EQ(words.rest_from(1), "price is too high");
    EXPECT_EQ(words.rest_from(5), "");
}

TEST(Words, reads_the_commands_of_the_agreed_surface) {
    EXPECT_EQ(parse_words("").verb, "");
    EXPECT_EQ(parse_words("  \n ").verb, "");
    EXPECT_THAT(pairs(parse_words("checkin set tue 10:00 indicator:ontime target:95")),
                ElementsAre(Pair("indicator", "ontime"), Pair("target", "95")));
    EXPECT_THAT(texts(parse_words("checkin set tue 10:00 indicator:ontime target:95")),
                ElementsAre("set", "tue", "10:00"));
    EXPECT_THAT(pairs(parse_words("checkin log ontime:96 on-time_2:0.5")),
                ElementsAre(Pair("ontime", "96"), Pair("on-time_2", "0.5")));
    EXPECT_THAT(pairs(parse_words("service premium-response end:+14d measure:ontime cost:900")),
                ElementsAre(Pair("end", "+14d"), Pair("measure", "ontime"), Pair("cost", "900")));
    EXPECT_THAT(texts(parse_words("close false—alarm")), ElementsAre("false-alarm"));
    const auto sponsor = parse_words("sponsor “Dana Fox” phone:+49-30-123 zone:Europe/Berlin");
    EXPECT_THAT(texts(sponsor), ElementsAre("Dana Fox"));
    EXPECT_THAT(pairs(sponsor), ElementsAre(Pair("phone", "+49-30-123"), Pair("zone", "Europe/Berlin")));
    const auto tags = parse_words("touch acme tag:renewal tag:terms");
    ASSERT_EQ(tags.values("tag").size(), 2U);
    EXPECT_EQ(tags.values("tag")[1]->text, "terms");
}

TEST(Words, share_counts_only_as_the_last_word) {
    EXPECT_TRUE(parse_words("health acme share").share);
    EXPECT_TRUE(parse_words("health SHARE ").share);
    EXPECT_THAT(texts(parse_words("health acme share")), ElementsAre("acme"));
    EXPECT_FALSE(parse_words("share").share);
    EXPECT_EQ(parse_words("share").verb, "share");
    EXPECT_FALSE(parse_words("health share acme").share);
    EXPECT_FALSE(parse_words("health acme \"share\"").share);
    EXPECT_FALSE(parse_words("health acme share history:6m").share);
    EXPECT_TRUE(parse_words("health acme history:6m share").share);
}

TEST(Words, a_closing_share_is_a_word_again_where_nothing_is_shared) {
    const auto words = parse_words("people add Dana Share").with_share_as_word();
    EXPECT_FALSE(words.share);
    EXPECT_THAT(texts(words), ElementsAre("add", "Dana", "Share"));
    EXPECT_EQ(words.rest_from(1), "Dana Share");
    EXPECT_THAT(texts(parse_words("people add Dana").with_share_as_word()), ElementsAre("add", "Dana"));
}

bool is_digits_and_blanks(std::string_view value) {
    return value.find_first_not_of("+0123456789 ") == std::string_view::npos && !value.ends_with(' ');
}

TEST(Words, a_value_goes_on_behind_its_blanks_as_long_as_it_can_be_read) {
    struct Example {
        std::string typed;
        std::string value;
        std::vector<std::string> words;
    };
    for (const auto& [typed, value, rest] : std::vector<Example>{
             {"sponsor Dana Fox phone:+49 30 555 01", "+49 30 555 01", {"Dana", "Fox"}},
             {"sponsor phone:+49  30 555 Dana Fox 7", "+49 30 555", {"Dana", "Fox", "7"}},
             {"sponsor phone:+49 zone:UTC 30 555", "+49", {"30", "555"}},
             {"sponsor phone:\"+49 30\" 555", "+49 30", {"555"}},
             {"sponsor phone:+49 \"30\" 555", "+49", {"30", "555"}},
             {"sponsor 30 555", "", {"30", "555"}},
         }) {
        const auto words = parse_words(typed).with_value_going_on("phone", is_digits_and_blanks);
        EXPECT_EQ(words.value_text("phone"), value) << typed;
        EXPECT_EQ(texts(words), rest) << typed;
    }
    const auto words = parse_words("people add Tom Berg phone:+49 30 777 dept:finance")
                           .with_value_going_on("phone", is_digits_and_blanks);
    EXPECT_EQ(words.rest_from(1), "Tom Berg");
    EXPECT_EQ(words.free_text_from(1, std::array{"phone"sv, "dept"sv}), "Tom Berg");
}

TEST(Words, free_text_keeps_what_the_verb_does_not_take) {
    constexpr std::array<std::string_view, 2> taken{"kind", "mood"};
    const auto words = parse_words("touch acme kind:call deal:dead now,  mood:+ they lost\nmarket share");
    EXPECT_EQ(words.free_text_from(1, taken), "deal:dead now, they lost\nmarket share");
    EXPECT_EQ(words.rest_from(1), "now, they lost\nmarket");
    EXPECT_EQ(parse_words("touch acme kind:call").free_text_from(1, taken), "");
    EXPECT_EQ(parse_words("touch").free_text_from(7, taken), "");
    EXPECT_EQ(parse_words("").free_text_from(0, taken), "");
}

TEST(Words, free_text_is_what_was_typed) {
    const auto words =
        parse_words("touch acme “We’re done” — said <@U1|kim> &amp; &lt;left&gt; <https://e.com/x?a=1&amp;b=2|e.com>");
    EXPECT_EQ(words.free_text_from(1, {}), "“We’re done” — said @kim & <left> https://e.com/x?a=1&b=2");
}

TEST(Words, quotes_of_any_style_hold_a_word_together) {
    for (const std::string text : {R"(status "Acme GmbH")", "status “Acme GmbH”", "status „Acme GmbH“",
                                   "status «Acme GmbH»", "status »Acme GmbH«", "status “Acme GmbH\""}) {
        const auto words = parse_words(text);
        ASSERT_THAT(texts(words), ElementsAre("Acme GmbH")) << text;
        EXPECT_TRUE(words.words[0].quoted);
    }
    EXPECT_THAT(texts(parse_words("status \"\"")), ElementsAre(""));
    EXPECT_THAT(texts(parse_words("status \"share\" x")), ElementsAre("share", "x"));
    EXPECT_THAT(texts(parse_words("people add \"O’Brien\"")), ElementsAre("add", "O’Brien"));
    EXPECT_THAT(texts(parse_words("people left O’Brien")), ElementsAre("left", "O'Brien"));
    EXPECT_EQ(parse_words("\"help\"").verb, "");
}

TEST(Words, single_typographic_quotes_hold_a_word_together_and_apostrophes_do_not) {
    for (const std::string text : {"status ‘Acme GmbH’", "status ‚Acme GmbH‘", "status ‹Acme GmbH›"}) {
        const auto words = parse_words(text);
        ASSERT_THAT(texts(words), ElementsAre("Acme GmbH")) << text;
        EXPECT_TRUE(words.words[0].quoted);
    }
    EXPECT_THAT(pairs(parse_words("touch with:‘Dana Fox’ hello")), ElementsAre(Pair("with", "Dana Fox")));
    EXPECT_THAT(texts(parse_words("people left ‘Shaun O’Brien’ now")), ElementsAre("left", "Shaun O’Brien", "now"));
    EXPECT_THAT(texts(parse_words("note we’re late, it’s Dana’s")), ElementsAre("we're", "late,", "it's", "Dana's"));
    EXPECT_THAT(texts(parse_words("note ‘tis late")), ElementsAre("'tis", "late"));
}

TEST(Words, a_quote_inside_a_word_or_never_closed_is_a_character) {
    EXPECT_THAT(texts(parse_words("flag acme 12\" pipe")), ElementsAre("acme", "12\"", "pipe"));
    EXPECT_THAT(texts(parse_words("flag \"acme pipe")), ElementsAre("\"acme", "pipe"));
    EXPECT_THAT(pairs(parse_words("touch with:\"Dana Fox")), ElementsAre(Pair("with", "\"Dana")));
}

TEST(Words, only_a_key_with_a_value_is_a_pair) {
    const auto plain = "note http://x https://e.com mailto:a@b.c re: foo 10:00 :x _a:b x: ü:b -a:b 1a:2";
    const auto words = parse_words(plain);
    EXPECT_THAT(pairs(words), IsEmpty());
    EXPECT_EQ("note " + words.rest_from(0), plain);
    EXPECT_THAT(pairs(parse_words("x Due:FRI")), ElementsAre(Pair("due", "FRI")));
    EXPECT_THAT(pairs(parse_words("x a:b:c")), ElementsAre(Pair("a", "b:c")));
    EXPECT_THAT(pairs(parse_words("x note:\"\"")), IsEmpty());
    const std::string longest(31, 'k');
    EXPECT_EQ(parse_words("x " + longest + ":1").pairs.size(), 1U);
    EXPECT_EQ(parse_words("x k" + longest + ":1").pairs.size(), 0U);
}

TEST(Words, knows_people_channels_and_links) {
    const auto words = parse_words("role <@U0BOB00001|bob> in <#C0INCIDENT1|inc-42> <#C9|> <@W7> <!here> "
                                   "<mailto:a@b.c|a@b.c> <https://e.com|a label with blanks> owner:<@U2|kim>");
    ASSERT_EQ(words.words.size(), 8U);
    EXPECT_EQ(words.words[0].mention, UserId{"U0BOB00001"});
    EXPECT_EQ(words.words[0].text, "@bob");
    EXPECT_EQ(words.words[2].channel, ChannelId{"C0INCIDENT1"});
    EXPECT_EQ(words.words[2].text, "#inc-42");
    EXPECT_EQ(words.words[3].channel, ChannelId{"C9"});
    EXPECT_EQ(words.words[4].mention, UserId{"W7"});
    EXPECT_EQ(words.words[5].text, "@here");
    EXPECT_TRUE(words.words[5].mention.empty());
    EXPECT_EQ(words.words[6].text, "a@b.c");
    EXPECT_EQ(words.words[7].text, "https://e.com");
    EXPECT_EQ(words.value("owner")->mention, UserId{"U2"});
}

TEST(Words, what_slack_puts_before_addresses_and_phone_numbers_was_not_typed) {
    EXPECT_EQ(parse_words("sponsor phone:<tel:+493055501|+49 30 555 01>").value_text("phone"), "+493055501");
    EXPECT_EQ(parse_words("sponsor mail:<mailto:a@b.example|a@b.example>").value_text("mail"), "a@b.example");
}

TEST(Words, a_typed_mention_cannot_be_forged) {
    const auto words = parse_words("role &lt;@U1|x&gt; a&lt;b");
    ASSERT_EQ(words.words.size(), 2U);
    EXPECT_TRUE(words.words[0].mention.empty());
    EXPECT_EQ(words.words[0].text, "<@U1|x>");
    EXPECT_EQ(words.words[1].text, "a<b");
    EXPECT_EQ(as_typed("&amp;lt; &amp; &gt; &quot;"), "&lt; & > &quot;");
}

TEST(Words, unescaped_signs_of_other_senders_stay) {
    EXPECT_EQ(parse_words("note a < b > c <3 <x y> & <@U1").rest_from(0), "a < b > c <3 <x y> & <@U1");
}

TEST(Words, a_mention_within_other_text_is_text) {
    const auto words = parse_words("note (<@U1|kim>)");
    EXPECT_THAT(texts(words), ElementsAre("(@kim)"));
    EXPECT_TRUE(words.words[0].mention.empty());
}

TEST(Words, no_break_spaces_separate) {
    EXPECT_THAT(texts(parse_words("status\u00A0acme\u202Fgmbh")), ElementsAre("acme", "gmbh"));
}

TEST(Words, a_command_that_starts_with_a_pair_or_a_mention_has_no_verb) {
    EXPECT_EQ(parse_words("kind:call acme").verb, "");
    EXPECT_EQ(parse_words("<@U1|kim> acme").verb, "");
    EXPECT_EQ(parse_words("<@U1|kim> acme").words.size(), 2U);
}

TEST(Words, as_typed_makes_messages_readable) {
    EXPECT_EQ(as_typed("<@U1|kim>: see <https://e.com|the page> &amp; <#C1|room>"), "@kim: see https://e.com & #room");
}

/// A word that means itself inside quotes.
rc::Gen<std::string> quotable() {
    return rc::gen::container<std::string>(rc::gen::elementOf(std::string{"abcXYZ 019:'<>&-_.,;/\t"}));
}

RC_GTEST_PROP(Words, quoted_words_and_values_come_back_as_given, ()) {
    const auto given = *rc::gen::container<std::vector<std::string>>(quotable());
    const auto value = *rc::gen::nonEmpty(quotable());
    std::string command = "verb";
    for (const auto& text : given) {
        command += " \"";
        for (const char c : text)
            command += c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" : std::string(1, c);
        command += '"';
    }
    std::string escaped;
    for (const char c : value)
        escaped += c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" : std::string(1, c);
    const auto words = parse_words(command + " key:\"" + escaped + "\"");
    RC_ASSERT(words.verb == "verb");
    RC_ASSERT(texts(words) == given);
    RC_ASSERT(words.value_text("key") == value);
}

RC_GTEST_PROP(Words, survive_arbitrary_bytes_and_keep_their_place, (const std::string& noise)) {
    const auto pieces = *rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
        "\"", "“", "<", ">", "<@U1|a b>", "a:", ":", "&amp;", " ", "\xff", "\u00A0", "share", "x", noise));
    std::string text;
    for (const auto& piece : pieces) text += piece;
    const auto words = parse_words(text);
    std::size_t end = 0;
    for (const auto& word : words.words) {
        RC_ASSERT(word.span.begin >= end);
        RC_ASSERT(word.span.end > word.span.begin);
        RC_ASSERT(word.span.end <= words.typed.size());
        end = word.span.end;
    }
    for (const auto& pair : words.pairs) {
        RC_ASSERT(!pair.key.empty() && !pair.value.text.empty());
        RC_ASSERT(words.typed[pair.span.begin + pair.key.size()] == ':');
    }
    for (std::size_t i = 0; i <= words.words.size(); ++i) {
        RC_ASSERT(words.rest_from(i).size() <= words.typed.size());
        RC_ASSERT(words.free_text_from(i, {}).size() <= words.typed.size());
    }
}

RC_GTEST_PROP(Words, plain_free_text_comes_back_unchanged, ()) {
    const auto text = *rc::gen::container<std::string>(rc::gen::elementOf(std::string{"ab \nZ:'\"-1%*_"}));
    const auto words = parse_words("note " + text);
    auto expected = text;
    while (!expected.empty() && (expected.back() == ' ' || expected.back() == '\n')) expected.pop_back();
    expected.erase(0, std::min(expected.find_first_not_of(" \n"), expected.size()));
    // A text in quotes loses them.
    const bool is_quoted = words.pairs.empty() && words.words.size() == 1 && words.words.front().quoted;
    if (is_quoted && expected.ends_with('"')) expected = expected.substr(1, expected.size() - 2);
    RC_ASSERT(words.free_text_from(0, {}) == expected);
}

TEST(Words, a_text_that_is_quoted_as_a_whole_is_meant_without_its_quotes) {
    EXPECT_EQ(parse_words("plan add \"Ship the pallets\" owner:@kim").free_text_from(1, std::array{"owner"sv}),
              "Ship the pallets");
    EXPECT_EQ(parse_words("people left \"Dana Fox\"").rest_from(1), "Dana Fox");
    EXPECT_EQ(parse_words("touch \"Dana\" said \"no\"").free_text_from(0, {}), "\"Dana\" said \"no\"");
}

TEST(Words, the_key_of_the_account_is_no_part_of_a_text) {
    const auto words = parse_words("touch they called us account:\"Globex AG\" again");
    EXPECT_EQ(words.value_text(account_key), "Globex AG");
    EXPECT_EQ(words.free_text_from(0, {}), "they called us again");
}

} // namespace
} // namespace holdfast
