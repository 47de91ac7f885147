// In a rescue's room its account is meant (rule 3), whatever a text begins with.
#include "storage/touches.hpp"
#include "tests/bot/handle/office.hpp"

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

TEST(Touch, bare_outside_a_room_opens_the_form_that_asks_for_the_account) {
    Office office;
    office.type(manager, "open acme late deliveries");
    EXPECT_EQ(office.type(manager, "touch"), "form touch");
    EXPECT_THAT(office.surface().seen.back().json.dump(), HasSubstr("Acorn"));
}
