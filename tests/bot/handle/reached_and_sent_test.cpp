// As people type and press it: whom a call reached (S1-02), what a customer may read (S0-35), the review and what comes
// after it (S1-09, S0-110).
#include "tests/bot/handle/office.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace holdfast;
using namespace holdfast::test;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

namespace {

class ReachedAndSent : public testing::Test {
protected:
    ReachedAndSent() {
        office.type(manager, "open acme late deliveries");
        office.give_room("acme", "C0ROOM");
        office.wait(std::chrono::minutes{1});
    }

    [[nodiscard]] SummaryState state_of_the_draft() { return office.rescue("acme")->summaries.front().state; }

    const std::string manager = "U0MANAGER";
    Office office;
};

const std::string question = "words of our own house";

std::vector<EnteredValue> review(const std::string& due) {
    return {{"what_happened", "value", "plain_text_input", {"Late deliveries"}},
            {"what_worked", "value", "plain_text_input", {"Daily status"}},
            {"what_did_not", "value", "plain_text_input", {"Silence at first"}},
            {"safeguard_1", "value", "plain_text_input", {"Stock check each Monday"}},
            {"safeguard_owner_1", "value", "users_select", {"U0KIM"}},
            {"safeguard_due_1", "value", "datepicker", {due}},
            {"sponsor_present", "value", "checkboxes", {"yes"}}};
}

} // namespace

TEST_F(ReachedAndSent, S1_02_a_call_with_somebody_else_is_logged_and_the_answer_says_that_the_sponsors_is_still_owed) {
    EXPECT_THAT(office.type(manager, "call acme reached with:\"Jonas Brandt\" talked to Jonas instead"),
                AllOf(HasSubstr("does not count as the call to the sponsor"), HasSubstr("Dana Fox is still owed"),
                      HasSubstr("/rescue sponsor acme \"Jonas Brandt\""), HasSubstr("Talked to Jonas instead")));
    const auto rescue = office.rescue("acme");
    EXPECT_TRUE(rescue->call.owed());
    ASSERT_THAT(rescue->touches, SizeIs(1));
    EXPECT_EQ(rescue->touches.front().with, "Jonas Brandt");

    office.wait(std::chrono::minutes{1});
    EXPECT_THAT(office.type(manager, "call acme noanswer with:\"Jonas Brandt\" voicemail"),
                HasSubstr("does not count as the call to the sponsor"));
    EXPECT_THAT(office.rescue("acme")->call.attempts, IsEmpty());

    // Jonas decides there now.
    office.wait(std::chrono::minutes{1});
    office.type(manager, "sponsor acme \"Jonas Brandt\"");
    EXPECT_THAT(office.type(manager, "call acme reached he wants a plan with dates"),
                Not(HasSubstr("does not count as the call")));
    EXPECT_FALSE(office.rescue("acme")->call.owed());
}

TEST_F(ReachedAndSent, S1_02_a_beginning_that_can_only_mean_the_sponsor_is_the_sponsor) {
    EXPECT_THAT(office.type(manager, "call acme reached with:dan she wants a plan with dates"),
                Not(HasSubstr("does not count as the call")));
    EXPECT_FALSE(office.rescue("acme")->call.owed());
    EXPECT_EQ(office.rescue("acme")->touches.front().with, "Dana Fox");
}

TEST_F(ReachedAndSent, S1_02_a_beginning_that_may_mean_others_too_is_not) {
    office.type(manager, "people acme add \"Dan Brown\" dept:operations");
    office.type(manager, "call acme reached with:Dan we talked about the pallets");
    EXPECT_TRUE(office.rescue("acme")->call.owed());
    EXPECT_EQ(office.rescue("acme")->touches.front().with, "Dan Brown");
}

TEST_F(ReachedAndSent, S0_35_internal_talk_is_pointed_out_before_it_counts_as_sent) {
    EXPECT_THAT(office.type(manager, "call acme reached the rescue stage looks bad, our score is 3"),
                AllOf(HasSubstr(question), HasSubstr("“rescue”"), HasSubstr("“stage”"), HasSubstr("“score”"),
                      HasSubstr("Edit"), HasSubstr("Did you send it like this?")));
    EXPECT_FALSE(office.rescue("acme")->call.owed()) << "the call counts all the same";
    office.type(manager, "summary acme 1 edit Dana,\nwe meet on Friday.\n\nMorgan");
    EXPECT_THAT(office.type(manager, "summary acme 1"), Not(HasSubstr(question)));
    office.press(manager, "summary.sent", "acme#1|1");
    EXPECT_EQ(state_of_the_draft(), SummaryState::sent);
}

