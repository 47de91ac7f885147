// A rescue may end as lost or as a false alarm while a note is not sent yet. The customer still waits for it: its
// writer reads, corrects and settles it as before.
#include "tests/bot/handle/office.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace holdfast;
using namespace holdfast::test;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

namespace {

const std::string manager = "U0MANAGER";
const std::string writer = "U0KIM";
const std::string text_of_draft = "new carrier starts on Monday";

EnteredValue entered(std::string field, std::string text) {
    return {std::move(field), "value", "plain_text_input", {std::move(text)}};
}

/// Kim's note about a meeting is a draft, and the rescue has ended in one of the two ways.
class DraftsOfThePast : public testing::TestWithParam<std::string> {
protected:
    DraftsOfThePast() {
        office.type(manager, "open acme late deliveries");
        office.give_room("acme", "C0ROOM");
        office.type(writer, "touch kind:meeting with:\"Ines Roth\" the " + text_of_draft, "C0ROOM");
        office.type(manager, "close acme " + GetParam());
        office.surface().seen.clear();
    }

    void SetUp() override {
        ASSERT_FALSE(office.rescue("acme")->is_open());
        ASSERT_THAT(office.rescue("acme")->summaries, SizeIs(1));
        ASSERT_EQ(draft().state, SummaryState::draft);
    }

    Summary draft() { return office.rescue("acme")->summaries.front(); }

    std::string last_seen() { return readable(office.surface().seen.back().json); }

    Office office;
};

TEST_P(DraftsOfThePast, S1_08_are_read_and_marked_as_sent_by_typing) {
    EXPECT_THAT(office.type(writer, "summary acme"), HasSubstr(text_of_draft));
    EXPECT_THAT(office.type(writer, "summary", "C0ROOM"), HasSubstr(text_of_draft)) << "the room implies the account";
    EXPECT_THAT(office.type(writer, "summary acme list"), AllOf(HasSubstr("0/1 sent"), HasSubstr("Show")));
    EXPECT_THAT(office.type(writer, "summary acme last sent"), HasSubstr("sent the summary of touch 1"));
    EXPECT_EQ(draft().state, SummaryState::sent);
}

TEST_P(DraftsOfThePast, S1_08_are_edited_and_discarded_by_typing) {
    EXPECT_THAT(office.type(writer, "summary acme 1 edit Dear Ines, goodbye"), Not(HasSubstr("⛔")));
    EXPECT_EQ(draft().text, "Dear Ines, goodbye");
    EXPECT_THAT(office.type(writer, "summary acme 1 discard they know it already"), Not(HasSubstr("⛔")));
    EXPECT_EQ(draft().state, SummaryState::discarded);
}

TEST_P(DraftsOfThePast, S1_08_are_copied_and_marked_as_sent_by_their_buttons) {
    office.press(writer, "summary.copy", "acme#1|1");
    EXPECT_THAT(last_seen(), HasSubstr(text_of_draft));
    office.press(writer, "summary.sent", "acme#1|1");
    EXPECT_EQ(draft().state, SummaryState::sent);
}

TEST_P(DraftsOfThePast, S1_08_are_edited_and_discarded_in_the_forms_of_their_buttons) {
    office.press(writer, "summary.edit", "acme#1|1");
    EXPECT_TRUE(office.submit(writer, {entered("text", "Dear Ines, goodbye")}).is_null());
    EXPECT_EQ(draft().text, "Dear Ines, goodbye");
    office.press(writer, "summary.discard", "acme#1|1");
    EXPECT_TRUE(office.submit(writer, {entered("reason", "they know it already")}).is_null());
    EXPECT_EQ(draft().state, SummaryState::discarded);
}

TEST_P(DraftsOfThePast, S1_08_stay_their_writers_alone) {
    EXPECT_THAT(office.type("U0NOSY", "summary acme"), AllOf(HasSubstr("<@U0KIM>"), Not(HasSubstr(text_of_draft))));
    office.press("U0NOSY", "summary.copy", "acme#1|1");
    EXPECT_THAT(last_seen(), AllOf(HasSubstr("<@U0KIM>"), Not(HasSubstr(text_of_draft))));
    office.press(manager, "summary.sent", "acme#1|1");
    EXPECT_EQ(draft().state, SummaryState::draft);
}

TEST_P(DraftsOfThePast, S1_08_of_an_earlier_rescue_keep_their_buttons_when_the_next_one_is_open) {
    office.type(manager, "open acme this time it is real");
    ASSERT_EQ(office.rescue("acme")->number, 2);
    office.press(writer, "summary.edit", "acme#1|1");
    EXPECT_TRUE(office.submit(writer, {entered("text", "Dear Ines, goodbye")}).is_null());
    office.press(writer, "summary.copy", "acme#1|1");
    EXPECT_THAT(last_seen(), HasSubstr("Dear Ines, goodbye"));
    EXPECT_THAT(office.rescue("acme")->summaries, SizeIs(0)) << "the next rescue has no part in it";
}

TEST_P(DraftsOfThePast, nothing_else_is_changed_by_a_button_of_a_rescue_that_is_over) {
    office.press(manager, "signal.dismiss", "acme#1|0");
    EXPECT_THAT(last_seen(), HasSubstr("out of date"));
    office.press(manager, "role.take", "acme#1|lead");
    EXPECT_THAT(last_seen(), HasSubstr("out of date"));
}

INSTANTIATE_TEST_SUITE_P(BothEnds, DraftsOfThePast,
                         testing::Values("lost rival they signed with Globex on 3 March",
                                         "false-alarm it was a planned reduction"),
                         [](const auto& tested) {
                             return tested.param.starts_with("lost") ? std::string{"lost"} : std::string{"false_alarm"};
                         });

TEST(Summary, S1_08_without_any_rescue_there_is_none_to_show) {
    Office office;
    EXPECT_THAT(office.type(manager, "summary acorn"), HasSubstr("No rescue is open for Acorn"));
}

TEST(Summary, S1_08_of_somebody_whose_name_slack_did_not_say_is_asked_about_before_it_counts_as_sent) {
    Office office;
    office.type(manager, "open acme late deliveries");
    office.give_room("acme", "C0ROOM");
    office.type("U0NEW", "touch kind:meeting with:\"Ines Roth\" the " + text_of_draft, "C0ROOM");
    ASSERT_THAT(office.rescue("acme")->summaries, SizeIs(1));
    EXPECT_THAT(office.rescue("acme")->summaries.front().text, HasSubstr("Kind regards\n[your name]"));
    EXPECT_THAT(office.type("U0NEW", "summary 1", "C0ROOM"),
                AllOf(HasSubstr("The text still says [your name]"), HasSubstr("Did you send it like this?")));
    office.press("U0NEW", "summary.sent", "acme#1|1", "C0ROOM");
    EXPECT_EQ(office.rescue("acme")->summaries.front().state, SummaryState::sent) << "Slack asked before the press";
}

} // namespace
