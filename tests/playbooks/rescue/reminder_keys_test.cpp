#include "tests/playbooks/rescue/case_builder.hpp"

#include <gtest/gtest.h>

#include <set>

namespace holdfast {
namespace {

using test::Rescue;

/// A rescue that wants reminders of nearly every kind at once.
Rescue busy() {
    Rescue rescue;
    rescue.does("2026-03-03 09:30", request::TakeRole{RescueRole::recovery_lead, test::lead})
        .does("2026-03-03 09:40", test::touch_with("Dana Fox"))
        .does("2026-03-03 11:00", test::plan_of({test::row(0, "Move the night shift", test::colleague, "2026-03-06")}))
        .does("2026-03-03 14:00", request::GrantService{"premium response", {}, test::day("2026-03-17"), "ontime", {}})
        .does("2026-03-03 14:05", request::BookCheckin{2, 600, std::string{test::berlin}})
        .does("2026-03-03 14:06", request::ChooseIndicator{"ontime", 95, false})
        .does("2026-03-03 14:07", request::LogIndicator{"ontime", 96})
        .does("2026-03-10 14:07", request::LogIndicator{"ontime", 96});
    return rescue;
}

TEST(ReminderKeys, a_key_alone_says_what_the_reminder_is_about) {
    const auto rescue = busy();
    std::set<ReminderKind> kinds;
    for (const auto& reminder : rescue.wanted()) {
        const auto about = reminded_of(reminder.key);
        ASSERT_TRUE(about) << reminder.key;
        EXPECT_EQ(about->kind, reminder.kind) << reminder.key;
        EXPECT_EQ(about->number, reminder.number) << reminder.key;
        EXPECT_EQ(reminded_of(reminder.key + "/again")->kind, reminder.kind);
        kinds.insert(reminder.kind);
    }
    EXPECT_GE(kinds.size(), 9U);
    for (const auto* nonsense : {"", "/", "nothing/1", "unknown"}) EXPECT_FALSE(reminded_of(nonsense)) << nonsense;
}

TEST(Checkin, S1_07_a_question_that_was_not_answered_can_be_put_off_and_comes_again) {
    Rescue rescue;
    rescue.does("2026-03-04 11:00", request::BookCheckin{2, 600, std::string{test::berlin}})
        .does("2026-03-04 11:01", request::ChooseIndicator{"ontime", 95, false});
    rescue.tick("2026-03-10 11:00");
    std::string key;
    for (const auto& [fired, sent] : rescue.state.fired) {
        if (fired.starts_with("checkin/") && fired.ends_with("/3")) key = fired;
    }
    ASSERT_FALSE(key.empty());
    ASSERT_TRUE(live_reminder(rescue.state, key, rescue.company.around()));
    const auto later = test::moment("2026-03-10 15:00", test::berlin);
    rescue.does("2026-03-10 11:05", request::SnoozeReminder{key, later, "in a meeting"});
    int asked = 0;
    for (const auto& fired : rescue.tick("2026-03-10 15:00")) asked += fired.reminder.key == key + "/again" ? 1 : 0;
    EXPECT_EQ(asked, 1);
    rescue.does("2026-03-10 15:01", request::LogIndicator{"ontime", 96});
    EXPECT_FALSE(live_reminder(rescue.state, key, rescue.company.around()));
}

} // namespace
} // namespace holdfast
