#include "tests/playbooks/rescue/case_builder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace holdfast {
namespace {

using test::day;
using test::moment;
using test::Rescue;
using testing::ElementsAre;
using testing::IsEmpty;

event::ReviewHeld good_review() {
    event::ReviewHeld review;
    review.what_happened = "two late deliveries";
    review.safeguards = {{"a second carrier is under contract", test::lead, day("2026-05-01")}};
    review.sponsor_present = true;
    return review;
}

Rescue recovered(std::string_view at = "2026-04-14 10:00") {
    Rescue rescue;
    rescue.does("2026-03-03 09:40", test::call_with_sponsor()).does("2026-03-03 09:45", request::SendSummary{1});
    rescue.does(at, request::HoldReview{good_review()});
    return rescue;
}

request::AddSignal tickets_up(Instant at) {
    return {{SignalKind::tickets_up, at, {{"now", 15}}, {}, {}}};
}

TEST(Closing, S1_09_the_review_needs_the_sponsor_what_happened_and_a_complete_safeguard) {
    const auto field = [](auto change) {
        Rescue rescue;
        auto review = good_review();
        change(review);
        const auto answer = rescue.ask("2026-04-14 10:00", request::HoldReview{review});
        return answer ? std::string{"accepted"} : answer.error().field;
    };
    EXPECT_EQ(field([](auto&) {}), "accepted");
    EXPECT_EQ(field([](auto& review) { review.sponsor_present = false; }), "sponsor_present");
    EXPECT_EQ(field([](auto& review) { review.what_happened.clear(); }), "what_happened");
    EXPECT_EQ(field([](auto& review) { review.safeguards.clear(); }), "safeguard_1");
    EXPECT_EQ(field([](auto& review) { review.safeguards.push_back({"", test::lead, day("2026-05-01")}); }),
              "safeguard_2");
    EXPECT_EQ(field([](auto& review) { review.safeguards.push_back({"a text", {}, day("2026-05-01")}); }),
              "safeguard_2");
    EXPECT_EQ(field([](auto& review) { review.safeguards.push_back({"a text", test::lead, Day{}}); }), "safeguard_2");
    EXPECT_EQ(field([](auto& review) { review.safeguards.push_back({"a text", test::lead, day("2026-04-13")}); }),
              "safeguard_due_2");
    EXPECT_EQ(field([](auto& review) { review.safeguards.push_back({"a text", test::lead, day("2026-04-14")}); }),
              "accepted")
        << "today is no day gone by";
    EXPECT_EQ(field([](auto& review) { review.gesture = true; }), "gesture_reason");
    EXPECT_EQ(field([](auto& review) {
                  review.gesture = true;
                  review.gesture_reason = "a plant tour for their team";
              }),
              "accepted");
}

TEST(Closing, S1_09_the_review_closes_to_the_watch_when_held_by_somebody_who_may_close) {
    const auto rescue = recovered();
    EXPECT_EQ(rescue.state.status, CaseStatus::watch);
    EXPECT_TRUE(rescue.evidence(9).earned);
}

TEST(Closing, S1_09_an_account_manager_proposes_a_recovery_and_the_manager_closes_it) {
    Rescue rescue;
    rescue.does("2026-04-14 10:00", request::HoldReview{good_review()}, test::account_manager);
    EXPECT_EQ(rescue.state.status, CaseStatus::active);
    ASSERT_TRUE(rescue.state.proposal);
    EXPECT_EQ(rescue.state.proposal->outcome, event::Outcome::recovered);
    EXPECT_THAT(rescue.told_of_the_last(), ElementsAre(test::manager));
    EXPECT_FALSE(
        rescue.ask("2026-04-14 10:05", request::CloseRescue{event::Outcome::recovered, "", ""}, test::account_manager))
        << "nobody approves their own request";
    rescue.does("2026-04-14 10:06", request::CloseRescue{event::Outcome::recovered, "", ""});
    EXPECT_EQ(rescue.state.status, CaseStatus::watch);
}

TEST(Closing, an_account_manager_proposes_every_outcome_and_whoever_may_close_confirms_it_as_proposed) {
    const std::vector<request::CloseRescue> proposals{
        {event::Outcome::lost, "signed on 3 March", "notice of termination", LossReason::rival},
        {event::Outcome::false_alarm, "planned stock reduction", "", {}}};
    for (const auto& proposal : proposals) {
        Rescue rescue;
        rescue.does("2026-03-10 10:00", proposal, test::account_manager);
        EXPECT_EQ(rescue.state.status, CaseStatus::active);
        EXPECT_THAT(rescue.told_of_the_last(), ElementsAre(test::manager));
        EXPECT_FALSE(
            rescue.ask("2026-03-10 10:05", request::CloseRescue{proposal.outcome, "", "", {}}, test::account_manager));
        rescue.does("2026-03-10 10:06", request::CloseRescue{proposal.outcome, "", "", {}}, test::executive);
        ASSERT_TRUE(rescue.state.closing);
        EXPECT_EQ(rescue.state.closing->reason, proposal.reason);
        EXPECT_EQ(rescue.state.closing->evidence, proposal.evidence);
        EXPECT_EQ(rescue.state.closing->loss, proposal.loss);
        EXPECT_FALSE(rescue.state.proposal);
    }
}

TEST(Closing, a_proposal_does_not_outlive_a_new_signal) {
    Rescue rescue;
    rescue.does("2026-03-10 10:00", request::CloseRescue{event::Outcome::false_alarm, "nothing to it", ""},
                test::account_manager);
    rescue.does("2026-03-11 10:00", tickets_up(rescue.now));
    EXPECT_FALSE(rescue.state.proposal);
    EXPECT_FALSE(rescue.ask("2026-03-11 10:05", request::CloseRescue{event::Outcome::false_alarm, "", ""}));
}

TEST(Closing, people_in_the_room_neither_close_nor_propose) {
    Rescue rescue;
    const auto answer =
        rescue.ask("2026-03-10 10:00", request::CloseRescue{event::Outcome::false_alarm, "x", ""}, test::stranger);
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().instead, "Ask one of them.") << "they are in the room already";
}

