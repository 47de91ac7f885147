// What reminders say when they go out late or a second time (D-10): what is true then, once, and a way on.
#include "playbooks/rescue/reminders.hpp"
#include "tests/playbooks/rescue/case_builder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace holdfast {
namespace {

using test::moment;
using test::Rescue;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

request::SnoozeReminder snooze(std::string key, std::string_view until) {
    return {std::move(key), moment(until, test::berlin), "in a meeting"};
}

/// What one person was told about one kind of thing.
std::vector<std::string> told(const std::vector<test::Fired>& fired, const UserId& reader,
                              std::initializer_list<ReminderKind> kinds) {
    std::vector<std::string> texts;
    for (const auto& one : fired) {
        if (std::ranges::find(kinds, one.reminder.kind) == kinds.end()) continue;
        for (const auto& notice : one.notices) {
            if (notice.where == Notice::Where::person && notice.to == reader) texts.push_back(test::words(notice.line));
        }
    }
    return texts;
}

Rescue with_meeting() {
    Rescue rescue;
    rescue.does("2026-03-04 11:00", request::BookCheckin{2, 600, std::string{test::berlin}});
    return rescue;
}

const std::string day_before = "checkin/2026-03-10/600/1";
const std::string just_before = "checkin/2026-03-10/600/2";

TEST(OverdueReminders, D_10_a_meeting_is_announced_by_its_time_which_stays_true_however_late_it_is_read) {
    auto rescue = with_meeting();
    EXPECT_THAT(told(rescue.tick("2026-03-09 10:00"), test::manager, {ReminderKind::checkin}),
                ElementsAre("Acme GmbH: the weekly ten minutes: #."));
    rescue.does("2026-03-09 10:05", snooze(day_before, "2026-03-10 08:00"));
    EXPECT_THAT(told(rescue.tick("2026-03-10 08:00"), test::manager, {ReminderKind::checkin}),
                ElementsAre("Acme GmbH: the weekly ten minutes: #."));
}

TEST(OverdueReminders, D_10_nobody_is_told_of_a_meeting_after_it_has_begun) {
    auto rescue = with_meeting();
    rescue.tick("2026-03-09 10:00");
    EXPECT_THAT(told(rescue.tick("2026-03-10 09:57"), test::manager, {ReminderKind::checkin}),
                ElementsAre("Acme GmbH: the weekly ten minutes: #. Progress, what is next, numbers."));
    const auto answer = rescue.ask("2026-03-10 09:58", snooze(just_before, "2026-03-10 10:58"));
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().field, "until");
    EXPECT_THAT(answer.error().why, HasSubstr("the meeting has begun by then"));
    EXPECT_THAT(answer.error().instead, HasSubstr("`/rescue checkin acme set wed 10:00`")) << "and not its own time";
}

TEST(OverdueReminders, S1_07_the_question_for_the_figures_prints_a_command_that_fits_the_number_that_is_followed) {
    auto rescue = with_meeting();
    EXPECT_THAT(told(rescue.tick("2026-03-10 11:00"), test::manager, {ReminderKind::checkin}).back(),
                HasSubstr("`/rescue checkin acme set indicator:ontime target:95`"));
    rescue.does("2026-03-10 11:05", request::ChooseIndicator{"answer-hours", 4, true});
    EXPECT_THAT(told(rescue.tick("2026-03-17 11:00"), test::manager, {ReminderKind::checkin}).back(),
                HasSubstr("please log the weekly check-in: `/rescue checkin acme log answer-hours:4`"));
}

TEST(OverdueReminders, S1_07_the_next_meeting_does_not_answer_for_the_figures_of_the_last_one) {
    auto rescue = with_meeting();
    rescue.tick("2026-03-10 11:00");
    rescue.does("2026-03-10 11:05", snooze("checkin/2026-03-10/600/3", "2026-03-16 10:00"));
    EXPECT_THAT(told(rescue.tick("2026-03-16 10:00"), test::manager, {ReminderKind::checkin}),
                ElementsAre(HasSubstr("no number is followed in the weekly check-in yet"),
                            HasSubstr("the weekly ten minutes: #")));
}

TEST(OverdueReminders, S1_07_only_the_two_announcements_of_one_meeting_and_two_questions_for_figures_say_the_same) {
    const auto of_a_meeting = with_meeting().wanted(ReminderKind::checkin);
    ASSERT_THAT(of_a_meeting, SizeIs(3));
    const auto& tomorrow = of_a_meeting[0];
    const auto& at_once = of_a_meeting[1];
    const auto& figures = of_a_meeting[2];
    const auto a_week_later = [](Reminder reminder) {
        *reminder.expires += date::days{7};
        return reminder;
    };
    EXPECT_TRUE(are_about_the_same(tomorrow, at_once));
    EXPECT_FALSE(are_about_the_same(at_once, a_week_later(tomorrow)));
    EXPECT_FALSE(are_about_the_same(at_once, figures));
    EXPECT_FALSE(are_about_the_same(figures, a_week_later(tomorrow)));
    EXPECT_TRUE(are_about_the_same(figures, a_week_later(figures)));
}

