#include "playbooks/rescue/checklist.hpp"
#include "playbooks/rescue/ladder.hpp"
#include "tests/playbooks/rescue/case_builder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace holdfast {
namespace {

using test::call_with_sponsor;
using test::Company;
using test::day;
using test::moment;
using test::Rescue;
using test::row;
using testing::HasSubstr;

request::ChangeStep mark(int step, event::StepMark mark, std::string note) {
    request::ChangeStep asked;
    asked.step = step;
    asked.mark = mark;
    asked.note = std::move(note);
    return asked;
}

TEST(Checklist, S1_01_facts_need_all_three_answers_and_a_dated_row) {
    Rescue rescue;
    EXPECT_FALSE(rescue.evidence(1).earned);
    EXPECT_FALSE(rescue.ask("2026-03-03 09:30", request::RecordFacts{"", "output fell", "on time"}));
    EXPECT_FALSE(rescue.ask("2026-03-03 09:30", request::RecordFacts{"late twice", "", "on time"}));
    EXPECT_FALSE(rescue.ask("2026-03-03 09:30", request::RecordFacts{"late twice", "output fell", ""}));
    EXPECT_FALSE(rescue.evidence(1).earned);
    rescue.does("2026-03-03 09:30", request::RecordFacts{"late twice", "output fell", "on time"});
    EXPECT_TRUE(rescue.evidence(1).earned);

    Case without_rows = rescue.state;
    without_rows.signals.clear();
    EXPECT_THAT(evidence_for(1, without_rows, rescue.company.policy).missing, HasSubstr("dated row"));
}

TEST(Checklist, S1_11_the_recovery_owner_needs_a_name_and_a_shared_contact) {
    Rescue rescue;
    EXPECT_FALSE(rescue.ask("2026-03-03 09:30", request::ShareContact{}));
    rescue.does("2026-03-03 10:05", request::TakeRole{RescueRole::recovery_lead, test::lead});
    EXPECT_FALSE(rescue.evidence(3).earned);
    EXPECT_THAT(rescue.evidence(3).missing, HasSubstr("contact"));
    rescue.does("2026-03-03 10:10", request::ShareContact{});
    EXPECT_TRUE(rescue.evidence(3).earned);
}

TEST(Checklist, S1_03_a_new_recovery_owner_has_to_share_a_contact_of_their_own) {
    Rescue rescue;
    rescue.does("2026-03-03 10:05", request::TakeRole{RescueRole::recovery_lead, test::lead})
        .does("2026-03-03 10:10", request::ShareContact{})
        .does("2026-03-03 10:20", request::TakeRole{RescueRole::recovery_lead, test::colleague});
    EXPECT_FALSE(rescue.evidence(3).earned);
    rescue.does("2026-03-03 10:30", request::ShareContact{})
        .does("2026-03-03 10:40", request::DropRole{RescueRole::recovery_lead});
    EXPECT_FALSE(rescue.evidence(3).earned);
    rescue.does("2026-03-03 10:50", request::TakeRole{RescueRole::recovery_lead, test::colleague});
    EXPECT_FALSE(rescue.evidence(3).earned);
    // Another role changes nothing about it.
    rescue.does("2026-03-03 11:00", request::ShareContact{})
        .does("2026-03-03 11:05", request::TakeRole{RescueRole::support_lead, test::lead});
    EXPECT_TRUE(rescue.evidence(3).earned);
}

TEST(Checklist, S1_12_a_row_without_owner_or_date_unticks_the_plan) {
    Rescue rescue;
    EXPECT_FALSE(rescue.evidence(4).earned);
    rescue.does("2026-03-03 11:00", test::plan_of({row(0, "Move the night shift", test::lead, "2026-03-06")}));
    EXPECT_TRUE(rescue.evidence(4).earned);

    auto undated = rescue.state;
    undated.plan[0].due = Day{};
    EXPECT_THAT(evidence_for(4, undated, rescue.company.policy).missing, HasSubstr("row 1"));
    auto ownerless = rescue.state;
    ownerless.plan[0].owner = {};
    EXPECT_FALSE(evidence_for(4, ownerless, rescue.company.policy).earned);
    auto far = rescue.state;
    far.plan[0].due = day("2026-03-25");
    EXPECT_THAT(evidence_for(4, far, rescue.company.policy).missing, HasSubstr("two weeks"));

    rescue.does("2026-03-03 12:00", request::DropPlanRow{1, "no night shift any more"});
    EXPECT_FALSE(rescue.evidence(4).earned);
}

TEST(Checklist, S1_13_extra_service_is_defined_or_declined_with_a_reason) {
    Rescue rescue;
    EXPECT_FALSE(rescue.evidence(5).earned);
    EXPECT_FALSE(rescue.ask("2026-03-03 11:00", request::DeclineService{""}));
    rescue.does("2026-03-03 11:00", request::DeclineService{"a single event, repaired"});
    EXPECT_THAT(rescue.evidence(5).have, HasSubstr("not needed"));
    rescue.does("2026-03-03 12:00", request::GrantService{"premium response", {}, day("2026-03-17"), "ontime", {}});
    EXPECT_THAT(rescue.evidence(5).have, HasSubstr("premium response until Tue 17 Mar 2026"));
    // What runs is not "not needed".
    EXPECT_FALSE(rescue.ask("2026-03-03 13:00", request::DeclineService{"after all not"}));
}

TEST(Checklist, S1_13_extra_service_that_has_ended_or_stays_has_no_end_ahead) {
    const event::ServiceGranted granted{1, "premium response", day("2026-03-03"), day("2026-03-17"), "ontime", 0};
    Rescue stopped;
    stopped.apply(granted);
    stopped.apply(event::ServiceStopped{1});
    EXPECT_TRUE(stopped.evidence(5).earned);
    EXPECT_EQ(stopped.evidence(5).have, "premium response, which has ended");
    Rescue permanent;
    permanent.apply(granted);
    permanent.apply(event::ServiceMadePermanent{1, "it pays for itself"});
    EXPECT_TRUE(permanent.evidence(5).earned);
    EXPECT_EQ(permanent.evidence(5).have, "premium response, permanent by now");
}

TEST(Checklist, S1_01_facts_that_are_saved_unchanged_are_no_news) {
    Rescue rescue;
    rescue.does("2026-03-03 09:30", request::RecordFacts{"late twice", "output fell", "on time"});
    const auto version = rescue.state.version;
    rescue.does("2026-03-03 09:40", request::RecordFacts{"late twice", "output fell", "on time"});
    EXPECT_EQ(rescue.state.version, version);
    rescue.does("2026-03-03 09:50", request::RecordFacts{"late three times", "output fell", "on time"});
    EXPECT_EQ(rescue.state.facts->what_happened, "late three times");
}

TEST(Checklist, Q11_two_new_contacts_one_in_operations_one_in_finance_each_with_a_touch) {
    struct Contact {
        std::string name;
        std::string department;
        bool touched = true;
        bool left = false;
    };
    struct Example {
        std::vector<Contact> contacts;
        bool earned;
        int done;
        std::string_view missing;
    };
    for (const auto& [contacts, earned, done, missing] : std::vector<Example>{
             {{}, false, 0, "operations and somebody in finance"},
             {{{"Ines", "operations"}}, false, 1, "finance"},
             {{{"Tom", "finance"}}, false, 1, "operations"},
             {{{"Ines", "operations"}, {"Olga", "Operations"}}, false, 2, "finance"},
             {{{"Ines", "operations"}, {"Tom", "finance", false}}, false, 1, "finance"},
             {{{"Ines", "operations"}, {"Tom", "finance", true, true}}, false, 1, "finance"},
             {{{"Ines", "purchasing"}, {"Tom", "quality"}}, false, 2, "operations and somebody in finance"},
             {{{"Ines", "operations"}, {"Tom", "finance"}}, true, 2, ""},
             {{{"Ines", "Ops"}, {"Tom", "FINANCE"}, {"Ula", "quality", false}}, true, 2, ""},
         }) {
        Rescue rescue;
        for (const auto& contact : contacts) {
            rescue.does("2026-03-04 10:00",
                        request::AddContact{contact.name, "", BuyingRole::other, contact.department});
            if (contact.touched) rescue.does("2026-03-04 10:00", test::touch_with(contact.name));
            if (contact.left) rescue.does("2026-03-04 10:00", request::ContactLeft{contact.name});
        }
        const auto evidence = rescue.evidence(6);
        EXPECT_EQ(evidence.earned, earned) << missing;
        EXPECT_EQ(evidence.done, done) << missing;
        EXPECT_EQ(evidence.needed, 2);
        EXPECT_THAT(evidence.missing, HasSubstr(std::string{missing}));
    }
}

TEST(Checklist, S1_06_whoever_was_on_record_when_the_rescue_opened_is_no_new_contact) {
    auto opening = test::acme();
    opening.people = {"Dana Fox", "Tom Ray"};
    Rescue rescue{"2026-03-03 09:12", opening};
    for (const auto& [name, department] : {std::pair{"tom ray", "finance"}, std::pair{"Ines Roth", "operations"}}) {
        rescue.does("2026-03-04 10:00", request::AddContact{name, "", BuyingRole::other, department});
        rescue.does("2026-03-04 10:01", test::touch_with(name));
    }
    EXPECT_EQ(rescue.evidence(6).done, 1);
    EXPECT_THAT(rescue.evidence(6).missing, HasSubstr("finance"));
}

TEST(Checklist, Q11_a_touch_with_several_people_counts_for_each_of_them) {
    Rescue rescue;
    rescue.does("2026-03-04 10:00", request::AddContact{"Tom Ray", "", BuyingRole::other, "finance"})
        .does("2026-03-04 10:00", request::AddContact{"Ines Roth", "", BuyingRole::other, "operations"})
        .does("2026-03-04 10:00", request::AddContact{"Ula Berg", "", BuyingRole::other, "quality"});
    rescue.does("2026-03-04 10:01", test::touch_with("Tom Ray and Ines Roth"));
    EXPECT_EQ(rescue.evidence(6).done, 2);
    EXPECT_TRUE(rescue.evidence(6).earned);
    rescue.does("2026-03-04 10:02", test::touch_with("the assistant of Ula Berg"));
    EXPECT_EQ(rescue.evidence(6).have, "2 new contacts") << "who is named by the way was not spoken with";
}

TEST(Checklist, Q11_an_unanswered_attempt_is_no_touch) {
    Rescue rescue;
    rescue.does("2026-03-04 10:00", request::AddContact{"Ines", "", BuyingRole::other, "operations"});
    auto attempt = test::touch_with("ines", TouchKind::call);
    attempt.touch.reached = false;
    rescue.does("2026-03-04 10:00", attempt);
    EXPECT_EQ(rescue.evidence(6).done, 0);
    rescue.does("2026-03-04 11:00", test::touch_with("ines"));
    EXPECT_EQ(rescue.evidence(6).done, 1);
}

TEST(Checklist, S1_14_the_weekly_meeting_needs_a_time_and_an_indicator) {
    Rescue rescue;
    EXPECT_FALSE(rescue.evidence(7).earned);
    rescue.does("2026-03-04 10:00", request::BookCheckin{2, 600, std::string{test::berlin}});
    EXPECT_THAT(rescue.evidence(7).missing, HasSubstr("indicator"));
    rescue.does("2026-03-04 10:01", request::ChooseIndicator{"ontime", 95, false});
    EXPECT_TRUE(rescue.evidence(7).earned);

    Rescue other;
    other.does("2026-03-04 10:01", request::ChooseIndicator{"ontime", 95, false});
    EXPECT_THAT(other.evidence(7).missing, HasSubstr("weekday"));
}

TEST(Checklist, S1_15_every_touch_needs_its_summary_sent_and_a_new_touch_unearns_it) {
    Rescue rescue;
    EXPECT_FALSE(rescue.evidence(8).earned);
    rescue.does("2026-03-03 09:40", call_with_sponsor(false));
    EXPECT_EQ(rescue.evidence(8).needed, 0);
    rescue.does("2026-03-03 09:50", call_with_sponsor());
    EXPECT_EQ(rescue.evidence(8).have, "0/1 sent");
    rescue.does("2026-03-03 10:00", request::SendSummary{2});
    EXPECT_TRUE(rescue.evidence(8).earned);
    EXPECT_EQ(rescue.evidence(8).have, "1/1 sent");
    rescue.does("2026-03-04 10:00", test::touch_with("Dana Fox"));
    EXPECT_FALSE(rescue.evidence(8).earned);
    EXPECT_EQ(rescue.evidence(8).have, "1/2 sent");
    EXPECT_FALSE(rescue.ask("2026-03-04 10:05", request::DiscardSummary{3, ""}));
    rescue.does("2026-03-04 10:05", request::DiscardSummary{3, "logged twice"});
    EXPECT_EQ(rescue.evidence(8).have, "1/1 sent");
    EXPECT_TRUE(rescue.evidence(8).earned);
}

TEST(Checklist, S1_08_a_summary_is_sent_once_and_not_changed_afterwards) {
    Rescue rescue;
    rescue.does("2026-03-03 09:50", call_with_sponsor())
        .does("2026-03-03 09:55", request::EditSummary{1, "Dear Dana, …"});
    EXPECT_EQ(rescue.state.summary_of(1)->text, "Dear Dana, …");
    rescue.does("2026-03-03 10:00", request::SendSummary{1});
    EXPECT_FALSE(rescue.ask("2026-03-03 10:01", request::SendSummary{1}));
    EXPECT_FALSE(rescue.ask("2026-03-03 10:01", request::EditSummary{1, "other"}));
    EXPECT_FALSE(rescue.ask("2026-03-03 10:01", request::DiscardSummary{1, "why"}));
    EXPECT_FALSE(rescue.ask("2026-03-03 10:01", request::SendSummary{2}));
}

TEST(Checklist, S1_01_step_done_answers_with_what_is_missing_and_never_ticks) {
    for (int step = 1; step <= 9; ++step) {
        Rescue rescue;
        const auto answer = rescue.ask("2026-03-03 10:00", request::ClaimStep{step});
        ASSERT_FALSE(answer) << step;
        EXPECT_EQ(answer.error().why, "missing: " + rescue.evidence(step).missing) << step;
        EXPECT_FALSE(answer.error().instead.empty()) << step;
    }
    Rescue rescue;
    rescue.does("2026-03-03 09:40", call_with_sponsor());
    EXPECT_THAT(rescue.ask("2026-03-03 10:00", request::ClaimStep{2}).error().what, HasSubstr("done already"));
    EXPECT_FALSE(rescue.ask("2026-03-03 10:00", request::ClaimStep{0}));
    EXPECT_FALSE(rescue.ask("2026-03-03 10:00", request::ClaimStep{10}));
}

TEST(Checklist, S1_02_steps_are_blocked_or_skipped_with_a_reason_but_the_call_is_never_skipped) {
    using event::StepMark;
    Rescue rescue;
    EXPECT_FALSE(rescue.ask("2026-03-03 10:00", mark(6, StepMark::skipped, "")));
    EXPECT_FALSE(rescue.ask("2026-03-03 10:00", mark(6, StepMark::blocked, "")));
    EXPECT_FALSE(rescue.ask("2026-03-03 10:00", mark(2, StepMark::skipped, "no time")));
    rescue.does("2026-03-03 10:00", mark(6, StepMark::blocked, "waiting for the introduction"));
    EXPECT_EQ(rescue.step(6).state, StepState::blocked);
    rescue.does("2026-03-03 10:01", mark(6, StepMark::skipped, "the sponsor forbids it"));
    EXPECT_EQ(rescue.step(6).state, StepState::skipped);
    EXPECT_FALSE(rescue.evidence(6).earned);

    rescue.does("2026-03-03 10:02", mark(6, StepMark::none, ""));
    EXPECT_EQ(rescue.step(6).state, StepState::open);
    EXPECT_EQ(rescue.step(6).note, "") << "a reopened step does not keep the reason why it was set aside";
    // Blocking the call sets a mark, but the ladder goes on.
    rescue.does("2026-03-03 10:03", mark(2, StepMark::blocked, "number unknown"));
    EXPECT_FALSE(rescue.wanted(ReminderKind::sponsor_call).empty());
}

TEST(Checklist, S1_09_a_step_that_the_rescue_ended_without_is_not_overdue_for_ever) {
    Rescue rescue;
    rescue.does("2026-03-06 10:00", mark(6, event::StepMark::skipped, "the sponsor forbids it"));
    EXPECT_EQ(rescue.step(1).state, StepState::overdue);
    rescue.state.status = CaseStatus::lost;
    EXPECT_EQ(rescue.step(1).state, StepState::left);
    EXPECT_EQ(rescue.step(6).state, StepState::skipped);
}

TEST(Checklist, S1_01_a_step_that_is_earned_shows_as_earned_whatever_mark_it_had) {
    Rescue rescue;
    rescue.does("2026-03-03 10:00", mark(1, event::StepMark::blocked, "nobody knows"))
        .does("2026-03-03 10:30", request::RecordFacts{"a", "b", "c"});
    EXPECT_EQ(rescue.step(1).state, StepState::earned);
    EXPECT_EQ(earned(checklist(rescue.state, rescue.now, rescue.company.around())), 1);
}

TEST(Checklist, S1_03_due_dates_fall_into_working_time) {
    struct Example {
        std::string_view opened;
        int step;
        std::string_view due;
    };
    for (const auto& [opened, step, due] : std::vector<Example>{
             {"2026-03-03 09:12", 1, "2026-03-03 17:30"},
             {"2026-03-03 09:12", 2, "2026-03-03 18:00"},
             {"2026-03-03 09:12", 3, "2026-03-04 09:12"},
             {"2026-03-03 09:12", 4, "2026-03-05 09:12"},
             {"2026-03-03 09:12", 5, "2026-03-06 09:12"},
             {"2026-03-03 09:12", 6, "2026-03-10 17:30"},
             {"2026-03-03 09:12", 7, "2026-03-09 17:30"}, // day 5 is a Sunday
             {"2026-03-03 23:50", 1, "2026-03-04 17:30"},
             {"2026-03-03 23:50", 3, "2026-03-05 09:00"},
             {"2026-03-07 11:00", 1, "2026-03-09 17:30"}, // a Saturday
             {"2026-03-07 11:00", 2, "2026-03-09 11:00"},
             {"2026-03-07 11:00", 3, "2026-03-09 09:00"},
             {"2026-03-05 15:00", 5, "2026-03-09 09:00"}, // 72 hours end on a Sunday
             {"2026-04-02 15:00", 3, "2026-04-07 09:00"}, // Easter
             {"2026-03-28 11:00", 3, "2026-03-30 09:00"}, // the clocks change that Sunday
         }) {
        Company company;
        company.policy.working_hours.holidays = {day("2026-04-03"), day("2026-04-06")};
        const Rescue rescue{moment(opened, test::berlin), company};
        const auto actual = step_due(step, rescue.state, rescue.company.around());
        ASSERT_TRUE(actual) << opened << step;
        EXPECT_EQ(test::day_and_clock(*actual), test::day_and_clock(moment(due, test::berlin)))
            << opened << " " << step;
    }
    const Rescue rescue;
    EXPECT_FALSE(step_due(8, rescue.state, rescue.company.around()));
    EXPECT_FALSE(step_due(9, rescue.state, rescue.company.around()));
}

TEST(Checklist, S1_03_due_dates_follow_the_zone_of_who_has_the_step) {
    Rescue rescue;
    rescue.company.zones[test::colleague] = "America/New_York";
    request::ChangeStep asked;
    asked.step = 1;
    asked.owner = test::colleague;
    rescue.does("2026-03-03 09:30", asked);
    EXPECT_EQ(*step_due(1, rescue.state, rescue.company.around()), moment("2026-03-03 17:30", "America/New_York"));
}

TEST(Checklist, S1_04_a_due_date_by_hand_lies_ahead_and_the_call_keeps_its_own) {
    Rescue rescue;
    request::ChangeStep asked;
    asked.step = 6;
    asked.due = moment("2026-03-03 09:59", test::berlin);
    EXPECT_FALSE(rescue.ask("2026-03-03 10:00", asked));
    asked.due = moment("2026-03-12 12:00", test::berlin);
    rescue.does("2026-03-03 10:00", asked);
    EXPECT_EQ(rescue.step(6).due, asked.due);
    asked.step = 2;
    EXPECT_FALSE(rescue.ask("2026-03-03 10:00", asked));
    EXPECT_TRUE(rescue.ask("2026-03-03 10:00", request::ChangeStep{6, {}, {}, asked.due, ""})->empty());
}

TEST(Checklist, S0_86c_the_escalation_path_is_lead_manager_sponsor_without_gaps) {
    Rescue rescue;
    const auto path = [&rescue] { return escalation_path(rescue.state, rescue.company.around()); };
    EXPECT_THAT(path(), testing::ElementsAre(test::manager, test::executive));
    rescue.does("2026-03-03 09:30", request::TakeRole{RescueRole::recovery_lead, test::lead});
    EXPECT_THAT(path(), testing::ElementsAre(test::lead, test::manager, test::executive));
    rescue.does("2026-03-03 09:31", request::DropRole{RescueRole::executive_sponsor});
    EXPECT_THAT(path(), testing::ElementsAre(test::lead, test::manager, test::executive));
    rescue.company.deactivated.insert(test::manager);
    EXPECT_THAT(path(), testing::ElementsAre(test::lead, test::executive)) << "nobody who is gone";
    rescue.company.deactivated = {test::lead};
    EXPECT_THAT(path(), testing::ElementsAre(test::manager, test::executive));
    rescue.company.deactivated.clear();
    rescue.does("2026-03-03 09:32", request::TakeRole{RescueRole::recovery_lead, test::manager});
    EXPECT_THAT(path(), testing::ElementsAre(test::manager, test::executive));
}

TEST(Checklist, S1_03_a_step_of_somebody_who_is_gone_is_the_next_persons) {
    Rescue rescue;
    EXPECT_EQ(rescue.step(3).owner, test::manager);
    rescue.company.deactivated = {test::manager};
    EXPECT_EQ(rescue.step(3).owner, test::executive);
    EXPECT_EQ(rescue.step(1).owner, test::account_manager);
    rescue.does("2026-03-03 09:30", request::ChangeStep{4, {}, test::colleague, {}, ""});
    EXPECT_EQ(rescue.step(4).owner, test::colleague);
    rescue.company.deactivated = {test::manager, test::account_manager, test::colleague};
    for (const auto& step : checklist(rescue.state, rescue.now, rescue.company.around()))
        EXPECT_EQ(step.owner, test::executive) << step.number;
}

TEST(Checklist, S0_87_roles_go_to_people_who_are_there) {
    Rescue rescue;
    rescue.company.deactivated.insert(test::colleague);
    EXPECT_FALSE(rescue.ask("2026-03-03 09:30", request::TakeRole{RescueRole::support_lead, {}}));
    EXPECT_FALSE(rescue.ask("2026-03-03 09:30", request::TakeRole{RescueRole::support_lead, test::colleague}));
    EXPECT_FALSE(rescue.ask("2026-03-03 09:30", request::DropRole{RescueRole::support_lead}));
    for (const auto role : all_rescue_roles) rescue.does("2026-03-03 09:30", request::TakeRole{role, test::lead});
    EXPECT_FALSE(rescue.ask("2026-03-03 09:31", request::TakeRole{RescueRole::support_lead, test::lead}));
    EXPECT_EQ(rescue.state.roles.size(), 5U);
}

TEST(Checklist, S1_20_with_nobody_but_a_manager_every_duty_still_has_a_person) {
    auto opening = test::acme();
    opening.owner = {};
    opening.executive_sponsor = {};
    const Rescue rescue{"2026-03-03 09:12", opening};
    for (const auto& step : checklist(rescue.state, rescue.now, rescue.company.around())) {
        EXPECT_EQ(step.owner, test::manager) << step.number;
    }
}

} // namespace
} // namespace holdfast
