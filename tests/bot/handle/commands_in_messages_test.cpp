// Commands that are printed where somebody reads them can be typed there, direct messages among it.
#include "tests/bot/handle/office.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

using namespace holdfast;
using namespace holdfast::test;
using ::testing::AllOf;
using ::testing::AnyOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

namespace {

const std::string manager = "U0MANAGER";
const std::string direct = "D0DIRECT";

/// What stands between backticks behind `/rescue `.
std::vector<std::string> commands_in(const std::string& text) {
    constexpr std::string_view opening = "`/rescue ";
    std::vector<std::string> commands;
    for (auto at = text.find(opening); at != std::string::npos; at = text.find(opening, at + 1)) {
        const auto begin = at + opening.size();
        const auto end = text.find('`', begin);
        if (end != std::string::npos) commands.push_back(text.substr(begin, end - begin));
    }
    return commands;
}

} // namespace

TEST(CommandsInMessages, S0_87_the_instructions_of_a_role_name_the_account) {
    Office office;
    office.type(manager, "open acme late deliveries");
    office.type(manager, "role acme intelligence <@U0KIM>");
    EXPECT_THAT(office.told("U0KIM"),
                Contains(AllOf(HasSubstr("`/rescue people acme map`"), HasSubstr("`/rescue timeline acme add …`"))));
}

TEST(CommandsInMessages, S1_24_reminders_name_the_account) {
    Office office;
    office.type(manager, "open acme late deliveries");
    office.at_berlin("2026-03-03T11:30");
    office.tick();
    EXPECT_THAT(office.told("U0OWNER"), Contains(AllOf(HasSubstr("`/rescue step acme 1`"),
                                                       HasSubstr("`/rescue timeline acme add Second pallet"))));
}

TEST(CommandsInMessages, rule_3_what_reminders_and_roles_print_is_understood_where_it_is_read) {
    Office office;
    office.type(manager, "open acme late deliveries");
    for (const auto role : {"lead", "technical", "support", "intelligence"})
        office.type(manager, std::string{"role acme "} + role + " <@U0KIM>");
    office.at_berlin("2026-03-03T11:30");
    office.tick();
    std::vector<std::string> printed;
    for (const std::string person : {"U0KIM", "U0OWNER", "U0MANAGER"}) {
        for (const auto& text : office.told(person)) {
            for (const auto& command : commands_in(text)) printed.push_back(command);
        }
    }
    EXPECT_THAT(printed, SizeIs(testing::Gt(5)));
    for (const auto& command : printed) {
        EXPECT_THAT(command, HasSubstr(" acme"));
        office.wait(std::chrono::minutes{1});
        EXPECT_THAT(office.type(manager, command, direct),
                    Not(AnyOf(HasSubstr("No account is called"), HasSubstr("Which account?"),
                              HasSubstr("The account is missing"))))
            << command;
    }
}

TEST(CommandsInMessages, S1_02_moving_the_call_works_as_step_2_and_its_refusal_print_it) {
    Office office;
    office.type(manager, "open acme late deliveries");
    const auto refused = office.type(manager, "call acme moved fri 9:00 she is travelling", direct);
    EXPECT_THAT(refused, AllOf(HasSubstr("⛔"), HasSubstr("`/rescue call acme delegate @kim`")));
    std::vector<std::string> moving;
    for (const auto& text : {office.type(manager, "step acme 2", direct), refused}) {
        for (const auto& command : commands_in(text)) {
            if (command.contains(" moved ")) moving.push_back(command);
        }
    }
    EXPECT_THAT(moving, SizeIs(2));
    for (const auto& command : moving) {
        office.wait(std::chrono::minutes{1});
        EXPECT_THAT(office.type(manager, command, direct), Not(HasSubstr("⛔"))) << command;
    }
}

TEST(CommandsInMessages, S1_04_the_text_of_step_4_leads_to_the_templates) {
    Office office;
    office.type(manager, "open acme late deliveries");
    EXPECT_THAT(office.type(manager, "step acme 4", direct), HasSubstr("`/rescue plan acme template`"));
    EXPECT_THAT(office.type(manager, "plan acme template", direct), Not(HasSubstr("⛔")));
}

TEST(Commands, rule_8_a_misspelled_verb_keeps_what_was_typed_behind_it) {
    Office office;
    EXPECT_THAT(office.type(manager, "helth acme history:6m"), HasSubstr("`/rescue health acme history:6m`"));
    EXPECT_THAT(office.type(manager, "helth"), HasSubstr("`/rescue health`"));
}

TEST(Account, the_advice_how_to_change_it_is_about_the_same_account) {
    Office office;
    EXPECT_THAT(office.type(manager, "account acorn"), HasSubstr("`/rescue account set acorn owner:@kim"));
    EXPECT_THAT(office.type(manager, "account set acorn"), HasSubstr("`/rescue account set acorn renewal:"));
}

