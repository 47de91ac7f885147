#include "bot/slack/mrkdwn.hpp"
#include "bot/slack/text.hpp"
#include "tests/bot/slack/hostile_text.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <type_traits>

namespace holdfast::slack {
namespace {

using namespace std::chrono_literals;
using test::hostile_text;

const std::string zwsp = "\u200B";

Mrkdwn foreign(std::string_view text) {
    return Mrkdwn{text};
}

static_assert(!std::is_convertible_v<const char*, Mrkdwn>, "a bare literal must say whether it is markup or text");

TEST(Mrkdwn, escapes_foreign_text) {
    EXPECT_EQ(foreign("<!channel> & <@U1>").text(), "&lt;!channel&gt; &amp; &lt;@U1&gt;");
    EXPECT_EQ(foreign("&amp;").text(), "&amp;amp;") << "an entity that somebody typed is shown as typed";
}

TEST(Mrkdwn, makes_formatting_signs_of_foreign_text_inert) {
    EXPECT_EQ(foreign("*a*").text(), "*" + zwsp + "a*" + zwsp);
    EXPECT_EQ(foreign("_~`").text(), "_" + zwsp + "~" + zwsp + "`" + zwsp);
    EXPECT_EQ(foreign("> quoted, 3 > 2").text(), zwsp + "&gt; quoted, 3 &gt; 2");
    EXPECT_EQ(prose("a\n  > b").text(), "a\n  " + zwsp + "&gt; b");
}

TEST(Mrkdwn, keeps_foreign_text_on_one_line_unless_it_is_prose) {
    EXPECT_EQ(foreign("Acme\n✅ 9 Done").text(), "Acme ✅ 9 Done");
    EXPECT_EQ(prose("first\r\n\r\n\r\nsecond").text(), "first\n\nsecond");
}

TEST(Mrkdwn, concatenation_escapes_every_string) {
    const std::string name = "R&D <x>";
    EXPECT_EQ(("*Account* "_mrkdwn + name).text(), "*Account* R&amp;D &lt;x&gt;");
    EXPECT_EQ((name + " – "_mrkdwn + std::string_view{"<"}).text(), "R&amp;D &lt;x&gt; – &lt;");
    Mrkdwn text = "a"_mrkdwn;
    text += std::string{"<!here>"};
    EXPECT_EQ(text.text(), "a&lt;!here&gt;");
}

TEST(Mrkdwn, of_fills_in_markup_as_it_is_and_everything_else_escaped) {
    const std::string name = "Acme <b>";
    EXPECT_EQ(Mrkdwn::of("*{}* lost {} % ({:.1f}) with {}", name, 12, 11.96, mention(UserId{"U1"})).text(),
              "*Acme &lt;b&gt;* lost 12 % (12.0) with <@U1>");
    EXPECT_EQ(Mrkdwn::of("{}", "literal & text").text(), "literal &amp; text");
}

TEST(Mrkdwn, bold_and_code) {
    EXPECT_EQ(bold(foreign("Acme")).text(), "*Acme*");
    EXPECT_TRUE(bold({}).empty());
    EXPECT_EQ(code("/rescue step `1` <a_b>").text(), "`/rescue step '1' &lt;a_b&gt;`");
    EXPECT_TRUE(code(" ").empty());
}

TEST(Mention, is_only_made_of_a_slack_id) {
    EXPECT_EQ(mention(UserId{"U1"}).text(), "<@U1>");
    EXPECT_EQ(mention(UserId{"W0ABC"}).text(), "<@W0ABC>");
    EXPECT_EQ(mention(UserId{"kim@acme.example"}).text(), "kim@acme.example");
    EXPECT_EQ(mention(UserId{"U1|x> <!channel"}).text(), "U1|x&gt; &lt;!channel");
    EXPECT_EQ(mention(UserId{}).text(), "–");
    EXPECT_EQ(channel_link(ChannelId{"C1"}).text(), "<#C1>");
    EXPECT_EQ(channel_link(ChannelId{"<C1>"}).text(), "&lt;C1&gt;");
}

TEST(Link, is_only_made_of_a_web_address) {
    EXPECT_EQ(link("https://acme.example/a?b=1&c=2", "the <report>").text(),
              "<https://acme.example/a?b=1&amp;c=2|the &lt;report&gt;>");
    EXPECT_EQ(link("mailto:dana@acme.example", "Dana").text(), "<mailto:dana@acme.example|Dana>");
    EXPECT_EQ(link("https://acme.example", "").text(), "<https://acme.example|https://acme.example>");
    EXPECT_EQ(link("HTTPS://Acme.example/A", "report").text(), "<https://Acme.example/A|report>");
    for (const std::string_view bad :
         {"", "javascript:alert(1)", "acme.example", "https://a b", "https://x|y>", "http://"}) {
        EXPECT_EQ(link(bad, "label").text(), "label") << bad;
    }
}

TEST(DateToken, carries_a_fallback_that_names_its_zone) {
    const Instant at = date::sys_days{date::year{2026} / 3 / 4} + 9h + 12min + 59s;
    EXPECT_EQ(date_token(at).text(), "<!date^1772615579^{date_short_pretty} {time}|2026-03-04 09:12 UTC>");
    const auto* const berlin = date::locate_zone("Europe/Berlin");
    EXPECT_EQ(date_token(at, DateStyle::moment, berlin).text(),
              "<!date^1772615579^{date_short_pretty} {time}|2026-03-04 10:12 CET>");
    EXPECT_EQ(date_token(at, DateStyle::day).text(), "<!date^1772615579^{date_short_pretty}|2026-03-04>");
    EXPECT_EQ(date_token(at, DateStyle::time).text(), "<!date^1772615579^{time}|09:12 UTC>");
}

TEST(Unescape, works_in_one_pass) {
    EXPECT_EQ(unescape("a &lt;b&gt; &amp; c"), "a <b> & c");
    EXPECT_EQ(unescape("&amp;lt;"), "&lt;");
    EXPECT_EQ(unescape("&quot; & &am"), "&quot; & &am");
}

TEST(MrkdwnCut, leaves_tokens_and_entities_whole) {
    const Mrkdwn text = Mrkdwn::of("{} called {}", mention(UserId{"U12345"}), "A&B");
    EXPECT_EQ(text.cut(100), text);
    EXPECT_EQ(text.cut(8).text(), "…");
    EXPECT_EQ(text.cut(14).text(), "<@U12345>…");
    EXPECT_EQ(foreign("&&&&").cut(12).text(), "&amp;&amp;…");
    EXPECT_EQ(link("https://a.example", "a label of words").cut(30).text(), "…");
}

RC_GTEST_PROP(Mrkdwn, foreign_text_can_never_mention_link_or_format, ()) {
    const std::string text = *hostile_text();
    for (const Mrkdwn& shown :
         {foreign(text), prose(text), code(text), mention(UserId{text}), Mrkdwn::of("{}", text)}) {
        RC_ASSERT(shown.text().find_first_of("<>") == std::string::npos);
        RC_ASSERT(test::is_well_formed(shown.text()));
        RC_ASSERT(is_utf8(shown.text()));
    }
    const std::string shown = prose(text).text();
    for (std::size_t at = shown.find_first_of("*_~`"); at != std::string::npos;
         at = shown.find_first_of("*_~`", at + 1)) {
        RC_ASSERT(shown.compare(at + 1, zwsp.size(), zwsp) == 0);
    }
}

RC_GTEST_PROP(Mrkdwn, what_slack_sends_back_is_what_was_written, ()) {
    std::string text = one_line(*hostile_text());
    std::erase_if(text, [](char c) { return std::string_view{"*_~`>"}.contains(c); });
    RC_ASSERT(unescape(foreign(text).text()) == text);
}

RC_GTEST_PROP(MrkdwnCut, never_exceeds_the_limit_and_stays_well_formed, ()) {
    const std::string text = *hostile_text();
    const auto max = *rc::gen::inRange<std::size_t>(1, 300);
    const Mrkdwn mixed = mention(UserId{"U12345"}) + text + link("https://acme.example/x", text) + prose(text);
    const Mrkdwn cut = mixed.cut(max);
    RC_ASSERT(slack_length(cut.text()) <= max);
    RC_ASSERT(test::is_well_formed(cut.text()));
    RC_ASSERT(is_utf8(cut.text()));
}

} // namespace
} // namespace holdfast::slack
