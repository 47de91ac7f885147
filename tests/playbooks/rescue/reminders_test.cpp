#include "playbooks/rescue/reminders.hpp"
#include "tests/playbooks/rescue/case_builder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace holdfast {
namespace {

using namespace std::chrono_literals;
using test::call_with_sponsor;
using test::Company;
using test::moment;
using test::Rescue;
using testing::ElementsAre;
using testing::IsEmpty;

struct Sent {
    std::string at;
    UserId to;
    bool operator==(const Sent&) const = default;
};
void PrintTo(const Sent& sent, std::ostream* out) {
    *out << sent.at << " " << sent.to.value;
}

std::vector<Sent> sent(const Rescue& rescue, ReminderKind kind, int number) {
    std::vector<Sent> result;
    for (const auto& reminder : rescue.wanted(kind)) {
        if (reminder.number != number) continue;
        for (const auto& person : reminder.to) result.push_back({test::day_and_clock(reminder.due), person});
    }
    return result;
}

Rescue with_lead(std::string_view trip = "2026-03-03 09:12") {
    Rescue rescue{trip};
    rescue.apply(event::RoleTaken{RescueRole::recovery_lead, test::lead});
    return rescue;
}

TEST(StepReminders, S1_01_nudge_then_due_then_one_level_up_at_a_time) {
    const auto rescue = with_lead();
    EXPECT_THAT(sent(rescue, ReminderKind::step_nudge, 1), ElementsAre(Sent{"03-03 11:12", test::account_manager}));
    EXPECT_THAT(sent(rescue, ReminderKind::step_due, 1), ElementsAre(Sent{"03-03 17:30", test::account_manager}));
    EXPECT_THAT(sent(rescue, ReminderKind::step_escalation, 1),
                ElementsAre(Sent{"03-04 10:00", test::lead}, Sent{"03-04 12:00", test::manager},
                            Sent{"03-04 17:00", test::executive}));
}

TEST(StepReminders, S1_01_opened_late_the_nudge_is_left_out) {
    EXPECT_THAT(sent(with_lead("2026-03-03 16:00"), ReminderKind::step_nudge, 1), IsEmpty());
    EXPECT_THAT(sent(with_lead("2026-03-03 23:50"), ReminderKind::step_nudge, 1),
                ElementsAre(Sent{"03-04 11:00", test::account_manager}));
}

TEST(StepReminders, S0_86c_nobody_hears_twice_of_the_same_step) {
    Rescue rescue;
    // The manager leads and is the executive sponsor as well.
    rescue.apply(event::RoleTaken{RescueRole::recovery_lead, test::executive});
    std::vector<UserId> told;
    for (const auto& one : sent(rescue, ReminderKind::step_escalation, 1)) told.push_back(one.to);
    EXPECT_THAT(told, ElementsAre(test::executive, test::manager));
}

TEST(StepReminders, S0_86c_a_deactivated_level_is_passed_over) {
    auto rescue = with_lead();
    rescue.company.deactivated.insert(test::manager);
    std::vector<UserId> told;
    for (const auto& one : sent(rescue, ReminderKind::step_escalation, 1)) told.push_back(one.to);
    EXPECT_THAT(told, ElementsAre(test::lead, test::executive));
    // A reminder whose only addressee is gone goes to the next level instead of nowhere.
    rescue.company.deactivated = {test::account_manager};
    EXPECT_THAT(sent(rescue, ReminderKind::step_due, 1), ElementsAre(Sent{"03-03 17:30", test::manager}));
}

TEST(StepReminders, S1_10_an_earned_blocked_or_skipped_step_is_silent) {
    auto rescue = with_lead();
    rescue.does("2026-03-03 10:00", request::RecordFacts{"a", "b", "c"});
    EXPECT_THAT(sent(rescue, ReminderKind::step_due, 1), IsEmpty());
    EXPECT_THAT(sent(rescue, ReminderKind::step_escalation, 1), IsEmpty());
    rescue.does("2026-03-03 10:00", request::ChangeStep{6, event::StepMark::blocked, {}, {}, "no introduction"})
        .does("2026-03-03 10:00", request::ChangeStep{7, event::StepMark::skipped, {}, {}, "they refuse"});
    EXPECT_THAT(sent(rescue, ReminderKind::step_due, 6), IsEmpty());
    EXPECT_THAT(sent(rescue, ReminderKind::step_due, 7), IsEmpty());
}

TEST(StepReminders, S1_04_a_new_date_starts_a_new_series) {
    auto rescue = with_lead();
    rescue.tick("2026-03-06 12:00");
    EXPECT_THAT(sent(rescue, ReminderKind::step_due, 4), IsEmpty());
    rescue.does("2026-03-06 13:00", request::ChangeStep{4, {}, {}, moment("2026-03-10 12:00", test::berlin), ""});
    EXPECT_THAT(sent(rescue, ReminderKind::step_due, 4), ElementsAre(Sent{"03-10 12:00", test::lead}));
}

TEST(SummaryReminders, S1_08_chases_after_two_hours_at_the_end_of_the_day_next_morning_and_then_the_lead) {
    auto rescue = with_lead();
    rescue.does("2026-03-03 09:40", call_with_sponsor());
    EXPECT_THAT(sent(rescue, ReminderKind::summary_unsent, 1),
                ElementsAre(Sent{"03-03 11:40", test::manager}, Sent{"03-03 17:30", test::manager},
                            Sent{"03-04 09:00", test::manager}, Sent{"03-05 09:00", test::lead}));
    rescue.does("2026-03-03 12:00", request::SendSummary{1});
    EXPECT_THAT(sent(rescue, ReminderKind::summary_unsent, 1), IsEmpty());
}

TEST(SummaryReminders, S1_08_late_touches_and_weekends_wait_for_working_time) {
    auto late = with_lead();
    late.does("2026-03-03 16:45", call_with_sponsor());
    EXPECT_THAT(sent(late, ReminderKind::summary_unsent, 1),
                ElementsAre(Sent{"03-04 09:00", test::manager}, Sent{"03-05 09:00", test::lead}));
    auto saturday = with_lead();
    saturday.does("2026-03-07 12:00", call_with_sponsor());
    EXPECT_THAT(sent(saturday, ReminderKind::summary_unsent, 1),
                ElementsAre(Sent{"03-09 09:00", test::manager}, Sent{"03-09 17:30", test::manager},
                            Sent{"03-10 09:00", test::manager}, Sent{"03-11 09:00", test::lead}));
}

TEST(SummaryReminders, S1_08_the_leads_own_summary_goes_up_to_the_manager) {
    auto rescue = with_lead();
    rescue.does("2026-03-03 09:40", call_with_sponsor(), test::lead);
    EXPECT_EQ(sent(rescue, ReminderKind::summary_unsent, 1).back(), (Sent{"03-05 09:00", test::manager}));
}

TEST(SummaryReminders, S1_08_a_draft_is_offered_to_its_writer_alone_and_once_they_have_left_to_whoever_took_it_over) {
    auto rescue = with_lead();
    rescue.does("2026-03-03 09:40", call_with_sponsor());
    for (const auto& fired : rescue.tick("2026-03-04 09:00")) {
        for (const auto& notice : fired.notices)
            if (notice.summary != 0) EXPECT_EQ(notice.to, test::manager);
    }
    rescue.company.deactivated.insert(test::manager);
    EXPECT_THAT(sent(rescue, ReminderKind::summary_unsent, 1),
                ElementsAre(Sent{"03-03 11:40", test::lead}, Sent{"03-05 09:00", test::executive}));
    bool told = false;
    for (const auto& fired : rescue.tick("2026-03-04 09:10")) {
        for (const auto& notice : fired.notices) {
            if (fired.reminder.kind != ReminderKind::summary_unsent) continue;
            EXPECT_EQ(notice.to, test::lead);
            EXPECT_EQ(notice.summary, 1);
            EXPECT_THAT(test::words(notice.line), testing::HasSubstr("@UMANAGER has left Slack"));
            told = true;
        }
    }
    EXPECT_TRUE(told);
}

TEST(RoleReminders, S0_106_two_days_after_the_opening_three_roles_are_filled_or_lead_and_manager_hear_of_it) {
    auto rescue = with_lead(); // and an executive sponsor
    EXPECT_THAT(sent(rescue, ReminderKind::going_alone, 0),
                ElementsAre(Sent{"03-05 09:12", test::lead}, Sent{"03-05 09:12", test::manager}));
    rescue.apply(event::RoleTaken{RescueRole::support_lead, test::lead});
    EXPECT_THAT(sent(rescue, ReminderKind::going_alone, 0), IsEmpty()) << "one person may hold several";
    rescue.company.deactivated.insert(test::executive);
    EXPECT_EQ(sent(rescue, ReminderKind::going_alone, 0).size(), 2U) << "whoever has left fills no role";
    std::string said;
    for (const auto& fired : rescue.tick("2026-03-05 09:12")) {
        if (fired.reminder.kind == ReminderKind::going_alone) said = test::words(fired.notices.at(0).line);
    }
    EXPECT_THAT(said, testing::HasSubstr("2 of the 5 roles filled so far"));
    EXPECT_THAT(sent(rescue, ReminderKind::going_alone, 0), IsEmpty()) << "once";
}

TEST(SummaryReminders, S4_10_go_on_through_the_watch) {
    auto rescue = with_lead();
    rescue.apply(event::RescueClosed{event::Outcome::recovered, "", ""});
    rescue.does("2026-03-03 09:40", call_with_sponsor());
    EXPECT_EQ(sent(rescue, ReminderKind::summary_unsent, 1).size(), 4U);
    rescue.apply(event::RescueClosed{event::Outcome::lost, "", ""});
    EXPECT_THAT(rescue.wanted(), IsEmpty());
}

std::string silence(const Rescue& rescue) {
    const auto reminders = rescue.wanted(ReminderKind::touch_silence);
    return reminders.empty() ? "never" : test::day_and_clock(reminders[0].due);
}

TEST(TouchSilence, S0_88a_asks_after_three_working_days_without_a_touch) {
    Rescue rescue;
    EXPECT_EQ(silence(rescue), "03-06 09:00");
    rescue.does("2026-03-05 10:00", test::touch_with("Dana Fox"));
    EXPECT_EQ(silence(rescue), "03-10 09:00");
    auto backdated = test::touch_with("Dana Fox");
    backdated.touch.at = moment("2026-03-03 15:00", test::berlin);
    rescue.does("2026-03-05 11:00", backdated);
    EXPECT_EQ(silence(rescue), "03-10 09:00") << "the latest touch counts, not the last one written down";
    rescue.tick("2026-03-10 09:00");
    EXPECT_EQ(silence(rescue), "never") << "once is enough until the next touch";
}

TEST(TouchSilence, S0_88a_a_relapse_starts_the_count_anew) {
    Rescue rescue;
    rescue.does("2026-03-05 10:00", test::touch_with("Dana Fox"));
    rescue.apply(event::RescueClosed{event::Outcome::recovered, "", ""});
    const auto trip = moment("2026-04-14 09:12", test::berlin);
    ASSERT_TRUE(rescue.ask(trip, request::AddSignal{{SignalKind::tickets_up, trip, {{"now", 15}}, {}, {}}}, Actor{}));
    EXPECT_EQ(silence(rescue), "04-17 09:00");
}

TEST(TouchSilence, S0_88a_asks_again_after_a_relapse_though_no_touch_was_logged_in_between) {
    Rescue rescue;
    rescue.tick("2026-03-06 09:00");
    ASSERT_TRUE(rescue.state.fired.contains("silence/0")) << "as it is called before any relapse";
    EXPECT_EQ(silence(rescue), "never");
    rescue.apply(event::RescueClosed{event::Outcome::recovered, "", ""});
    const auto trip = moment("2026-04-14 09:12", test::berlin);
    ASSERT_TRUE(rescue.ask(trip, request::AddSignal{{SignalKind::tickets_up, trip, {{"now", 15}}, {}, {}}}, Actor{}));
    EXPECT_EQ(silence(rescue), "04-17 09:00");
    const auto about = reminded_of(rescue.wanted(ReminderKind::touch_silence).at(0).key);
    ASSERT_TRUE(about);
    EXPECT_EQ(about->kind, ReminderKind::touch_silence);
    EXPECT_EQ(about->number, 0);
    rescue.tick("2026-04-17 09:00");
    EXPECT_EQ(silence(rescue), "never") << "once";
}

TEST(TouchSilence, S0_88a_what_an_older_version_sent_after_the_relapse_is_not_sent_again) {
    Rescue rescue;
    rescue.apply(event::RescueClosed{event::Outcome::recovered, "", ""});
    const auto trip = moment("2026-04-14 09:12", test::berlin);
    ASSERT_TRUE(rescue.ask(trip, request::AddSignal{{SignalKind::tickets_up, trip, {{"now", 15}}, {}, {}}}, Actor{}));
    rescue.now = moment("2026-04-17 09:00", test::berlin);
    rescue.apply(event::ReminderFired{"silence/0", {test::account_manager}}, {});
    EXPECT_EQ(silence(rescue), "never");
    EXPECT_TRUE(live_reminder(rescue.state, "silence/0", rescue.company.around())) << "it can still be put off";
}

// D-10: snoozing.

request::SnoozeReminder snooze(std::string key, std::string_view until) {
    return {std::move(key), moment(until, test::berlin), "in a meeting"};
}

std::vector<std::string> fired_keys(const std::vector<test::Fired>& fired, std::string_view prefix) {
    std::vector<std::string> keys;
    for (const auto& one : fired) {
        if (one.reminder.key.starts_with(prefix)) keys.push_back(one.reminder.key);
    }
    return keys;
}

TEST(Snooze, D_10_a_reminder_that_went_out_comes_once_more_and_can_be_put_off_only_once) {
    auto rescue = with_lead();
    EXPECT_THAT(fired_keys(rescue.tick("2026-03-03 17:30"), "step/1/due"), ElementsAre("step/1/due"));
    rescue.does("2026-03-03 17:35", snooze("step/1/due", "2026-03-04 09:30"), test::account_manager);
    EXPECT_THAT(fired_keys(rescue.tick("2026-03-04 09:29"), "step/1/due"), IsEmpty());
    const auto again = fired_keys(rescue.tick("2026-03-04 09:30"), "step/1/due");
    EXPECT_THAT(again, ElementsAre("step/1/due/again"));
    EXPECT_FALSE(rescue.ask("2026-03-04 09:31", snooze("step/1/due", "2026-03-04 12:00")));
    EXPECT_FALSE(rescue.ask("2026-03-04 09:31", snooze("step/1/due/again", "2026-03-04 12:00")));
    EXPECT_THAT(fired_keys(rescue.tick("2026-03-20 12:00"), "step/1/due"), IsEmpty());
}

TEST(Snooze, D_10_put_off_before_it_went_out_it_comes_once) {
    auto rescue = with_lead();
    rescue.does("2026-03-03 12:00", snooze("step/1/due", "2026-03-04 09:30"));
    EXPECT_THAT(fired_keys(rescue.tick("2026-03-04 09:29"), "step/1/due"), IsEmpty());
    EXPECT_THAT(fired_keys(rescue.tick("2026-03-20 12:00"), "step/1/due"), ElementsAre("step/1/due"));
}

TEST(Snooze, D_10_a_step_that_is_done_meanwhile_does_not_come_back) {
    auto rescue = with_lead();
    rescue.tick("2026-03-03 17:30");
    rescue.does("2026-03-03 17:35", snooze("step/1/due", "2026-03-04 09:30"))
        .does("2026-03-03 17:40", request::RecordFacts{"a", "b", "c"});
    EXPECT_THAT(fired_keys(rescue.tick("2026-03-20 12:00"), "step/1"), IsEmpty());
    EXPECT_FALSE(rescue.ask("2026-03-20 12:00", snooze("step/1/due", "2026-03-21 09:30")));
}

TEST(Snooze, D_10_refuses_the_past_more_than_two_weeks_and_what_is_not_there) {
    auto rescue = with_lead();
    const auto past = rescue.ask("2026-03-03 12:00", snooze("step/1/due", "2026-03-03 12:00"));
    ASSERT_FALSE(past);
    EXPECT_EQ(past.error().instead, "/rescue snooze acme step/1/due 1h why") << "no other reminder is put off by it";
    const auto far = rescue.ask("2026-03-03 12:00", snooze("step/1/due", "2026-03-17 12:01"));
    ASSERT_FALSE(far);
    EXPECT_EQ(far.error().instead, "/rescue snooze acme step/1/due tomorrow why");
    EXPECT_FALSE(rescue.ask("2026-03-03 12:00", snooze("step/99/due", "2026-03-04 12:00")));
    EXPECT_TRUE(rescue.ask("2026-03-03 12:00", snooze("step/1/due", "2026-03-17 12:00")));
}

TEST(Snooze, S1_24_the_sponsor_call_is_not_put_off_past_its_due_time) {
    Rescue rescue;
    const auto fired = rescue.tick("2026-03-03 10:42");
    ASSERT_EQ(fired.size(), 1U);
    const auto key = fired[0].reminder.key;
    EXPECT_FALSE(rescue.ask("2026-03-03 10:45", snooze(key, "2026-03-03 18:01")));
    rescue.does("2026-03-03 10:45", snooze(key, "2026-03-03 12:00"));
    EXPECT_THAT(fired_keys(rescue.tick("2026-03-03 12:00"), "call/"), ElementsAre(key + "/again"));
    EXPECT_FALSE(rescue.ask("2026-03-03 12:01", snooze(key, "2026-03-03 13:00")));
}

// D-10: late ones are marked, and only those.

TEST(LateReminders, D_10_are_marked_after_a_standstill) {
    auto rescue = with_lead();
    const auto fired = rescue.tick("2026-03-05 12:00");
    ASSERT_FALSE(fired.empty());
    bool marked = false;
    for (const auto& one : fired) {
        EXPECT_EQ(one.event.late, one.reminder.due + 15min < rescue.now) << one.reminder.key;
        for (const auto& notice : one.notices) marked |= test::words(notice.line).contains("late");
    }
    EXPECT_TRUE(marked);
}

TEST(LateReminders, D_10_what_a_change_makes_due_at_once_is_not_late) {
    auto rescue = with_lead();
    rescue.does("2026-03-03 09:30", request::ShareContact{});
    rescue.tick("2026-03-06 12:00");
    // The new lead's contact is not shared yet: step 3, due days ago, is open again.
    rescue.does("2026-03-06 12:00", request::TakeRole{RescueRole::recovery_lead, test::colleague});
    const auto fired = rescue.tick("2026-03-06 12:01");
    ASSERT_FALSE(fired.empty());
    for (const auto& one : fired) EXPECT_FALSE(one.event.late) << one.reminder.key;
}

TEST(ReminderDue, D_10_one_that_is_not_wanted_or_not_due_yet_does_nothing) {
    Rescue rescue;
    EXPECT_TRUE(
        rescue.ask(moment("2026-03-03 10:00", test::berlin), request::ReminderDue{"step/1/due"}, Actor{})->empty());
    EXPECT_TRUE(
        rescue.ask(moment("2026-03-03 10:00", test::berlin), request::ReminderDue{"nonsense"}, Actor{})->empty());
    EXPECT_EQ(rescue.state.version, 1);
    rescue.apply(event::RescueClosed{event::Outcome::lost, "", ""});
    EXPECT_TRUE(
        rescue.ask(moment("2026-03-09 10:00", test::berlin), request::ReminderDue{"step/1/due"}, Actor{})->empty());
}

TEST(ReminderDue, D_10_the_case_knows_when_each_went_out_and_to_whom) {
    auto rescue = with_lead();
    rescue.tick("2026-03-03 17:30");
    const auto& nudge = rescue.state.fired.at("step/1/nudge");
    const auto& due = rescue.state.fired.at("step/1/due");
    EXPECT_THAT(due.to, ElementsAre(test::account_manager));
    EXPECT_EQ(due.at, moment("2026-03-03 17:30", test::berlin));
    EXPECT_THAT(nudge.to, IsEmpty()) << "the newer one says it";
    EXPECT_EQ(nudge.at, due.at) << "after a standstill both are dealt with at once";
    EXPECT_LT(nudge.event, due.event);
}

} // namespace
} // namespace holdfast
