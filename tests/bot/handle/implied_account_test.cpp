// In a rescue's room its account is meant (rule 3), whatever a text begins with.
#include "bot/handle/picked_command.hpp"
#include "storage/people.hpp"
#include "storage/touches.hpp"
#include "tests/bot/handle/office.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace holdfast;
using namespace holdfast::test;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

namespace {

const std::string manager = "U0MANAGER";

void open_in_room(Office& office) {
    office.type(manager, "open acme late deliveries");
    office.give_room("acme", "C0ROOM");
    office.type(manager, "open acorn two complaints");
}

} // namespace

TEST(ImpliedAccount, rule_3_a_text_that_begins_with_another_accounts_name_stays_in_the_room) {
    Office office;
    open_in_room(office);
    office.type(manager, "touch Acorn called us about Acme", "C0ROOM");
    ASSERT_THAT(office.rescue("acme")->touches, SizeIs(1));
    EXPECT_EQ(office.rescue("acme")->touches.front().text, "Acorn called us about Acme");
    EXPECT_THAT(office.rescue("acorn")->touches, IsEmpty());
}

TEST(ImpliedAccount, rule_3_another_account_is_named_in_quotes_or_by_its_key) {
    Office office;
    open_in_room(office);
    office.type(manager, "touch \"Acorn\" they called us", "C0ROOM");
    office.type(manager, "touch they called us again account:acorn", "C0ROOM");
    ASSERT_THAT(office.rescue("acorn")->touches, SizeIs(2));
    EXPECT_EQ(office.rescue("acorn")->touches.front().text, "they called us");
    EXPECT_EQ(office.rescue("acorn")->touches.back().text, "they called us again");
    EXPECT_THAT(office.rescue("acme")->touches, IsEmpty());
}

TEST(ImpliedAccount, rule_3_the_rooms_own_account_may_be_named) {
    Office office;
    open_in_room(office);
    office.type(manager, "touch acme they called us", "C0ROOM");
    ASSERT_THAT(office.rescue("acme")->touches, SizeIs(1));
    EXPECT_EQ(office.rescue("acme")->touches.front().text, "they called us");
}

TEST(ImpliedAccount, rule_3_where_no_text_can_begin_a_whole_name_is_enough) {
    Office office;
    open_in_room(office);
    EXPECT_THAT(office.type(manager, "health acorn", "C0ROOM"), HasSubstr("Acorn"));
    EXPECT_THAT(office.type(manager, "status", "C0ROOM"), HasSubstr("Acme GmbH"));
}

TEST(ImpliedAccount, rule_3_the_key_works_everywhere_and_is_no_setting_of_the_verb) {
    Office office;
    open_in_room(office);
    EXPECT_THAT(office.type(manager, "checkin log ontime:96 account:acme"), Not(HasSubstr("not a number")));
    EXPECT_THAT(office.type(manager, "status account:\"Acme GmbH\""), HasSubstr("Acme GmbH"));
    EXPECT_THAT(office.type(manager, "status account:acm"), HasSubstr("Acme GmbH"));
    EXPECT_THAT(office.type(manager, "status account:zzz"), HasSubstr("No account is called"));
    EXPECT_THAT(office.type(manager, "account set renewal:2026-11-30 account:acme"), HasSubstr("up to date"));
}

TEST(ImpliedAccount, a_pick_list_names_the_account_so_that_it_is_meant_in_any_room) {
    Office office;
    open_in_room(office);
    office.type(manager, "status ac");
    office.press(manager, "account.pick", "touch \"acorn\" they called us", "C0ROOM");
    EXPECT_THAT(office.rescue("acorn")->touches, SizeIs(1));
}

TEST(ImpliedAccount, rule_3_what_a_verb_understands_names_no_account_in_a_room) {
    Office office;
    open_in_room(office);
    office.type(manager, "account add 4 name:\"Four Ltd\"");
    office.type(manager, "account add 2 name:\"Two Ltd\"");
    office.type(manager, "account add add name:\"Add Corp\"");
    office.type(manager, "step 4 block the plant is closed", "C0ROOM");
    EXPECT_EQ(office.rescue("acme")->steps.at(3).note, "the plant is closed");
    EXPECT_THAT(office.type(manager, "step 4", "C0ROOM"), HasSubstr("Step 4"));
    EXPECT_THAT(office.type(manager, "summary 2 sent", "C0ROOM"), Not(HasSubstr("Two Ltd")));
    EXPECT_THAT(office.type(manager, "timeline 2", "C0ROOM"), AllOf(HasSubstr("Acme GmbH"), Not(HasSubstr("Two Ltd"))));
    office.type(manager, "timeline add Corp came to visit", "C0ROOM");
    ASSERT_THAT(office.rescue("acme")->notes, SizeIs(1));
    EXPECT_EQ(office.rescue("acme")->notes.front().text, "Corp came to visit");
    office.type(manager, "plan add Corp visit owner:<@U0KIM> due:fri", "C0ROOM");
    ASSERT_THAT(office.rescue("acme")->plan, SizeIs(1));
    EXPECT_EQ(office.rescue("acme")->plan.front().text, "Corp visit");
    office.type(manager, "people add Corp dept:finance", "C0ROOM");
    EXPECT_TRUE(find_person(office.desk().reader(), AccountId{"acme"}, "Corp"));
}

