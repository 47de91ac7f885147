#include "playbooks/rescue/plan_linter.hpp"
#include "tests/playbooks/rescue/case_builder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace holdfast {
namespace {

using test::day;
using test::plan_of;
using test::Rescue;
using test::row;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(Plan, S1_17_a_row_without_text_owner_or_date_is_refused_in_its_field) {
    Rescue rescue;
    const auto field = [&](request::PlanRowInput bad) {
        const auto answer =
            rescue.ask("2026-03-03 11:00", plan_of({row(0, "Move the night shift", test::lead, "2026-03-06"), bad}));
        return answer ? std::string{} : answer.error().field;
    };
    EXPECT_EQ(field({0, "", test::lead, day("2026-03-06")}), "text_2");
    EXPECT_EQ(field({0, " \t\n", test::lead, day("2026-03-06")}), "text_2");
    EXPECT_EQ(field({0, "Call the carrier", {}, day("2026-03-06")}), "owner_2");
    EXPECT_EQ(field({0, "Call the carrier", test::lead, {}}), "due_2");
    EXPECT_THAT(rescue.state.plan, IsEmpty()) << "one bad row keeps all from being saved";
    EXPECT_FALSE(rescue.ask("2026-03-03 11:00", plan_of({})));
}

TEST(Plan, S1_04_dates_lie_within_fourteen_days) {
    Rescue rescue;
    const auto accepted = [&](std::string_view due) {
        auto fresh = rescue;
        return fresh.ask("2026-03-03 11:00", plan_of({row(0, "Move the night shift", test::lead, due)})).has_value();
    };
    EXPECT_FALSE(accepted("2026-03-02"));
    EXPECT_TRUE(accepted("2026-03-03"));
    EXPECT_TRUE(accepted("2026-03-17"));
    EXPECT_FALSE(accepted("2026-03-18"));
}

TEST(Plan, S1_04_today_is_where_the_writer_is) {
    Rescue rescue;
    rescue.company.zones[test::colleague] = "Pacific/Auckland";
    // Late on Tuesday in Berlin it is Wednesday in Auckland.
    const auto on_the_18th = plan_of({row(0, "Move the night shift", test::lead, "2026-03-18")});
    EXPECT_FALSE(rescue.ask("2026-03-03 22:00", on_the_18th, test::manager));
    EXPECT_TRUE(rescue.ask("2026-03-03 22:00", on_the_18th, test::colleague));
    EXPECT_TRUE(rescue.evidence(4).earned);
}

TEST(Plan, S1_04_an_overdue_row_stays_while_others_are_edited) {
    Rescue rescue;
    rescue.does("2026-03-03 11:00", plan_of({row(0, "Move the night shift", test::lead, "2026-03-04"),
                                             row(0, "Call the new carrier", test::lead, "2026-03-10")}));
    const auto kept = row(1, "Move the night shift", test::lead, "2026-03-04");
    rescue.does("2026-03-06 09:00", plan_of({kept, row(2, "Sign the new carrier", test::lead, "2026-03-11"),
                                             row(0, "Send the five statuses", test::manager, "2026-03-12")}));
    ASSERT_EQ(rescue.state.plan.size(), 3U);
    EXPECT_EQ(rescue.state.plan[0].due, day("2026-03-04"));
    EXPECT_EQ(rescue.state.plan[1].text, "Sign the new carrier");
    EXPECT_EQ(rescue.state.plan[1].moves, 1);
    EXPECT_EQ(rescue.state.plan[2].number, 3);

    auto edited = kept;
    edited.text = "Move the late shift";
    EXPECT_EQ(rescue.ask("2026-03-06 09:10", plan_of({edited})).error().field, "due_1");
    EXPECT_TRUE(rescue.ask("2026-03-06 09:10", plan_of({kept}))->empty());
}

TEST(Plan, S1_04_rows_are_finished_moved_and_dropped_by_number) {
    Rescue rescue;
    rescue.does("2026-03-03 11:00", plan_of({row(0, "Move the night shift", test::lead, "2026-03-04"),
                                             row(0, "Call the new carrier", test::lead, "2026-03-10")}));
    EXPECT_FALSE(rescue.ask("2026-03-03 12:00", request::FinishPlanRow{3}));
    EXPECT_FALSE(rescue.ask("2026-03-03 12:00", request::MovePlanRow{1, day("2026-03-18")}));
    EXPECT_FALSE(rescue.ask("2026-03-03 12:00", request::MovePlanRow{1, day("2026-03-02")}));
    EXPECT_TRUE(rescue.ask("2026-03-03 12:00", request::MovePlanRow{1, day("2026-03-04")})->empty());
    rescue.does("2026-03-03 12:00", request::MovePlanRow{1, day("2026-03-05")});
    EXPECT_FALSE(rescue.ask("2026-03-03 12:00", request::DropPlanRow{2, ""}));
    rescue.does("2026-03-03 12:00", request::FinishPlanRow{1})
        .does("2026-03-03 12:01", request::DropPlanRow{2, "not ours"});
    for (const int number : {1, 2}) {
        EXPECT_FALSE(rescue.ask("2026-03-03 13:00", request::FinishPlanRow{number})) << number;
        EXPECT_FALSE(rescue.ask("2026-03-03 13:00", request::DropPlanRow{number, "why"})) << number;
        EXPECT_FALSE(rescue.ask("2026-03-03 13:00", request::MovePlanRow{number, day("2026-03-06")})) << number;
        EXPECT_FALSE(
            rescue.ask("2026-03-03 13:00", plan_of({row(number, "Another text here", test::lead, "2026-03-06")})));
    }
    rescue.does("2026-03-03 14:00", plan_of({row(0, "Send the five statuses", test::lead, "2026-03-06")}));
    EXPECT_EQ(rescue.state.plan.back().number, 3) << "numbers are never used again";
}

TEST(Plan, S1_17_vague_texts_are_pointed_out_not_refused) {
    for (const auto* vague : {"Fix it", "look into the delays", "  Discuss the delivery plan",
                              "Follow up with Dana soon", "follow-up with the carrier", "x"}) {
        EXPECT_NE(vagueness(vague), "") << vague;
        Rescue rescue;
        rescue.does("2026-03-03 11:00", plan_of({row(0, vague, test::lead, "2026-03-06")}));
        EXPECT_THAT(plan_advice(rescue.state, rescue.company.policy), ElementsAre(HasSubstr("Row 1"))) << vague;
    }
    for (const auto* clear : {"Move the night shift", "Call Dana about invoices", "Overlook nothing in dispatch"}) {
        EXPECT_EQ(vagueness(clear), "") << clear;
    }
}

TEST(Plan, S1_17_a_text_begins_vaguely_with_whole_words_only) {
    for (const auto* vague :
         {"Check in with Dana", "check  in: the pallets", "Look\ninto the delays", "Discuss, then act"})
        EXPECT_THAT(vagueness(vague), HasSubstr("says little")) << vague;
    for (const auto* clear : {"Check inventory levels every evening", "Check incoming pallets twice",
                              "Follow uptime on a wallboard", "Look intonation up twice"})
        EXPECT_EQ(vagueness(clear), "") << clear;
}

TEST(Plan, S1_04_more_than_ten_open_rows_are_pointed_out) {
    Rescue rescue;
    std::vector<request::PlanRowInput> rows(10, row(0, "Move the night shift", test::lead, "2026-03-06"));
    rescue.does("2026-03-03 11:00", plan_of(rows));
    EXPECT_THAT(plan_advice(rescue.state, rescue.company.policy), IsEmpty());
    rescue.does("2026-03-03 11:00", plan_of({rows.front()}));
    EXPECT_THAT(plan_advice(rescue.state, rescue.company.policy), ElementsAre(HasSubstr("11 open rows")));
    rescue.does("2026-03-03 11:00", request::FinishPlanRow{1});
    EXPECT_THAT(plan_advice(rescue.state, rescue.company.policy), IsEmpty());
}

TEST(Plan, Q6_the_next_plan_is_asked_for_with_two_working_days_left_and_not_on_the_day_of_writing) {
    struct Example {
        std::string_view last;
        std::string_view asked;
    };
    for (const auto& [last, asked] : std::vector<Example>{
             {"2026-03-17", "03-13 09:00"}, // Tuesday: Monday and Tuesday are left after Friday
             {"2026-03-13", "03-11 09:00"},
             {"2026-03-14", "03-11 09:00"}, // a Saturday: Thursday and Friday are left
             {"2026-03-15", "03-11 09:00"},
             {"2026-03-04", "03-04 09:00"},
             {"2026-03-03", "03-04 09:00"},
         }) {
        Rescue rescue;
        rescue.does("2026-03-03 11:00", plan_of({row(0, "Move the night shift", test::lead, last)}));
        const auto reminders = rescue.wanted(ReminderKind::plan_ends);
        ASSERT_EQ(reminders.size(), 1U) << last;
        EXPECT_EQ(test::day_and_clock(reminders[0].due), asked) << last;
    }
}

TEST(Plan, Q6_a_longer_plan_moves_the_question) {
    Rescue rescue;
    rescue.does("2026-03-03 11:00", plan_of({row(0, "Move the night shift", test::lead, "2026-03-06")}))
        .does("2026-03-04 11:00", plan_of({row(0, "Call the new carrier", test::lead, "2026-03-17")}));
    const auto reminders = rescue.wanted(ReminderKind::plan_ends);
    ASSERT_EQ(reminders.size(), 1U);
    EXPECT_EQ(test::day_and_clock(reminders[0].due), "03-13 09:00");
}

TEST(Plan, S1_04_the_lead_hears_of_a_row_that_is_a_working_day_late) {
    Rescue rescue;
    rescue.does("2026-03-03 09:30", request::TakeRole{RescueRole::recovery_lead, test::lead})
        .does("2026-03-03 11:00", plan_of({row(0, "Move the night shift", test::colleague, "2026-03-06"),
                                           row(0, "Call the new carrier", test::lead, "2026-03-06")}));
    const auto late = rescue.wanted(ReminderKind::plan_row_late);
    ASSERT_EQ(late.size(), 1U) << "the lead needs no message about the lead's own row";
    EXPECT_EQ(test::day_and_clock(late[0].due), "03-09 17:30");
    EXPECT_THAT(late[0].to, ElementsAre(test::lead));
    rescue.does("2026-03-06 11:00", request::MovePlanRow{1, day("2026-03-10")});
    EXPECT_EQ(test::day_and_clock(rescue.wanted(ReminderKind::plan_row_late).at(0).due), "03-11 17:30");
    rescue.does("2026-03-06 11:00", request::FinishPlanRow{1});
    EXPECT_THAT(rescue.wanted(ReminderKind::plan_row_late), IsEmpty());
}

RC_GTEST_PROP(Plan, S1_17_whatever_is_saved_has_text_owner_and_a_date_within_the_horizon,
              (std::string text, int offset)) {
    Rescue rescue;
    const auto today = day("2026-03-03");
    const auto due = today + date::days{offset % 40};
    const auto owner = *rc::gen::elementOf(std::vector<UserId>{{}, test::lead});
    const auto saved = rescue.ask("2026-03-03 11:00", plan_of({{0, text, owner, due}}));
    const bool blank = text.find_first_not_of(" \t\n\v\f\r") == std::string::npos;
    const bool good = !blank && owner && due >= today && due <= today + date::days{14};
    RC_ASSERT(saved.has_value() == good);
    RC_ASSERT(rescue.evidence(4).earned == good);
}

} // namespace
} // namespace holdfast
