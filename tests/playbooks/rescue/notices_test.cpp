#include "playbooks/rescue/notices.hpp"
#include "tests/playbooks/rescue/case_builder.hpp"
#include "tests/playbooks/rescue/every_kind.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace holdfast {
namespace {

using test::Rescue;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<Notice> notices_of_event(Rescue& rescue, const Event& what, const UserId& by = test::manager) {
    const auto before = rescue.state;
    rescue.apply(what, by);
    return notices_of(before, rescue.state, rescue.history.back(), rescue.company.around());
}

std::ptrdiff_t in_thread(const std::vector<Notice>& notices) {
    return std::ranges::count(notices, Notice::Where::thread, &Notice::where);
}

TEST(Notices, D_7_every_kind_of_change_writes_exactly_one_line_into_the_thread) {
    for (const auto& what : test::one_of_every_kind()) {
        const bool silent = std::holds_alternative<event::RescueOpened>(what) ||  // the card says it
                            std::holds_alternative<event::ReminderFired>(what) || // speaks for itself
                            std::holds_alternative<event::ColleagueFound>(what);  // is nobody's news
        for (const auto& by : {test::manager, UserId{}}) {
            Rescue rescue;
            const auto notices = notices_of_event(rescue, what, by);
            EXPECT_EQ(in_thread(notices), silent ? 0 : 1) << what.index();
            for (const auto& notice : notices) {
                EXPECT_FALSE(notice.line.empty());
                EXPECT_EQ(notice.where == Notice::Where::person, !notice.to.empty());
            }
        }
    }
}

TEST(Notices, a_line_about_something_the_case_does_not_know_is_still_a_line) {
    const Rescue rescue;
    for (const auto& what : {Event{event::SignalDismissed{7, "why"}}, Event{event::SignalDismissed{-1, "why"}},
                             Event{event::PlanRowDone{9}}, Event{event::IndicatorLogged{"unknown", 3}}}) {
        EXPECT_FALSE(line_about(rescue.state, {2, rescue.now, test::manager, what}, rescue.company.around()).empty());
    }
}

TEST(Notices, S0_87_who_takes_a_role_gets_its_instructions) {
    Rescue rescue;
    const auto notices = notices_of_event(rescue, event::RoleTaken{RescueRole::support_lead, test::lead});
    ASSERT_EQ(notices.size(), 2U);
    EXPECT_EQ(notices[1].to, test::lead);
    EXPECT_THAT(test::words(notices[1].line), HasSubstr("every open request of this customer"));
}

TEST(Notices, S0_87a_whoever_loses_a_role_by_somebody_elses_hand_hears_of_it) {
    Rescue rescue;
    const auto takes = [](const UserId& who) { return request::TakeRole{RescueRole::support_lead, who}; };
    const request::DropRole drops{RescueRole::support_lead};
    rescue.does("2026-03-03 10:00", takes(test::lead), test::lead);
    EXPECT_THAT(rescue.told_of_the_last(), ElementsAre(test::lead));
    rescue.does("2026-03-03 10:05", takes(test::colleague), test::colleague);
    EXPECT_THAT(rescue.told_of_the_last(), ElementsAre(test::colleague, test::lead));
    EXPECT_EQ(rescue.last_words(), "@UCOLLEAGUE is now Support lead in place of @ULEAD.");
    EXPECT_EQ(test::words(rescue.notices_of_the_last().back().line), "Acme GmbH: " + rescue.last_words());

    rescue.does("2026-03-03 10:10", drops, test::manager);
    EXPECT_THAT(rescue.told_of_the_last(), ElementsAre(test::colleague));
    EXPECT_EQ(rescue.last_words(), "@UMANAGER took the role Support lead from @UCOLLEAGUE. It is open now.");

    rescue.does("2026-03-03 10:15", takes(test::lead), test::lead).does("2026-03-03 10:20", drops, test::lead);
    EXPECT_THAT(rescue.told_of_the_last(), IsEmpty());
    EXPECT_EQ(rescue.last_words(), "@ULEAD left the role Support lead open.");
}

TEST(Notices, S0_87b_a_lead_who_is_confirmed_hears_what_changed_and_not_the_instructions_again) {
    Rescue rescue;
    const request::TakeRole takes{RescueRole::recovery_lead, test::lead};
    rescue.does("2026-03-03 10:00", takes, test::lead).does("2026-03-03 10:05", takes, test::manager);
    EXPECT_THAT(rescue.told_of_the_last(), ElementsAre(test::lead));
    EXPECT_EQ(test::words(rescue.notices_of_the_last().back().line),
              "Acme GmbH: @UMANAGER confirmed @ULEAD as Recovery lead: with the right to close and to approve.");
}

TEST(Notices, the_manager_hears_of_every_closing_by_somebody_else) {
    for (const auto outcome : {event::Outcome::recovered, event::Outcome::lost, event::Outcome::false_alarm}) {
        Rescue rescue;
        rescue.apply(event::RescueClosed{outcome, "signed with a rival", "", {}}, test::lead);
        EXPECT_THAT(rescue.told_of_the_last(), ElementsAre(test::manager));
        Rescue own;
        own.apply(event::RescueClosed{outcome, "signed with a rival", "", {}}, test::manager);
        EXPECT_THAT(own.told_of_the_last(), IsEmpty());
        Rescue orphan;
        orphan.company.deactivated.insert(test::manager);
        orphan.apply(event::RescueClosed{outcome, "signed with a rival", "", {}}, test::lead);
        EXPECT_THAT(orphan.told_of_the_last(), ElementsAre(test::executive)) << "who acts for the manager";
    }
}

TEST(Notices, S1_24_when_the_sponsor_leaves_nobody_is_the_sponsor_and_those_concerned_are_asked_for_the_next) {
    Rescue rescue;
    rescue.does("2026-03-03 09:30", request::TakeRole{RescueRole::recovery_lead, test::lead})
        .does("2026-03-03 09:35", request::ShareContact{})
        .does("2026-03-03 09:40", request::ContactLeft{"dana fox"}, test::lead);
    EXPECT_EQ(rescue.state.sponsor, SponsorContact{});
    EXPECT_FALSE(rescue.state.contact_shared) << "whoever comes next has heard nothing from our owner";
    EXPECT_TRUE(rescue.state.call.owed());
    EXPECT_THAT(rescue.told_of_the_last(), ElementsAre(test::account_manager, test::manager));
    const auto line = test::words(line_about(rescue.state, rescue.history.back(), rescue.company.around()));
    EXPECT_THAT(line, HasSubstr("The sponsor is unknown now. `/rescue sponsor acme \"name\"`"));
    rescue.does("2026-03-03 09:45", request::ContactLeft{"Tom Ray"}, test::lead);
    EXPECT_THAT(rescue.told_of_the_last(), IsEmpty());
}

TEST(Notices, S1_16_the_line_of_the_call_says_the_minutes_from_signal_to_call) {
    Rescue rescue;
    rescue.does("2026-03-03 09:40", test::call_with_sponsor());
    const auto line = line_about(rescue.state, rescue.history.back(), rescue.company.around());
    EXPECT_THAT(test::words(line), HasSubstr("28 minutes from signal to call"));
    EXPECT_THAT(test::words(line), HasSubstr("Dana Fox"));
}

TEST(Notices, sentences_end_before_the_next_one_begins) {
    Rescue called;
    called.does("2026-03-03 09:40", test::call_with_sponsor());
    EXPECT_THAT(called.last_words(), HasSubstr("wants a plan by Friday. 28 minutes from signal to call."));

    Rescue called_by_a_button;
    auto unspoken = test::call_with_sponsor();
    unspoken.touch.text.clear();
    called_by_a_button.does("2026-03-03 09:40", unspoken);
    EXPECT_THAT(called_by_a_button.last_words(),
                HasSubstr("logged a call with Dana Fox. 28 minutes from signal to call."));

    Rescue flagged;
    flagged.apply(event::SignalAdded{
        {SignalKind::quality_complaints, flagged.now, {}, "many complaints", test::colleague.value}, false, {}});
    EXPECT_THAT(flagged.last_words(), HasSubstr("Note: many complaints. Flagged by @UMANAGER."));

    Rescue proposed;
    proposed.apply(event::ClosingProposed{event::Outcome::false_alarm, "moved to another entity", "", {}},
                   test::account_manager);
    std::vector<std::string> told;
    for (const auto& notice : proposed.notices_of_the_last()) told.push_back(test::words(notice.line));
    EXPECT_THAT(told, testing::Contains(HasSubstr("moved to another entity. `/rescue close acme false-alarm`")));
}

TEST(Notices, the_line_of_a_rescue_opened_by_hand_says_the_reason_once) {
    Rescue rescue;
    event::RescueOpened opened;
    opened.reason = "three deliveries came late";
    opened.signals = {Signal{SignalKind::by_hand, rescue.now, {}, opened.reason, test::manager.value}};
    rescue.apply(opened);
    EXPECT_EQ(rescue.last_words(), "@UMANAGER opened the rescue: three deliveries came late.");
}

TEST(Notices, S1_01_the_line_of_the_facts_holds_all_three_answers_cut_to_a_line) {
    Rescue rescue;
    std::string long_story = "Monday:\nthe pallets";
    for (int i = 0; i < 200; ++i) long_story += " came late";
    rescue.does("2026-03-03 10:00", request::RecordFacts{long_story, "line two stood still", "three days"});
    const auto line = rescue.last_words();
    EXPECT_THAT(line, HasSubstr("What happened: Monday: the pallets came late"));
    EXPECT_THAT(line, HasSubstr("… Results hit: line two stood still. Promises broken: three days."));
    EXPECT_LT(line.size(), 400U);
    std::string unbroken;
    for (int i = 0; i < 400; ++i) unbroken += "語";
    rescue.does("2026-03-03 11:00", request::RecordFacts{unbroken, "b", "c"});
    EXPECT_THAT(rescue.last_words(), HasSubstr("語…")) << "no character is cut in two";
    EXPECT_LT(rescue.last_words().size(), 400U);
}

TEST(Notices, S1_07_a_value_is_measured_against_a_target_that_may_be_a_ceiling) {
    Rescue rescue;
    rescue.does("2026-03-03 10:00", request::ChooseIndicator{"defects", 3, true})
        .does("2026-03-03 10:05", request::LogIndicator{"defects", 2});
    EXPECT_THAT(rescue.last_words(), HasSubstr("logged defects = 2, target at most 3: on target."));
}

TEST(Notices, a_step_that_is_set_aside_says_whose_it_is_and_why_in_one_sentence) {
    Rescue rescue;
    request::ChangeStep asked;
    asked.step = 4;
    asked.mark = event::StepMark::blocked;
    asked.note = "the plant is closed";
    rescue.does("2026-03-03 10:00", asked);
    EXPECT_THAT(rescue.last_words(), HasSubstr("marked step 4 as blocked: the plant is closed."));
    asked.mark = {};
    asked.note.clear();
    asked.owner = test::colleague;
    rescue.does("2026-03-03 10:05", asked);
    EXPECT_THAT(rescue.last_words(), HasSubstr("changed step 4, owner @UCOLLEAGUE."));
}

TEST(Notices, S1_15_the_line_of_a_sent_summary_counts) {
    Rescue rescue;
    rescue.does("2026-03-03 09:40", test::call_with_sponsor()).does("2026-03-03 09:45", request::SendSummary{1});
    EXPECT_THAT(test::words(line_about(rescue.state, rescue.history.back(), rescue.company.around())),
                HasSubstr("1/1 sent"));
}

TEST(Notices, S1_08_reminders_of_a_summary_carry_its_draft_to_the_writer_and_not_to_the_lead) {
    Rescue rescue;
    rescue.does("2026-03-03 09:30", request::TakeRole{RescueRole::recovery_lead, test::lead})
        .does("2026-03-03 09:40", test::call_with_sponsor());
    std::map<UserId, int> drafts;
    for (const auto& fired : rescue.tick("2026-03-05 09:00")) {
        if (fired.reminder.kind != ReminderKind::summary_unsent) continue;
        for (const auto& notice : fired.notices) {
            EXPECT_EQ(notice.reminder, fired.reminder.key);
            EXPECT_EQ(notice.summary, notice.to == test::manager ? 1 : 0);
            ++drafts[notice.to];
        }
    }
    EXPECT_THAT(drafts, ElementsAre(testing::Pair(test::lead, 1), testing::Pair(test::manager, 1)))
        << "of three that are overdue at once the newest is enough";
}

TEST(Notices, S1_05_the_end_of_a_service_is_said_with_its_date_and_measure) {
    Rescue rescue;
    rescue.does("2026-03-03 14:00",
                request::GrantService{"premium response", {}, test::day("2026-03-15"), "ontime", {}});
    for (const auto& fired : rescue.tick("2026-03-13 09:00")) {
        if (fired.reminder.kind != ReminderKind::service_ends) continue;
        for (const auto& notice : fired.notices) {
            EXPECT_THAT(test::words(notice.line), HasSubstr("ends on #")) << "on a Friday, Sunday is not today";
            EXPECT_THAT(test::words(notice.line), HasSubstr("(ontime)"));
        }
    }
}

TEST(Notices, S1_04_a_late_row_names_its_owner_to_the_lead) {
    Rescue rescue;
    rescue.does("2026-03-03 09:30", request::TakeRole{RescueRole::recovery_lead, test::lead})
        .does("2026-03-03 11:00", test::plan_of({test::row(0, "Move the night shift", test::colleague, "2026-03-04")}));
    int told = 0;
    for (const auto& fired : rescue.tick("2026-03-05 17:30")) {
        if (fired.reminder.kind != ReminderKind::plan_row_late) continue;
        ASSERT_EQ(fired.notices.size(), 1U);
        EXPECT_EQ(fired.notices[0].to, test::lead);
        EXPECT_THAT(test::words(fired.notices[0].line), HasSubstr("Move the night shift (@UCOLLEAGUE, was due #)"));
        ++told;
    }
    EXPECT_EQ(told, 1);
}

TEST(Notices, S0_86c_an_escalation_says_what_is_missing_and_with_whom) {
    Rescue rescue;
    rescue.tick("2026-03-03 17:30");
    bool told = false;
    for (const auto& fired : rescue.tick("2026-03-04 17:30")) {
        if (fired.reminder.kind != ReminderKind::step_escalation || fired.reminder.number != 1) continue;
        for (const auto& notice : fired.notices) {
            EXPECT_THAT(test::words(notice.line), HasSubstr("overdue with @UOWNER. Missing: what happened when"));
            told = true;
        }
    }
    EXPECT_TRUE(told);
}

TEST(Notices, S1_24_the_last_moment_is_told_in_the_past_tense_once_it_is_over) {
    Rescue rescue{"2026-03-03 23:50"}; // to be called on Wednesday between nine and eleven
    std::map<int, std::string> said;
    for (const auto* at : {"2026-03-04 09:00", "2026-03-04 14:30"}) {
        for (const auto& fired : rescue.tick(at)) {
            if (fired.reminder.kind != ReminderKind::sponsor_call) continue;
            said[fired.reminder.stage] = test::words(fired.notices.at(0).line);
        }
    }
    EXPECT_THAT(said[1], HasSubstr("is due"));
    EXPECT_THAT(said[2], HasSubstr("was due"));
}

/// What people type lives in phrases and nowhere else, so that the surface can escape it.
TEST(Notices, hostile_text_stays_inside_phrases) {
    for (const auto& hostile :
         {std::string{"<!channel> <@U0VICTIM>"}, std::string{"<https://evil.example|your bank>"},
          std::string{"*bold* _it_ `code`"}, std::string{"{} {0} {:x}"}, std::string{"&lt;!here&gt;"},
          std::string{"\0\x01\xff\xfe", 4}, std::string{"\u202egnp.exe"}, std::string{"a\nb\r\nc"}}) {
        int seen = 0;
        const auto look_at = [&](const std::vector<Notice>& notices) {
            for (const auto& notice : notices) {
                for (const auto& piece : notice.line.pieces()) {
                    if (const auto* user = std::get_if<UserId>(&piece)) EXPECT_FALSE(user->value.contains(hostile));
                    if (const auto* phrase = std::get_if<Phrase>(&piece))
                        seen += phrase->text.contains(hostile) ? 1 : 0;
                }
            }
        };
        Rescue all;
        all.apply(event::ServiceGranted{1, hostile, test::day("2026-03-03"), test::day("2026-03-17"), hostile, 0});
        for (const auto& what : test::one_of_every_kind(hostile)) {
            Rescue rescue;
            look_at(notices_of_event(rescue, what));
            const bool ends_it = std::holds_alternative<event::RescueClosed>(what) ||
                                 std::holds_alternative<event::RecoveryConfirmed>(what);
            if (!ends_it) all.apply(what);
        }
        EXPECT_GT(seen, 20) << hostile;
        const int said = seen;
        for (const auto& fired : all.tick("2026-03-20 09:00")) look_at(fired.notices);
        EXPECT_GT(seen, said) << hostile;
    }
}

} // namespace
} // namespace holdfast