TEST(Closing, S0_108_before_week_six_a_loss_needs_one_of_the_five_reasons_and_what_shows_it) {
    struct Example {
        std::string_view at;
        std::string reason;
        std::string evidence;
        std::optional<LossReason> loss;
        std::string field; ///< empty: accepted
    };
    for (const auto& [at, reason, evidence, loss, field] : std::vector<Example>{
             {"2026-03-10 10:00", "they are gone", "", {}, "loss"},
             {"2026-04-06 23:59", "they are gone", "", {}, "loss"},
             {"2026-04-07 00:00", "they are gone", "", {}, ""},
             {"2026-04-07 00:00", "", "", {}, "reason"},
             {"2026-03-10 10:00", "", "", LossReason::rival, "note"},
             {"2026-03-10 10:00", "", "notice of termination", LossReason::rival, "reason"},
             {"2026-03-10 10:00", "they are gone", "signed on 3 March", LossReason::rival, ""},
             {"2026-03-10 10:00", "they are gone", "they build it themselves", LossReason::misfit, ""},
             {"2026-03-10 10:00", "they are gone", "under investigation", LossReason::legal, ""},
             {"2026-03-10 10:00", "they are gone", "900 a week for 400", LossReason::cost, ""},
             {"2026-03-10 10:00", "they are gone", "insults our people", LossReason::toxic, ""},
         }) {
        Rescue rescue;
        const auto answer = rescue.ask(at, request::CloseRescue{event::Outcome::lost, reason, evidence, loss});
        EXPECT_EQ(answer ? std::string{} : answer.error().field, field) << at << reason;
    }
}

TEST(Closing, S0_117_each_of_the_five_reasons_needs_what_shows_it_whatever_the_week) {
    for (const auto loss : all_loss_reasons) {
        for (const auto* at : {"2026-03-10 10:00", "2026-05-12 10:00"}) {
            Rescue rescue;
            const auto answer = rescue.ask(at, request::CloseRescue{event::Outcome::lost, "they are gone", "", loss});
            ASSERT_FALSE(answer) << to_text(loss);
            EXPECT_EQ(answer.error().field, "note") << to_text(loss);
        }
    }
}

