// What people press and submit long after it was drawn, and other input that must not reach further than it was meant.
#include "tests/bot/handle/office.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace holdfast;
using namespace holdfast::test;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

namespace {

const std::string manager = "U0MANAGER";

void open_first_and_second_rescue(Office& office) {
    office.type(manager, "open acme late deliveries");
    ASSERT_NE(office.rescue("acme"), nullptr);
    office.press(manager, "signal.dismiss", "acme#1|0");
    office.type(manager, "close acme false-alarm it was a planned reduction");
    office.type(manager, "open acme this time it is real");
    ASSERT_EQ(office.rescue("acme")->number, 2);
}

} // namespace

TEST(StaleForm, of_a_closed_rescue_does_not_touch_the_next_one) {
    Office office;
    // The form for dismissing the signal of the first rescue stays open on somebody's screen.
    office.type(manager, "open acme late deliveries");
    office.press(manager, "signal.dismiss", "acme#1|0");
    const auto form = office.surface().seen.back();
    office.type(manager, "close acme false-alarm it was a planned reduction");
    office.type(manager, "open acme this time it is real");
    office.surface().seen.push_back(form);
    EXPECT_FALSE(office.submit(manager, {{"reason", "value", "plain_text_input", {"old news"}}}).is_null());
    EXPECT_EQ(office.rescue("acme")->number, 2);
    EXPECT_EQ(office.rescue("acme")->status, CaseStatus::active);
    EXPECT_FALSE(office.rescue("acme")->signals.front().dismissed);
}

TEST(StaleButton, of_a_closed_rescue_logs_no_call) {
    Office office;
    open_first_and_second_rescue(office);
    office.press(manager, "call.reached", "acme#1");
    EXPECT_TRUE(office.rescue("acme")->call.owed());
    EXPECT_THAT(office.rescue("acme")->touches, IsEmpty());
    EXPECT_THAT(readable(office.surface().seen.back().json), HasSubstr("out of date"));
}

TEST(SponsorCall, S1_24_two_people_who_press_at_once_log_one_call) {
    Office office;
    office.type(manager, "open acme late deliveries");
    const auto id = office.rescue("acme")->id;
    request::LogTouch call;
    call.with_sponsor = true;
    const auto log = [&](const char* user) {
        return office.run(office.desk().change_case(id, {call}, Actor{UserId{user}, false}, {}));
    };
    EXPECT_TRUE(log("U0MANAGER").has_value());
    EXPECT_FALSE(log("U0KIM").has_value());
    EXPECT_THAT(office.rescue("acme")->touches, SizeIs(1));
}

TEST(Share, rule_2_is_for_reading_only_so_a_note_may_end_in_the_word) {
    Office office;
    office.type(manager, "open acme late deliveries");
    const auto answer = office.type("U0OWNER", "timeline acme add they told us about their market share", "C0SHARED");
    EXPECT_THAT(answer, Not(HasSubstr("another organisation")));
    ASSERT_THAT(office.rescue("acme")->notes, SizeIs(1));
    EXPECT_EQ(office.rescue("acme")->notes.front().text, "they told us about their market share");
}

TEST(Facts, S1_01_blanks_are_no_answer) {
    Office office;
    office.type(manager, "open acme late deliveries");
    ASSERT_EQ(office.type(manager, "step acme 1"), "form facts");
    const auto errors = office.submit(manager, {{"what_happened", "value", "plain_text_input", {"   "}},
                                                {"outcomes_hit", "value", "plain_text_input", {" "}},
                                                {"promises_broken", "value", "plain_text_input", {"\t"}}});
    EXPECT_TRUE(errors.contains("what_happened"));
    EXPECT_FALSE(office.rescue("acme")->facts.has_value());
}

TEST(Shortcut, my_to_dos_are_listed) {
    Office office;
    Shortcut shortcut;
    shortcut.callback_id = "shortcut.todo";
    shortcut.user = UserId{manager};
    shortcut.trigger_id = "trigger-todo";
    office.send(shortcut);
    ASSERT_THAT(office.surface().seen, SizeIs(1));
    EXPECT_THAT(readable(office.surface().seen.back().json), Not(HasSubstr("went wrong")));
}

TEST(Account, ids_that_differ_in_case_alone_are_refused) {
    Office office;
    EXPECT_THAT(office.type(manager, "account add ACME name:\"Dup\""), HasSubstr("called so already"));
    EXPECT_THAT(office.type(manager, "status acorn"), HasSubstr("Acorn"));
}