TEST(Health, S0_90_its_buttons_open_the_forms_for_the_account) {
    Office office;
    office.press(manager, "menu.run", "flag acme");
    ASSERT_EQ(office.surface().seen.back().how, "form");
    EXPECT_THAT(readable(office.surface().seen.back().json), HasSubstr("Account: *Acme GmbH*"));
    EXPECT_TRUE(office
                    .submit(manager, {{"kind", "value", "static_select", {"champion-slow"}},
                                      {"note", "value", "plain_text_input", {"no answer for two weeks"}}})
                    .is_null());
    EXPECT_THAT(office.type(manager, "health acme"), HasSubstr("👀 watch"));
    office.press(manager, "menu.run", "open acme");
    ASSERT_EQ(office.surface().seen.back().json["callback_id"], "open");
    EXPECT_THAT(readable(office.surface().seen.back().json), HasSubstr("Account: *Acme GmbH*"));
    EXPECT_TRUE(office.submit(manager, {{"reason", "value", "plain_text_input", {"late deliveries"}}}).is_null());
    ASSERT_NE(office.rescue("acme"), nullptr);
    EXPECT_EQ(office.rescue("acme")->signals.front().signal.note, "late deliveries");
}

TEST(Flag, in_a_room_bare_opens_the_form_for_its_account) {
    Office office;
    office.type(manager, "open acme late deliveries");
    office.give_room("acme", "C0ROOM");
    EXPECT_EQ(office.type(manager, "flag", "C0ROOM"), "form flag");
    EXPECT_THAT(readable(office.surface().seen.back().json), HasSubstr("Account: *Acme GmbH*"));
    EXPECT_EQ(office.type(manager, "flag"), "form flag");
    EXPECT_THAT(readable(office.surface().seen.back().json), Not(HasSubstr("Account: *Acme GmbH*")));
}

TEST(Open, bare_in_the_room_of_a_running_rescue_asks_for_the_other_account) {
    Office office;
    office.type(manager, "open acme late deliveries");
    office.give_room("acme", "C0ROOM");
    EXPECT_EQ(office.type(manager, "open", "C0ROOM"), "form open");
    EXPECT_THAT(office.surface().seen.back().json.dump(), HasSubstr("Acorn"));
}

TEST(Open, its_kind_is_a_known_warning_sign_and_no_part_of_the_reason) {
    Office office;
    EXPECT_THAT(office.type(manager, "open acme kind:complaint two complaints in a week"),
                AllOf(HasSubstr("⛔"), HasSubstr("\"complaint\" is no warning sign"), HasSubstr("quality-complaints"),
                      Not(HasSubstr("by-hand"))));
    EXPECT_THAT(office.type(manager, "open acme kind:quality-complaints"), HasSubstr("the reason is missing"));
    EXPECT_EQ(office.rescue("acme"), nullptr);
    office.type(manager, "open acme kind:Quality-Complaints two complaints in a week");
    ASSERT_NE(office.rescue("acme"), nullptr);
    ASSERT_THAT(office.rescue("acme")->signals, SizeIs(1));
    EXPECT_EQ(office.rescue("acme")->signals.front().signal.kind, SignalKind::quality_complaints);
    EXPECT_EQ(office.rescue("acme")->signals.front().signal.note, "two complaints in a week");
}

TEST(Refusal, rule_8_outside_of_the_room_names_the_account_also_in_what_to_type_instead) {
    Office office;
    office.type(manager, "open acme late deliveries");
    office.type(manager, "open acorn two complaints");
    for (const std::string typed : {"plan acme drop 2", "plan acme done 99", "step acme 6 skip", "summary acme 99",
                                    "service acme extend 3", "checkin acme log", "call acme moved", "timeline acme add",
                                    "promise acme refuse 4", "close acme lost toxic"}) {
        const auto answer = office.type(manager, typed, direct);
        EXPECT_THAT(answer, AllOf(HasSubstr("⛔"), HasSubstr("Acme GmbH"))) << typed;
        for (const auto& command : commands_in(answer)) EXPECT_THAT(command, HasSubstr(" acme")) << answer;
    }
    EXPECT_THAT(office.type(manager, "plan acme done 99", direct), HasSubstr("`/rescue plan acme` shows the rows"));
    EXPECT_THAT(office.type(manager, "call acme moved", direct), HasSubstr("`/rescue call acme moved "));
}

TEST(Refusal, rule_3_in_the_room_leaves_its_account_implied) {
    Office office;
    office.type(manager, "open acme late deliveries");
    office.give_room("acme", "C0ROOM");
    EXPECT_THAT(office.type(manager, "plan done 99", "C0ROOM"),
                AllOf(HasSubstr("`/rescue plan` shows the rows"), Not(HasSubstr("Acme GmbH"))));
    office.type(manager, "open acorn two complaints");
    EXPECT_THAT(office.type(manager, "plan \"acorn\" done 99", "C0ROOM"),
                AllOf(HasSubstr("(Acorn)"), HasSubstr("`/rescue plan acorn` shows the rows")))
        << "of another account";
}

TEST(Refusal, rule_8_of_a_button_in_a_direct_message_names_the_account) {
    Office office;
    office.type(manager, "open acme late deliveries");
    office.press("U0OWNER", "reminder.done", "acme#1|step/1/due", direct);
    ASSERT_THAT(office.surface().seen, SizeIs(testing::Ge(1)));
    const auto answer = readable(office.surface().seen.back().json);
    EXPECT_THAT(answer, AllOf(HasSubstr("⛔"), HasSubstr("Acme GmbH")));
    EXPECT_THAT(commands_in(answer), SizeIs(testing::Ge(1)));
    for (const auto& command : commands_in(answer)) EXPECT_THAT(command, HasSubstr(" acme")) << answer;
}