TEST(OverdueReminders, D_10_of_one_matter_the_newest_alone_goes_out_after_a_standstill) {
    Rescue rescue;
    rescue.does("2026-03-03 09:30", request::TakeRole{RescueRole::recovery_lead, test::lead})
        .does("2026-03-03 09:40", test::call_with_sponsor(), test::account_manager);
    const auto fired = rescue.tick("2026-03-10 12:00");
    EXPECT_THAT(told(fired, test::account_manager, {ReminderKind::summary_unsent}), SizeIs(1));
    EXPECT_THAT(told(fired, test::lead, {ReminderKind::summary_unsent}), SizeIs(1)) << "who has not heard of it yet";
    for (const auto& one : fired) {
        if (!one.reminder.key.starts_with("summary/1/")) continue;
        const bool is_an_older_one = one.reminder.key == "summary/1/1" || one.reminder.key == "summary/1/2";
        EXPECT_EQ(one.event.pointless, is_an_older_one) << one.reminder.key;
        EXPECT_EQ(one.event.to.empty(), is_an_older_one) << one.reminder.key;
    }
    std::size_t about_step_1 = 0;
    for (const auto& text : told(fired, test::account_manager, {ReminderKind::step_nudge, ReminderKind::step_due})) {
        if (!text.contains("step 1,")) continue;
        ++about_step_1;
        EXPECT_THAT(text, HasSubstr("is overdue"));
    }
    EXPECT_EQ(about_step_1, 1U);
    EXPECT_THAT(told(rescue.tick("2026-03-10 12:01"), test::account_manager, {ReminderKind::summary_unsent}), IsEmpty())
        << "never twice";
}

TEST(OverdueReminders, D_10_a_step_is_due_at_its_time_and_overdue_when_it_comes_again) {
    Rescue rescue;
    EXPECT_THAT(told(rescue.tick("2026-03-03 17:30"), test::account_manager, {ReminderKind::step_due}),
                ElementsAre(HasSubstr("is due. Missing")));
    rescue.does("2026-03-03 17:35", snooze("step/1/due", "2026-03-04 09:30"), test::account_manager);
    EXPECT_THAT(told(rescue.tick("2026-03-04 09:30"), test::account_manager, {ReminderKind::step_due}).front(),
                HasSubstr("is overdue. Missing"));
}

TEST(OverdueReminders, S1_05_a_service_whose_end_has_passed_is_told_in_the_past_tense) {
    Rescue rescue;
    rescue.does("2026-03-03 14:00",
                request::GrantService{"premium response", {}, test::day("2026-03-13"), "ontime", {}});
    const auto texts = told(rescue.tick("2026-03-17 12:00"), test::account_manager, {ReminderKind::service_ends});
    EXPECT_THAT(texts, ElementsAre(HasSubstr("was to end on #")));
}

TEST(OverdueReminders, D_10_what_was_put_off_once_is_answered_with_what_fits_it) {
    Rescue rescue;
    const auto call = rescue.tick("2026-03-03 10:42").at(0).reminder.key;
    rescue.does("2026-03-03 10:45", snooze(call, "2026-03-03 11:00"));
    const auto refused = [&](std::string_view at, const std::string& key) {
        const auto answer = rescue.ask(at, snooze(key, "2026-03-03 17:00"));
        EXPECT_FALSE(answer) << key;
        return answer ? std::string{} : answer.error().instead;
    };
    EXPECT_THAT(refused("2026-03-03 10:46", call),
                AllOf(HasSubstr("/rescue call acme reached"), HasSubstr("delegate"), Not(HasSubstr("step"))));

    rescue.does("2026-03-03 10:50", test::call_with_sponsor());
    rescue.tick("2026-03-03 12:50");
    rescue.does("2026-03-03 12:51", snooze("summary/1/1", "2026-03-03 13:00"));
    EXPECT_THAT(refused("2026-03-03 12:52", "summary/1/1"),
                AllOf(HasSubstr("/rescue summary acme 1 sent"), Not(HasSubstr("step"))));

    rescue.does("2026-03-03 12:53", snooze("step/1/due", "2026-03-03 17:45"));
    EXPECT_THAT(refused("2026-03-03 12:54", "step/1/due"), HasSubstr("/rescue step acme 1 block why"));
}

} // namespace
} // namespace holdfast