TEST_F(ReachedAndSent, S1_09_a_safeguard_reaches_its_owner_and_bad_dates_and_bare_gestures_are_refused_in_place) {
    ASSERT_EQ(office.type(manager, "close acme recovered"), "form review");
    EXPECT_TRUE(office.submit(manager, review("2026-03-01")).contains("safeguard_due_1"));
    auto bare_gesture = review("2026-03-20");
    bare_gesture.push_back({"gesture", "value", "radio_buttons", {"yes"}});
    EXPECT_TRUE(office.submit(manager, bare_gesture).contains("gesture_reason"));
    ASSERT_TRUE(office.submit(manager, review("2026-03-20")).is_null());
    EXPECT_EQ(office.rescue("acme")->status, CaseStatus::watch);
    EXPECT_THAT(office.told("U0KIM"), Contains(AllOf(HasSubstr("you keep a safeguard"), HasSubstr("Stock check"))));
    EXPECT_THAT(office.lines("acme"), Contains(AllOf(HasSubstr("1 safeguard"), HasSubstr("Stock check each Monday"))));
    EXPECT_THAT(office.type("U0KIM", "todo"), HasSubstr("Safeguard: Stock check each Monday"));
    EXPECT_THAT(readable(office.living("acme", "card")), HasSubstr("Safeguard: Stock check each Monday"));

    office.at_berlin("2026-03-20T09:01");
    office.tick();
    EXPECT_THAT(office.told("U0KIM"), Contains(HasSubstr("your safeguard")));
    office.press("U0KIM", "reminder.done", "acme#1|safeguard/1/2026-03-20");
    EXPECT_THAT(readable(office.surface().seen.back().json), HasSubstr("leaves your to-dos"));
    office.at_berlin("2026-03-21T09:00");
    EXPECT_THAT(office.type("U0KIM", "todo"), Not(HasSubstr("Safeguard")));
}

TEST_F(ReachedAndSent, S1_09_a_wrong_safeguard_is_named_at_its_own_line_though_lines_above_are_empty) {
    ASSERT_EQ(office.type(manager, "close acme recovered"), "form review");
    auto entered = review("2026-03-20");
    entered.push_back({"safeguard_3", "value", "plain_text_input", {"Call each Friday"}});
    entered.push_back({"safeguard_owner_3", "value", "users_select", {"U0KIM"}});
    entered.push_back({"safeguard_due_3", "value", "datepicker", {"2026-03-01"}});
    const auto errors = office.submit(manager, entered);
    EXPECT_TRUE(errors.contains("safeguard_due_3")) << errors;
}

TEST_F(ReachedAndSent, S0_110_a_sign_during_the_watch_says_that_the_rescue_is_open_again_and_a_call_is_due) {
    office.type(manager, "close acme recovered");
    ASSERT_TRUE(office.submit(manager, review("2026-04-20")).is_null());
    office.at_berlin("2026-03-17T10:00");
    EXPECT_THAT(office.type("U0OWNER", "flag acme order-volume value:8 a little less"), HasSubstr("does not trip"));
    EXPECT_EQ(office.rescue("acme")->status, CaseStatus::watch);
    EXPECT_THAT(office.type("U0OWNER", "flag acme champion-slow again silent"),
                AllOf(HasSubstr("it is a relapse"), HasSubstr("is open again"), HasSubstr("called anew")));
    EXPECT_EQ(office.rescue("acme")->status, CaseStatus::active);
    office.at_berlin("2026-03-17T11:00");
    EXPECT_THAT(office.type("U0OWNER", "flag acme ideas-declined politely"), HasSubstr("It joins the rescue"));
}

TEST_F(ReachedAndSent, S1_04_a_row_planned_during_the_watch_is_a_to_do_and_on_the_card) {
    office.type(manager, "close acme recovered");
    ASSERT_TRUE(office.submit(manager, review("2026-04-20")).is_null());
    office.wait(std::chrono::minutes{1});
    office.type(manager, "plan acme add Send the figures of March owner:<@U0OWNER> due:2026-03-06");
    EXPECT_THAT(office.type("U0OWNER", "todo"), HasSubstr("Send the figures of March"));
    EXPECT_THAT(readable(office.living("acme", "card")), HasSubstr("Send the figures of March"));
}