TEST(Closing, S0_117_the_record_says_which_of_the_five_it_was_and_what_shows_it) {
    Rescue rescue;
    rescue.does("2026-03-10 10:00",
                request::CloseRescue{event::Outcome::lost, "they left", "notice of 3 March", LossReason::rival});
    EXPECT_THAT(rescue.last_words(), testing::HasSubstr("(they signed with a rival): they left. What shows it: notice "
                                                        "of 3 March."));
    Rescue typed;
    typed.does("2026-03-10 10:00",
               request::CloseRescue{event::Outcome::lost, "signed on 3 March", "signed on 3 March", LossReason::rival});
    EXPECT_THAT(typed.last_words(), testing::EndsWith("(they signed with a rival): signed on 3 March."));
}

TEST(Closing, S1_09_recovered_needs_the_review_the_others_a_reason) {
    Rescue rescue;
    EXPECT_EQ(rescue.ask("2026-04-14 10:00", request::CloseRescue{event::Outcome::recovered, "done", ""}).error().field,
              "outcome");
    EXPECT_EQ(rescue.ask("2026-04-14 10:00", request::CloseRescue{event::Outcome::lost, "", ""}).error().field,
              "reason");
    EXPECT_EQ(rescue.ask("2026-04-14 10:00", request::CloseRescue{event::Outcome::false_alarm, "", ""}).error().field,
              "reason");
    rescue.does("2026-04-14 10:00", request::CloseRescue{event::Outcome::lost, "signed with a rival", ""});
    EXPECT_EQ(rescue.state.status, CaseStatus::lost);
    EXPECT_THAT(rescue.wanted(), IsEmpty());
    EXPECT_FALSE(rescue.ask("2026-04-15 10:00", request::RecordFacts{"a", "b", "c"}));
    EXPECT_FALSE(rescue.ask("2026-04-15 10:00", tickets_up(rescue.now))) << "a new signal opens a new rescue";
    EXPECT_TRUE(rescue.ask("2026-04-15 10:00", request::NoteTimeline{"they wrote a kind letter", {}, ""}));
}

TEST(Watch, S0_110_counts_on_day_ninety_and_not_before) {
    auto rescue = recovered();
    rescue.tick(moment("2026-04-14 10:00", test::berlin) + date::days{89});
    EXPECT_EQ(rescue.state.status, CaseStatus::watch);
    rescue.tick(moment("2026-04-14 10:00", test::berlin) + date::days{90} - std::chrono::seconds{1});
    EXPECT_EQ(rescue.state.status, CaseStatus::watch);
    EXPECT_EQ(rescue.tick(moment("2026-04-14 10:00", test::berlin) + date::days{90}).size(), 1U);
    EXPECT_EQ(rescue.state.status, CaseStatus::recovered);
    EXPECT_THAT(rescue.tick(moment("2026-04-14 10:00", test::berlin) + date::days{91}), IsEmpty());
    EXPECT_THAT(rescue.wanted(), IsEmpty());
}

TEST(Watch, S0_110_after_a_standstill_it_still_counts_once) {
    auto rescue = recovered();
    int over = 0;
    for (const auto& fired : rescue.tick("2026-08-01 10:00"))
        over += fired.reminder.kind == ReminderKind::watch_ends ? 1 : 0;
    EXPECT_EQ(over, 1);
    EXPECT_EQ(rescue.state.status, CaseStatus::recovered);
}

TEST(Watch, S0_110_a_relapse_reopens_the_same_rescue_with_a_new_call_and_a_new_watch) {
    auto rescue = recovered();
    const auto trip = moment("2026-04-14 10:00", test::berlin) + date::days{89};
    ASSERT_TRUE(rescue.ask(trip, tickets_up(trip), Actor{}));
    EXPECT_EQ(rescue.state.status, CaseStatus::active);
    EXPECT_EQ(rescue.state.number, 1);
    EXPECT_FALSE(rescue.evidence(2).earned);
    EXPECT_FALSE(rescue.evidence(9).earned);
    EXPECT_THAT(rescue.wanted(ReminderKind::watch_ends), IsEmpty());

    auto second = good_review();
    second.safeguards.front().due = day("2026-09-01");
    rescue.does("2026-08-03 10:00", request::HoldReview{second});
    EXPECT_EQ(rescue.wanted(ReminderKind::watch_ends).at(0).due,
              moment("2026-08-03 10:00", test::berlin) + date::days{90});
}

