// What is still to be done while a recovery is watched: safeguards (S1-09) and open rows of the plan.
#include "playbooks/rescue/todo.hpp"
#include "tests/playbooks/rescue/case_builder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace holdfast {
namespace {

using test::day;
using test::moment;
using test::Rescue;
using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

/// A Friday.
constexpr std::string_view agreed_day = "2026-05-01";

event::ReviewHeld review(std::string_view due = agreed_day) {
    event::ReviewHeld held;
    held.what_happened = "two late deliveries";
    held.safeguards = {{"a second carrier is under contract", test::lead, day(due)}};
    held.sponsor_present = true;
    return held;
}

Rescue recovered(std::string_view due = agreed_day) {
    Rescue rescue;
    rescue.does("2026-03-03 11:00",
                test::plan_of({test::row(0, "Move the night shift", test::colleague, "2026-03-13")}));
    rescue.does("2026-03-10 10:00", request::HoldReview{review(due)});
    EXPECT_EQ(rescue.state.status, CaseStatus::watch);
    return rescue;
}

std::vector<std::string> todos(const Rescue& rescue, const UserId& person, std::string_view at) {
    std::vector<std::string> texts;
    for (const auto& item : todo(rescue.state, person, moment(at, test::berlin), rescue.company.around()))
        texts.push_back(test::words(item.line) + (item.overdue ? " overdue" : ""));
    return texts;
}

TEST(Safeguard, S1_09_its_owner_is_told_and_the_record_holds_its_words) {
    Rescue rescue;
    auto held = review();
    held.gesture = true;
    held.gesture_reason = "a plant tour for their team";
    rescue.apply(held);
    EXPECT_THAT(rescue.told_of_the_last(), ElementsAre(test::lead));
    EXPECT_THAT(test::words(rescue.notices_of_the_last().back().line),
                AllOf(HasSubstr("Acme GmbH"), HasSubstr("“a second carrier is under contract”, due #.")));
    EXPECT_THAT(rescue.last_words(),
                AllOf(HasSubstr("1 safeguard. “a second carrier is under contract” (@ULEAD, due #)."),
                      HasSubstr("A gesture of goodwill: a plant tour for their team.")));
    rescue.apply(review(), test::lead);
    EXPECT_THAT(rescue.told_of_the_last(), IsEmpty()) << "who wrote it down knows it";
}

TEST(Safeguard, S1_09_is_in_the_to_dos_until_its_day_is_over) {
    const auto rescue = recovered();
    EXPECT_THAT(todos(rescue, test::lead, "2026-03-11 09:00"),
                Contains("Safeguard: a second carrier is under contract"));
    EXPECT_THAT(todos(rescue, test::lead, "2026-05-01 20:00"),
                Contains("Safeguard: a second carrier is under contract overdue"));
    EXPECT_THAT(todos(rescue, test::lead, "2026-05-02 09:00"), IsEmpty());
    EXPECT_THAT(todos(rescue, test::stranger, "2026-03-11 09:00"), IsEmpty());
}

TEST(Safeguard, S1_09_comes_back_on_its_day_during_the_watch) {
    auto rescue = recovered();
    ASSERT_THAT(rescue.wanted(ReminderKind::safeguard_due), SizeIs(1));
    EXPECT_EQ(test::day_and_clock(rescue.wanted(ReminderKind::safeguard_due)[0].due), "05-01 09:00");
    std::vector<std::string> said;
    for (const auto& fired : rescue.tick("2026-05-01 09:00")) {
        if (fired.reminder.kind != ReminderKind::safeguard_due) continue;
        EXPECT_THAT(fired.event.to, ElementsAre(test::lead));
        said.push_back(test::words(fired.notices.at(0).line));
        const auto about = reminded_of(fired.reminder.key);
        ASSERT_TRUE(about);
        EXPECT_EQ(about->kind, ReminderKind::safeguard_due);
        EXPECT_EQ(about->number, 1);
    }
    EXPECT_THAT(said, ElementsAre(HasSubstr("your safeguard “a second carrier is under contract” is due #.")));
    EXPECT_THAT(rescue.wanted(ReminderKind::safeguard_due), IsEmpty()) << "once";
}

TEST(Safeguard, S1_09_on_a_weekend_it_comes_on_the_working_day_before_and_never_on_the_day_of_the_review) {
    const auto sunday = recovered("2026-05-03");
    EXPECT_EQ(test::day_and_clock(sunday.wanted(ReminderKind::safeguard_due).at(0).due), "05-01 09:00");
    const auto today = recovered("2026-03-10");
    EXPECT_THAT(today.wanted(ReminderKind::safeguard_due), IsEmpty());
}

TEST(PlanInTheWatch, S1_04_open_rows_stay_to_dos_and_are_reminded_of) {
    auto rescue = recovered();
    EXPECT_THAT(todos(rescue, test::colleague, "2026-03-11 09:00"), ElementsAre("Plan row 1: Move the night shift"));
    EXPECT_THAT(rescue.wanted(ReminderKind::plan_row_late), SizeIs(1));
    EXPECT_THAT(rescue.wanted(ReminderKind::plan_ends), IsEmpty()) << "the watch needs no plan of its own";
    rescue.does("2026-03-11 10:00",
                test::plan_of({test::row(0, "Send the figures of March", test::colleague, "2026-03-20")}));
    EXPECT_THAT(todos(rescue, test::colleague, "2026-03-11 11:00"), SizeIs(2));
    rescue.does("2026-03-12 10:00", request::FinishPlanRow{1, ""}, test::colleague)
        .does("2026-03-12 10:01", request::FinishPlanRow{2, ""}, test::colleague);
    EXPECT_THAT(todos(rescue, test::colleague, "2026-03-12 11:00"), IsEmpty());
    EXPECT_THAT(rescue.wanted(ReminderKind::plan_row_late), IsEmpty());
}

TEST(PlanInTheWatch, S1_04_what_was_late_before_the_closing_is_no_news_in_the_watch) {
    Rescue rescue;
    rescue.does("2026-03-03 11:00", test::plan_of({test::row(0, "Move the night shift", test::colleague, "2026-03-04"),
                                                   test::row(0, "Send the figures", test::colleague, "2026-03-13")}));
    rescue.does("2026-03-10 10:00", request::HoldReview{review()});
    ASSERT_EQ(rescue.state.status, CaseStatus::watch);
    ASSERT_THAT(rescue.wanted(ReminderKind::plan_row_late), SizeIs(1));
    EXPECT_EQ(rescue.wanted(ReminderKind::plan_row_late)[0].number, 2);
}

TEST(PlanInTheWatch, S1_04_a_late_row_that_was_put_off_into_the_watch_comes_again) {
    Rescue rescue;
    rescue.does("2026-03-03 11:00",
                test::plan_of({test::row(0, "Move the night shift", test::colleague, "2026-03-04")}));
    rescue.tick("2026-03-06 09:00");
    const std::string late = "plan/1/2026-03-04/late";
    ASSERT_TRUE(rescue.state.fired.contains(late));
    rescue.does("2026-03-06 09:05", request::SnoozeReminder{late, moment("2026-03-11 10:00", test::berlin), "ill"})
        .does("2026-03-10 10:00", request::HoldReview{review()});
    ASSERT_THAT(rescue.wanted(ReminderKind::plan_row_late), SizeIs(1));
    EXPECT_EQ(test::day_and_clock(rescue.wanted(ReminderKind::plan_row_late)[0].due), "03-11 10:00");
}

} // namespace
} // namespace holdfast
