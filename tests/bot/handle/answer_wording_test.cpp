// What answers say: commands that can be copied, plain sentences, a way on from every mistake.
#include "bot/handle/commands.hpp"
#include "bot/render/help_pages.hpp"
#include "tests/bot/handle/office.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

using namespace holdfast;
using namespace holdfast::test;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

namespace {

const std::string manager = "U0MANAGER";
const std::string zero_width_space = "\u200B";

} // namespace

TEST(Refusal, rule_8_offers_commands_that_can_be_typed_as_they_stand) {
    Office office;
    office.type(manager, "account add my_customer_1 name:\"My Customer\"");
    const auto answer = office.type(manager, "status my_customer_1");
    EXPECT_THAT(answer, HasSubstr("`/rescue health my_customer_1`"));
    EXPECT_THAT(answer.substr(answer.find("Try:")), Not(HasSubstr(zero_width_space)));
}

TEST(Refusal, rule_9_hostile_names_stay_harmless_beside_commands) {
    Office office;
    office.type(manager, "account add hostile name:\"*<!channel>* `_x_`\"");
    const auto answer = office.type(manager, "status hostile");
    EXPECT_THAT(answer, AllOf(HasSubstr("`/rescue health hostile`"), Not(HasSubstr("<!channel>"))));
}

TEST(Advice, rule_8_offers_commands_that_can_be_copied) {
    Office office;
    office.type(manager, "open acme late deliveries");
    EXPECT_THAT(office.type(manager, "service acme daily status end:+200d measure:ontime"),
                AllOf(HasSubstr("Advice"), HasSubstr("`/rescue service "), Not(HasSubstr(zero_width_space))));
}

TEST(AccountId, letters_digits_and_four_signs_are_accepted_up_to_64) {
    Office office;
    for (const std::string& bad : std::vector<std::string>{"\"bad id!\"", "caf\u00e9", "a/b", std::string(65, 'x')}) {
        EXPECT_THAT(office.type(manager, "account add " + bad + " name:\"Bad\""), HasSubstr("letters, digits")) << bad;
    }
    EXPECT_THAT(office.type(manager, "account add \"crm:4_2.a-b\" name:\"Good One\""), HasSubstr("on record"));
    EXPECT_THAT(office.type(manager, "status \"crm:4_2.a-b\""), HasSubstr("/rescue health \"crm:4_2.a-b\""));
}

TEST(List, an_unknown_list_is_refused_with_the_nearest_one) {
    Office office;
    EXPECT_THAT(office.type(manager, "list bogus"), HasSubstr("mine, team, all and watch"));
    EXPECT_THAT(office.type(manager, "list wacth"), HasSubstr("/rescue list watch"));
    EXPECT_THAT(office.type(manager, "list 2"), HasSubstr("Your rescues"));
    EXPECT_THAT(office.type(manager, "list ALL"), HasSubstr("All open rescues"));
}

TEST(Plan, S1_04_a_row_in_quotes_loses_them) {
    Office office;
    office.type(manager, "open acme late deliveries");
    office.type(manager, "plan acme add \"Ship the missing pallets\" owner:<@U0KIM> due:fri");
    ASSERT_THAT(office.rescue("acme")->plan, SizeIs(1));
    EXPECT_EQ(office.rescue("acme")->plan.front().text, "Ship the missing pallets");
}

TEST(Step, S1_02_owner_and_date_of_a_blocked_step_do_not_block_it_again) {
    Office office;
    office.type(manager, "open acme late deliveries");
    office.type(manager, "step acme 4 block the plant is closed");
    const auto answer = office.type(manager, "step acme 4 owner:<@U0KIM> due:2026-03-06");
    EXPECT_THAT(answer, AllOf(HasSubstr("changed step 4"), Not(HasSubstr("blocked"))));
    EXPECT_EQ(office.rescue("acme")->steps.at(3).note, "the plant is closed");
    EXPECT_EQ(office.rescue("acme")->steps.at(3).mark, event::StepMark::blocked);
}

TEST(Step, S1_02_an_unknown_word_changes_nothing_and_names_the_nearest) {
    Office office;
    office.type(manager, "open acme late deliveries");
    office.type(manager, "step acme 4 block the plant is closed");
    EXPECT_THAT(office.type(manager, "step acme 4 reopne"), HasSubstr("`/rescue step acme 4 reopen why`"));
    EXPECT_EQ(office.rescue("acme")->steps.at(3).note, "the plant is closed");
}

TEST(Step, S1_02_reopening_says_so_and_only_what_was_set_aside_is_reopened) {
    Office office;
    office.type(manager, "open acme late deliveries");
    EXPECT_THAT(office.type(manager, "step acme 4 reopen"), HasSubstr("neither blocked nor skipped"));
    office.type(manager, "step acme 4 block the plant is closed");
    EXPECT_THAT(office.type(manager, "step acme 4 block the plant burned down"),
                HasSubstr("marked step 4 as blocked: the plant burned down"));
    EXPECT_THAT(office.type(manager, "step acme 4 reopen"), HasSubstr("reopened step 4"));
}

TEST(Touch, S1_08_kinds_have_their_article) {
    Office office;
    office.type(manager, "open acme late deliveries");
    office.type(manager, "touch acme kind:email with:\"Ines Roth\" we wrote to her");
    EXPECT_THAT(office.lines("acme"), Contains(HasSubstr("logged an email with Ines Roth")));
}

TEST(Sentence, ends_with_one_full_stop) {
    Office office;
    office.type(manager, "account add inc name:\"Widgets Inc.\"");
    const auto answer = office.type(manager, "people inc add \"Ines Roth\" dept:operations");
    EXPECT_THAT(answer, AllOf(HasSubstr("Widgets Inc."), Not(HasSubstr(".."))));
}

TEST(People, only_those_in_charge_of_an_account_change_its_people_while_no_rescue_is_open) {
    Office office;
    EXPECT_THAT(office.type("U0NOSY", "people acme add \"Eve Ray\" dept:it"), HasSubstr("You cannot do this"));
    EXPECT_THAT(office.type("U0NOSY", "people acme left \"Dana Fox\""), HasSubstr("You cannot do this"));
    EXPECT_THAT(office.type("U0OWNER", "people acme add \"Eve Ray\" dept:it"), HasSubstr("on record"));
}

TEST(DirectMessage, a_command_that_needs_a_form_says_where_it_opens) {
    Office office;
    office.type(manager, "open acme late deliveries");
    EventCallback event;
    event.event_id = "Ev-form";
    event.type = "message";
    event.user = UserId{manager};
    event.channel = ChannelId{"D0DIRECT"};
    event.text = "touch acme";
    office.send(event);
    ASSERT_THAT(office.surface().seen, Not(IsEmpty()));
    EXPECT_THAT(readable(office.surface().seen.back().json), HasSubstr("`/rescue touch`"));
}

TEST(Commands, misspelled_verbs_find_their_neighbours) {
    Office office;
    EXPECT_THAT(office.type(manager, "helth"), HasSubstr("nearest: health, help"));
    EXPECT_THAT(office.type(manager, "xylophone"), HasSubstr("/rescue help"));
}

TEST(Commands, every_verb_has_its_page_of_help) {
    const auto pages = render::help_pages();
    for (const auto verb : command_verbs()) {
        EXPECT_TRUE(std::ranges::any_of(pages, [&](const render::HelpPage& page) {
            return page.is_verb && page.topic == verb;
        })) << verb;
    }
}
