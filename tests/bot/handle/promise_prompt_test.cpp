// A draft that may promise something asks its writer before it goes out (S0-88b), by buttons and by words.
#include "tests/bot/handle/office.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace holdfast;
using namespace holdfast::test;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::Each;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

namespace {

class PromisePrompt : public testing::Test {
protected:
    PromisePrompt() {
        office.type("U0MANAGER", "open acme late deliveries");
        office.give_room("acme", "C0ROOM");
    }

    /// What the writer sees of the draft.
    std::string log(const std::string& text) {
        office.wait(std::chrono::minutes{1});
        return office.type("U0KIM", "touch acme kind:meeting with:\"Dana Fox\" " + text, "C0ROOM");
    }

    std::string draft() { return office.type("U0KIM", "summary acme 1", "C0ROOM"); }

    Office office;
};

const std::string question = "A promise?";

} // namespace

TEST_F(PromisePrompt, S0_88b_is_in_the_draft_with_its_two_answers) {
    EXPECT_THAT(
        log("we offered a discount of ten percent"),
        AllOf(HasSubstr(question), HasSubstr("“discount”"), HasSubstr("Record the promise"), HasSubstr("No promise")));
    EXPECT_THAT(log("we talked about the pallets"), Not(HasSubstr(question)));
}

TEST_F(PromisePrompt, S0_88b_one_press_says_that_there_is_none) {
    log("Dana is free on Friday");
    office.press("U0MANAGER", "summary.no_promise", "acme#1|1");
    EXPECT_THAT(draft(), HasSubstr(question)) << "it is the writer's to say";
    office.press("U0KIM", "summary.no_promise", "acme#1|1");
    EXPECT_THAT(draft(), Not(HasSubstr(question)));
    office.type("U0KIM", "summary acme 1 edit Dear Dana, the repair is free of charge", "C0ROOM");
    EXPECT_THAT(draft(), HasSubstr(question)) << "another text, another question";
    EXPECT_THAT(office.type("U0KIM", "promise none", "C0ROOM"), HasSubstr("promises nothing"));
    EXPECT_THAT(draft(), Not(HasSubstr(question)));
    office.wait(std::chrono::minutes{1});
    EXPECT_THAT(office.type("U0KIM", "promise none", "C0ROOM"), HasSubstr("no draft of yours"));
}

TEST_F(PromisePrompt, S0_88b_the_form_records_it_and_the_draft_flags_it_until_somebody_approves) {
    log("we offered a discount of ten percent");
    office.press("U0KIM", "summary.promise", "acme#1|1");
    ASSERT_EQ(office.surface().seen.back().json["callback_id"], "promise");
    EXPECT_THAT(office.surface().seen.back().json.dump(), HasSubstr("We offered a discount of ten percent."));
    EXPECT_TRUE(office
                    .submit("U0KIM", {{"end", "value", "datepicker", {"2026-03-01"}},
                                      {"text", "value", "plain_text_input", {"10 % off"}}})
                    .contains("end"));
    EXPECT_TRUE(office
                    .submit("U0KIM", {{"text", "value", "plain_text_input", {"10 % off the June order"}},
                                      {"name", "value", "plain_text_input", {"Dana Fox"}},
                                      {"end", "value", "datepicker", {"2026-03-20"}}})
                    .is_null());
    ASSERT_THAT(office.rescue("acme")->promises, SizeIs(1));
    EXPECT_EQ(office.rescue("acme")->promises.front().touch, 1);
    EXPECT_THAT(draft(), AllOf(Not(HasSubstr(question)), HasSubstr("Promise 1 is not approved yet")));
    EXPECT_THAT(office.told("U0MANAGER"), Contains(AllOf(HasSubstr("10 % off the June order"), HasSubstr("Approve"),
                                                         HasSubstr("/rescue promise acme approve 1"))));
    EXPECT_THAT(office.lines("acme"), Contains(HasSubstr("recorded promise 1")));

    EXPECT_THAT(office.type("U0KIM", "promise approve 1", "C0ROOM"), HasSubstr("You cannot"));
    office.type("U0MANAGER", "promise acme approve 1");
    EXPECT_THAT(draft(), AllOf(Not(HasSubstr("not approved yet")), HasSubstr("approved by <@U0MANAGER>")));
    EXPECT_THAT(office.told("U0KIM"), Contains(HasSubstr("approved promise 1")));
}

TEST_F(PromisePrompt, S0_88b_what_is_refused_has_to_come_out_of_the_draft) {
    log("we give a guarantee on the date");
    office.type("U0KIM", "promise the pallets arrive on Monday to:\"Dana Fox\" due:mon touch:1", "C0ROOM");
    office.type("U0MANAGER", "promise acme refuse 1 nobody can keep that");
    EXPECT_THAT(draft(), AllOf(HasSubstr("Promise 1 was refused"), HasSubstr("nobody can keep that")));
}

TEST_F(PromisePrompt, S0_88b_the_question_is_the_writers_alone) {
    log("we offered a discount of ten percent");
    EXPECT_THAT(office.lines("acme"), Each(Not(HasSubstr(question))));
    EXPECT_THAT(readable(office.living("acme", "card")), Not(HasSubstr(question)));
    office.press("U0KIM", "summary.sent", "acme#1|1");
    EXPECT_THAT(office.type("U0EXEC", "summary acme 1"), Not(HasSubstr(question))) << "it has gone out";
}

TEST_F(PromisePrompt, S0_88b_the_register_is_kept_by_typing_too) {
    EXPECT_THAT(office.type("U0KIM", "promise", "C0ROOM"), HasSubstr("none on record"));
    EXPECT_THAT(office.type("U0KIM", "promise \"a free week\" due:2026-02-01", "C0ROOM"), HasSubstr("in the past"));
    EXPECT_THAT(office.type("U0KIM", "promise \"a free week\" by:nobody", "C0ROOM"), HasSubstr("nobody in Slack"));
    EXPECT_THAT(office.type("U0KIM", "promise \"a free week\" by:<@U0OWNER> due:fri", "C0ROOM"),
                HasSubstr("recorded promise 1"));
    EXPECT_EQ(office.rescue("acme")->promises.front().by, UserId{"U0OWNER"});
    EXPECT_THAT(office.type("U0KIM", "promise", "C0ROOM"),
                AllOf(HasSubstr("a free week"), HasSubstr("<@U0OWNER>"), HasSubstr("not approved yet")));
}

TEST_F(PromisePrompt, S0_88b_approve_and_refuse_without_a_number_promise_nothing) {
    for (const std::string typed :
         {"promise approve", "promise refuse", "promise approve two", "promise Refuse it all"})
        EXPECT_THAT(office.type("U0KIM", typed, "C0ROOM"), HasSubstr("the number is missing")) << typed;
    EXPECT_THAT(office.rescue("acme")->promises, SizeIs(0));
    EXPECT_THAT(office.type("U0KIM", "promise refuse", "C0ROOM"), HasSubstr("`/rescue promise acme refuse 1 why`"));
    office.type("U0KIM", "promise \"approve the returns within two days\"", "C0ROOM");
    EXPECT_THAT(office.rescue("acme")->promises, SizeIs(1)) << "in quotes it is a text";
}