TEST(ImpliedAccount, rule_3_quotes_and_the_key_name_an_account_that_is_called_like_a_word_of_the_verb) {
    Office office;
    open_in_room(office);
    office.type(manager, "account add 4 name:\"Four Ltd\"");
    office.type(manager, "account add add name:\"Add Corp\"");
    EXPECT_THAT(office.type(manager, "step \"4\" 4", "C0ROOM"), HasSubstr("No rescue is open for Four Ltd"));
    EXPECT_THAT(office.type(manager, "timeline account:add", "C0ROOM"), HasSubstr("There is no timeline for Add Corp"));
    EXPECT_THAT(office.type(manager, "people \"add\"", "C0ROOM"), HasSubstr("People at Add Corp"));
    EXPECT_THAT(office.type(manager, "status \"4\""), HasSubstr("`/rescue health \"4\"`")) << "what is printed works";
}

TEST(ImpliedAccount, rule_3_outside_a_room_what_a_verb_understands_gives_the_list_of_ones_own_rescues) {
    Office office;
    open_in_room(office);
    office.type(manager, "account add addison name:\"Addison Ltd\"");
    for (const std::string typed : {"step 1", "step 4 block the plant is closed", "plan add Ship it owner:me due:fri",
                                    "timeline add a pallet was late", "role lead <@U0KIM>", "checkin set tue 10:00",
                                    "people add \"Ines Roth\"", "call reached she was calm", "summary last sent",
                                    "sponsor contact", "touch they called us", "sponsor \"Eve Ray\" phone:+4930123",
                                    "service premium end:+14d measure:ontime", "promise none", "close recovered"}) {
        EXPECT_THAT(office.type(manager, typed), AllOf(HasSubstr("Which account?"), HasSubstr("Acme GmbH"),
                                                       HasSubstr("Acorn"), Not(HasSubstr("account add"))))
            << typed;
    }
    const auto typed = parse_words("step 4 block the plant is closed");
    office.press(manager, "account.pick", command_for_picked(typed, 0, 0, AccountId{"acme"}));
    EXPECT_EQ(office.rescue("acme")->steps.at(3).note, "the plant is closed");
}

TEST(ImpliedAccount, rule_3_who_has_no_rescue_is_told_how_to_name_the_account) {
    Office office;
    EXPECT_THAT(office.type("U0NOSY", "step 4 done"),
                AllOf(HasSubstr("The account is missing"), HasSubstr("`/rescue step acme 4 done`")));
    EXPECT_THAT(office.type("U0NOSY", "touch xyzzy they called us"),
                AllOf(HasSubstr("The account is missing"), Not(HasSubstr("account add"))));
    EXPECT_THAT(office.type("U0NOSY", "touch acmee they called us"),
                AllOf(HasSubstr("nearest to \"acmee\": Acme GmbH"), HasSubstr("/rescue touch acme acmee they")));
    EXPECT_THAT(office.type("U0NOSY", "status xyzzy"), HasSubstr("/rescue account add"));
    EXPECT_THAT(office.type("U0NOSY", "step acmee 4 done"), HasSubstr("`/rescue step acme 4 done`"))
        << "nothing of what was typed is lost";
}

TEST(ImpliedAccount, rule_3_a_long_text_that_no_button_can_carry_is_answered_in_words) {
    Office office;
    open_in_room(office);
    const std::string story(2'500, 'x');
    EXPECT_THAT(office.type(manager, "touch kind:call " + story),
                AllOf(HasSubstr("The account is not clear"), HasSubstr("/rescue touch")));
    EXPECT_THAT(office.type("U0OWNER", "people add \"Ines Roth\" " + story),
                AllOf(HasSubstr("The account is not clear"), HasSubstr("Acme GmbH"), HasSubstr("/rescue people")));
}

TEST(ImpliedAccount, rule_3_ones_own_accounts_without_a_rescue_are_named_where_no_button_can_carry_the_text) {
    Office office;
    const std::string story(2'500, 'x');
    EXPECT_THAT(office.type("U0OWNER", "people add \"Ines Roth\" " + story),
                AllOf(HasSubstr("The account is not clear"), HasSubstr("Possible: Ac"), HasSubstr("Acorn")));
}

TEST(ImpliedAccount, rule_3_more_matches_than_buttons_are_counted) {
    Office office;
    for (int i = 0; i < 12; ++i) office.type(manager, fmt::format("account add beta{0} name:\"Beta Holding {0}\"", i));
    EXPECT_THAT(office.type(manager, "health beta"),
                AllOf(HasSubstr("Several accounts begin with \"beta\""), HasSubstr("The first 10 of 12")));
    office.type(manager, "account add dup1 name:\"Twin\"");
    office.type(manager, "account add dup2 name:\"Twin\"");
    EXPECT_THAT(office.type(manager, "health twin"), AllOf(HasSubstr("Twin (dup1)"), HasSubstr("Twin (dup2)")));
}

TEST(Touch, bare_outside_a_room_opens_the_form_that_asks_for_the_account) {
    Office office;
    office.type(manager, "open acme late deliveries");
    EXPECT_EQ(office.type(manager, "touch"), "form touch");
    EXPECT_THAT(office.surface().seen.back().json.dump(), HasSubstr("Acorn"));
}

TEST(ImpliedAccount, rule_3_what_needs_no_rescue_offers_all_of_ones_own_accounts) {
    Office office;
    office.type(manager, "open acme late deliveries");
    for (const std::string typed : {"health", "account", "account set renewal:2026-11-30", "people", "people map"}) {
        EXPECT_THAT(office.type(manager, typed), AllOf(HasSubstr("Which account?"), HasSubstr("Acme GmbH"),
                                                       HasSubstr("Acorn"), HasSubstr("another one is named")))
            << typed;
    }
    EXPECT_THAT(office.type("U0NOSY", "health"), HasSubstr("The account is missing"));
    office.give_room("acme", "C0ROOM");
    EXPECT_THAT(office.type(manager, "health", "C0ROOM"), Not(HasSubstr("Which account?")));
}
