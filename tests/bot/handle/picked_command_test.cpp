// What stands behind the buttons of "Which account?" is the command that was typed, for the account that is picked.
#include "bot/handle/picked_command.hpp"
#include "tests/bot/handle/office.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace holdfast;
using namespace holdfast::test;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

namespace {

std::string picked(const std::string& sent, std::size_t first_word, std::size_t replaced) {
    return command_for_picked(parse_words(sent), first_word, replaced, AccountId{"acme"});
}

} // namespace

TEST(PickedCommand, rule_3_the_name_gives_way_to_the_account_and_the_rest_stays_as_it_was_typed) {
    EXPECT_EQ(picked("status ac", 0, 1), "status \"acme\"");
    EXPECT_EQ(picked("plan", 0, 0), "plan \"acme\"");
    EXPECT_EQ(picked("account set ac renewal:2026-11-30", 1, 1), "account set \"acme\" renewal:2026-11-30");
    EXPECT_EQ(picked("list due:fri Acme owner:x GmbH mine", 0, 2), "list due:fri \"acme\" owner:x  mine");
    EXPECT_EQ(picked("status account:ac share", 0, 0), "status \"acme\"  share");
    EXPECT_EQ(picked("flag ac complaint deal:dead they say", 0, 1), "flag \"acme\" complaint deal:dead they say");
}

TEST(PickedCommand, rule_3_as_a_person_types_it_it_is_not_escaped_and_quoted_only_where_it_must_be) {
    const auto typed = [](const std::string& sent, std::size_t replaced, const std::string& account) {
        return command_to_type(parse_words(sent), 0, replaced, AccountId{account});
    };
    EXPECT_EQ(typed("status acmee share", 1, "acme"), "status acme share");
    EXPECT_EQ(typed("step 4 done", 0, "acme"), "step acme 4 done");
    EXPECT_EQ(typed("step 4 done", 0, "4"), "step \"4\" 4 done");
    EXPECT_EQ(typed("status account:acmee", 0, "acme"), "status acme");
    EXPECT_EQ(typed("touch ac <@U0KIM|Kim> said a &lt; b", 1, "acme"), "touch acme @Kim said a < b");
}

TEST(PickedCommand, rule_3_mentions_stay_mentions_and_typed_signs_stay_signs) {
    EXPECT_EQ(picked("role ac lead <@U0KIM|Kim &amp; Co>", 0, 1), "role \"acme\" lead <@U0KIM|Kim &amp; Co>");
    EXPECT_EQ(picked("plan ac add text owner:<@U0KIM|Kim> due:fri", 0, 1),
              "plan \"acme\" add text owner:<@U0KIM|Kim> due:fri");
    EXPECT_EQ(picked("touch ac see <#C1|sales>: a &lt; b &amp;amp; &lt;@U0KIM&gt;", 0, 1),
              "touch \"acme\" see #sales: a &lt; b &amp;amp; &lt;@U0KIM&gt;");
}

TEST(PickedCommand, rule_3_a_colleague_who_was_mentioned_is_meant_when_the_account_is_picked) {
    Office office;
    const std::string manager = "U0MANAGER";
    office.type(manager, "open acme late deliveries");
    EXPECT_THAT(office.type(manager, "role ac lead <@U0KIM|Kim>"), HasSubstr("Several accounts"));
    office.press(manager, "account.pick", picked("role ac lead <@U0KIM|Kim>", 0, 1));
    EXPECT_EQ(office.rescue("acme")->holder(RescueRole::recovery_lead).value, "U0KIM");
}