TEST(Watch, S0_110_a_person_who_sees_the_same_sign_again_reports_a_relapse) {
    Rescue rescue;
    request::AddSignal flag{{SignalKind::champion_slow, rescue.now, {}, "", "UCOLLEAGUE"}};
    rescue.does("2026-03-03 10:00", flag);
    // Told twice while the rescue runs, it is no news.
    EXPECT_TRUE(rescue.ask("2026-03-04 10:00", flag)->empty());
    rescue.apply(event::RescueClosed{event::Outcome::recovered, "", ""});
    EXPECT_TRUE(rescue.ask("2026-05-04 10:00", flag)->empty()) << "the same row of a feed once more";
    flag.signal.at = moment("2026-05-04 10:00", test::berlin);
    rescue.does("2026-05-04 10:00", flag);
    EXPECT_EQ(rescue.state.status, CaseStatus::active);
}

TEST(Signals, S0_27_further_trips_join_the_list_and_a_repetition_does_not) {
    Rescue rescue;
    EXPECT_TRUE(rescue.ask("2026-03-03 10:00", request::AddSignal{test::orders_down(rescue.now)})->empty());
    auto worse = test::orders_down(rescue.now);
    worse.numbers["drop_percent"] = 14;
    EXPECT_TRUE(rescue.ask("2026-03-04 10:00", request::AddSignal{worse})->empty()) << "it stands already";
    rescue.does("2026-03-04 10:00", tickets_up(rescue.now));
    rescue.does("2026-03-04 10:00",
                request::AddSignal{{SignalKind::champion_slow, rescue.now, {}, "three days", "U1"}});
    EXPECT_EQ(rescue.state.signals.size(), 3U);
    EXPECT_EQ(rescue.state.status, CaseStatus::active);
    EXPECT_FALSE(std::get<event::SignalAdded>(rescue.history.back().what).relapse);
}

TEST(Signals, S0_26_not_a_real_signal_needs_a_reason_and_the_last_one_closes_the_rescue) {
    Rescue rescue;
    rescue.does("2026-03-03 09:30", tickets_up(rescue.now));
    EXPECT_FALSE(rescue.ask("2026-03-03 10:00", request::DismissSignal{0, ""}));
    EXPECT_FALSE(rescue.ask("2026-03-03 10:00", request::DismissSignal{-1, "why"}));
    EXPECT_FALSE(rescue.ask("2026-03-03 10:00", request::DismissSignal{2, "why"}));
    rescue.does("2026-03-03 10:00", request::DismissSignal{0, "holiday in the plant"});
    EXPECT_EQ(rescue.state.status, CaseStatus::active);
    EXPECT_FALSE(rescue.ask("2026-03-03 10:00", request::DismissSignal{0, "again"}));
    rescue.does("2026-03-03 10:01", request::DismissSignal{1, "tickets of another customer"});
    EXPECT_EQ(rescue.state.status, CaseStatus::false_alarm);
    EXPECT_EQ(rescue.state.closing->outcome, event::Outcome::false_alarm);
}

TEST(Signals, S0_26_who_may_not_close_only_proposes_the_false_alarm) {
    Rescue rescue;
    rescue.does("2026-03-03 10:00", request::DismissSignal{0, "holiday in the plant"}, test::account_manager);
    EXPECT_EQ(rescue.state.status, CaseStatus::active);
    ASSERT_TRUE(rescue.state.proposal);
    EXPECT_EQ(rescue.state.proposal->reason, "holiday in the plant");
    EXPECT_THAT(rescue.told_of_the_last(), ElementsAre(test::manager));
}

} // namespace
} // namespace holdfast
