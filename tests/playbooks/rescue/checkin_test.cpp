#include "tests/playbooks/rescue/case_builder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <limits>

namespace holdfast {
namespace {

using namespace std::chrono_literals;
using test::Company;
using test::moment;
using test::Rescue;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

request::BookCheckin tuesday_at_ten(std::string_view zone = test::berlin) {
    return {2, 600, std::string{zone}};
}

std::vector<std::string> checkins(const Rescue& rescue, std::string_view zone = test::berlin) {
    std::vector<std::string> times;
    for (const auto& reminder : rescue.wanted(ReminderKind::checkin)) {
        times.push_back(fmt::format("{} {}", reminder.stage, test::day_and_clock(reminder.due, zone)));
    }
    return times;
}

std::vector<int> told(const std::vector<test::Fired>& fired) {
    std::vector<int> stages;
    for (const auto& [reminder, event, notices] : fired) {
        if (reminder.kind == ReminderKind::checkin && !notices.empty()) stages.push_back(reminder.stage);
    }
    return stages;
}

TEST(Checkin, S1_07_reminds_a_day_before_ten_minutes_before_and_an_hour_after) {
    Rescue rescue;
    rescue.does("2026-03-04 11:00", tuesday_at_ten());
    EXPECT_THAT(checkins(rescue), ElementsAre("1 03-09 10:00", "2 03-10 09:50", "3 03-10 11:00"));
    EXPECT_THAT(told(rescue.tick("2026-03-09 10:00")), ElementsAre(1));
    EXPECT_THAT(told(rescue.tick("2026-03-10 09:50")), ElementsAre(2));
    EXPECT_THAT(told(rescue.tick("2026-03-10 11:00")), ElementsAre(3));
    EXPECT_THAT(checkins(rescue), ElementsAre("1 03-16 10:00", "2 03-17 09:50", "3 03-17 11:00"));
}

TEST(Checkin, S1_07_a_value_logged_after_the_meeting_makes_the_question_for_it_unwanted) {
    Rescue rescue;
    rescue.does("2026-03-04 11:00", tuesday_at_ten())
        .does("2026-03-04 11:00", request::ChooseIndicator{"ontime", 95, false});
    rescue.does("2026-03-09 16:00", request::LogIndicator{"ontime", 91});
    EXPECT_THAT(checkins(rescue).back(), "3 03-10 11:00");
    rescue.tick("2026-03-10 09:50");
    rescue.does("2026-03-10 10:08", request::LogIndicator{"ontime", 96});
    EXPECT_THAT(checkins(rescue), ElementsAre("1 03-16 10:00", "2 03-17 09:50", "3 03-17 11:00"));
}

TEST(Checkin, S1_07_a_meeting_stays_dealt_with_when_the_indicator_logged_for_it_is_dropped) {
    Rescue rescue;
    rescue.does("2026-03-04 11:00", tuesday_at_ten())
        .does("2026-03-04 11:00", request::ChooseIndicator{"ontime", 95, false});
    rescue.tick("2026-03-10 09:50");
    rescue.does("2026-03-10 10:08", request::LogIndicator{"ontime", 96})
        .does("2026-03-10 10:30", request::DropIndicator{"ontime", "another one says more"});
    ASSERT_THAT(rescue.state.indicators, IsEmpty());
    EXPECT_THAT(checkins(rescue), ElementsAre("1 03-16 10:00", "2 03-17 09:50", "3 03-17 11:00"));
}

TEST(Checkin, S1_07_keeps_its_wall_time_when_the_clocks_change) {
    Rescue rescue;
    rescue.does("2026-03-25 11:00", tuesday_at_ten());
    EXPECT_THAT(checkins(rescue), ElementsAre("1 03-30 10:00", "2 03-31 09:50", "3 03-31 11:00"));
    Rescue sunday;
    sunday.does("2026-03-25 11:00", request::BookCheckin{7, 600, std::string{test::berlin}});
    // Twenty-four hours before that Sunday's 10:00 the clock said 09:00.
    EXPECT_THAT(checkins(sunday), ElementsAre("1 03-28 09:00", "2 03-29 09:50", "3 03-29 11:00"));
    Rescue afar;
    afar.does("2026-03-04 11:00", tuesday_at_ten("America/New_York"));
    for (const auto* week : {"03-10", "03-17", "03-24", "03-31"}) {
        EXPECT_EQ(checkins(afar, "America/New_York").at(1), fmt::format("2 {} 09:50", week));
        afar.tick(moment(fmt::format("2026-{} 12:00", week), "America/New_York"));
    }
}

TEST(Checkin, S1_07_reminders_that_come_too_late_are_not_sent) {
    Rescue rescue;
    rescue.does("2026-03-04 11:00", tuesday_at_ten());
    // Away over two meetings: nothing about the first, only the question for the second.
    const auto fired = rescue.tick("2026-03-17 12:00");
    EXPECT_THAT(told(fired), ElementsAre(3));
    for (const auto& [reminder, event, notices] : fired) {
        if (reminder.kind != ReminderKind::checkin) continue;
        EXPECT_EQ(event.pointless, notices.empty());
        EXPECT_EQ(event.pointless, event.to.empty());
    }
    EXPECT_THAT(checkins(rescue).front(), "1 03-23 10:00");
}

TEST(Checkin, S1_07_booked_for_later_today_has_only_what_is_still_ahead) {
    Rescue rescue;
    rescue.does("2026-03-10 09:55", tuesday_at_ten());
    EXPECT_THAT(checkins(rescue), ElementsAre("3 03-10 11:00"));
    Rescue past;
    past.does("2026-03-10 10:00", tuesday_at_ten());
    EXPECT_THAT(checkins(past).front(), "1 03-16 10:00");
}

TEST(Checkin, S1_07_moved_on_its_own_day_it_reminds_again) {
    Rescue rescue;
    rescue.does("2026-03-04 11:00", tuesday_at_ten());
    rescue.tick("2026-03-10 09:50");
    rescue.does("2026-03-10 09:52", request::BookCheckin{2, 14 * 60, std::string{test::berlin}});
    EXPECT_THAT(checkins(rescue), ElementsAre("2 03-10 13:50", "3 03-10 15:00"));
}

TEST(Checkin, S1_07_needs_a_weekday_a_time_and_up_to_three_indicators_with_targets) {
    Rescue rescue;
    for (const auto& bad : {request::BookCheckin{0, 600, ""}, request::BookCheckin{8, 600, ""},
                            request::BookCheckin{2, -1, ""}, request::BookCheckin{2, 1440, ""}}) {
        EXPECT_FALSE(rescue.ask("2026-03-04 11:00", bad));
    }
    EXPECT_FALSE(rescue.ask("2026-03-04 11:00", request::ChooseIndicator{"", 95, false}));
    EXPECT_FALSE(rescue.ask("2026-03-04 11:00", request::ChooseIndicator{"ontime", std::nan(""), false}));
    EXPECT_FALSE(rescue.ask("2026-03-04 11:00", request::LogIndicator{"ontime", 96}));
    for (const auto* name : {"ontime", "uptime", "defects"}) {
        rescue.does("2026-03-04 11:00", request::ChooseIndicator{name, 95, false});
    }
    EXPECT_FALSE(rescue.ask("2026-03-04 11:00", request::ChooseIndicator{"fourth", 95, false}));
    EXPECT_TRUE(rescue.ask("2026-03-04 11:00", request::ChooseIndicator{"defects", 2, true}));
    EXPECT_TRUE(rescue.state.indicator("defects")->on_target(2));
    EXPECT_FALSE(rescue.state.indicator("defects")->on_target(2.1));
    EXPECT_FALSE(
        rescue.ask("2026-03-04 11:00", request::LogIndicator{"ontime", std::numeric_limits<double>::infinity()}));
}

TEST(Checkin, S1_07_an_indicator_has_one_name_however_it_is_typed) {
    Rescue rescue;
    rescue.does("2026-03-04 11:00", request::ChooseIndicator{"On-Time %", 95, false});
    EXPECT_THAT(rescue.last_words(), testing::HasSubstr("“on-time”"));
    rescue.does("2026-03-04 11:01", request::ChooseIndicator{" on  time", 96, false});
    rescue.does("2026-03-04 11:02", request::LogIndicator{"ON TIME", 97});
    ASSERT_THAT(rescue.state.indicators, SizeIs(1));
    EXPECT_EQ(rescue.state.indicators.front().name, "on-time");
    EXPECT_EQ(rescue.state.indicators.front().target, 96);
    EXPECT_THAT(rescue.state.indicators.front().points, SizeIs(1));
}

TEST(Checkin, S1_07_a_name_that_no_value_could_be_logged_for_is_refused) {
    for (const auto* name : {"%", "95th percentile", "pünktlich", "a-name-of-more-than-thirty-one-signs"}) {
        Rescue rescue;
        const auto answer = rescue.ask("2026-03-04 11:00", request::ChooseIndicator{name, 95, false});
        ASSERT_FALSE(answer) << name;
        EXPECT_EQ(answer.error().field, "indicator") << name;
        EXPECT_THAT(answer.error().why, testing::HasSubstr(name));
    }
}

TEST(Checkin, S1_07_an_indicator_from_before_names_had_one_form_is_still_known) {
    Rescue rescue;
    rescue.apply(event::IndicatorChosen{"On Time", 95, false});
    rescue.does("2026-03-04 11:00", request::LogIndicator{"on-time", 96})
        .does("2026-03-04 11:01", request::ChooseIndicator{"on time", 97, false});
    ASSERT_THAT(rescue.state.indicators, SizeIs(1));
    EXPECT_THAT(rescue.state.indicators.front().points, SizeIs(1));
    EXPECT_EQ(rescue.state.indicators.front().target, 97);
    rescue.does("2026-03-04 11:02", request::DropIndicator{"on-time"});
    EXPECT_THAT(rescue.state.indicators, IsEmpty());
}

TEST(Checkin, S1_07_a_mistyped_indicator_can_be_dropped) {
    Rescue rescue;
    rescue.does("2026-03-04 11:00", request::ChooseIndicator{"ontiem", 95, false})
        .does("2026-03-04 11:01", request::ChooseIndicator{"ontime", 95, false});
    const auto unknown = rescue.ask("2026-03-04 11:02", request::DropIndicator{"uptime"});
    ASSERT_FALSE(unknown);
    EXPECT_THAT(unknown.error().why, testing::HasSubstr("ontiem, ontime"));
    EXPECT_FALSE(rescue.ask("2026-03-04 11:02", request::DropIndicator{""}));
    rescue.does("2026-03-04 11:03", request::DropIndicator{"ontiem", "mistyped"});
    EXPECT_THAT(rescue.last_words(), testing::HasSubstr("no longer follows “ontiem”: mistyped."));
    ASSERT_THAT(rescue.state.indicators, SizeIs(1));
    EXPECT_EQ(rescue.state.indicators.front().name, "ontime");
    EXPECT_FALSE(rescue.ask("2026-03-04 11:04", request::LogIndicator{"ontiem", 96}));
}

// S1-09: the review is offered after two weeks on target.

Rescue followed(std::vector<std::pair<std::string_view, double>> values) {
    Rescue rescue;
    rescue.does("2026-03-03 11:00", request::ChooseIndicator{"ontime", 95, false});
    for (const auto& [at, value] : values) rescue.does(at, request::LogIndicator{"ontime", value});
    return rescue;
}

std::string offered(const Rescue& rescue) {
    const auto reminders = rescue.wanted(ReminderKind::review_offered);
    return reminders.empty() ? "never" : test::day_and_clock(reminders[0].due);
}

TEST(Review, S1_09_is_offered_when_the_indicators_were_on_target_for_two_weeks) {
    EXPECT_EQ(offered(followed({})), "never");
    EXPECT_EQ(offered(followed({{"2026-03-10 10:08", 96}})), "never");
    EXPECT_EQ(offered(followed({{"2026-03-10 10:08", 96}, {"2026-03-17 10:08", 95}})), "03-24 10:08");
    EXPECT_EQ(offered(followed({{"2026-03-10 10:08", 96}, {"2026-03-17 10:08", 94.9}})), "never");
    EXPECT_EQ(offered(followed({{"2026-03-10 10:08", 90}, {"2026-03-17 10:08", 96}, {"2026-03-24 10:08", 97}})),
              "03-31 11:08")
        << "two weeks across the clock change";
    EXPECT_EQ(offered(followed({{"2026-03-07 11:00", 96}, {"2026-03-14 11:00", 96}})), "03-23 09:00") << "Saturdays";
}

TEST(Review, S1_09_every_indicator_has_to_be_on_target) {
    auto rescue = followed({{"2026-03-10 10:08", 96}, {"2026-03-17 10:08", 95}});
    rescue.does("2026-03-17 11:00", request::ChooseIndicator{"defects", 2, true});
    EXPECT_EQ(offered(rescue), "never");
    rescue.does("2026-03-18 10:00", request::LogIndicator{"defects", 1})
        .does("2026-03-25 10:00", request::LogIndicator{"defects", 2});
    EXPECT_EQ(offered(rescue), "never") << "nobody knows how the other one stands";
    rescue.does("2026-03-25 10:00", request::LogIndicator{"ontime", 98});
    EXPECT_EQ(offered(rescue), "04-01 11:00");
}

TEST(Review, S1_09_an_indicator_that_nobody_ever_measured_does_not_block_it_for_ever) {
    Rescue rescue;
    rescue.does("2026-03-03 11:00", request::ChooseIndicator{"ontiem", 95, false});
    EXPECT_EQ(offered(rescue), "never") << "nothing was measured";
    rescue.does("2026-03-03 11:01", request::ChooseIndicator{"ontime", 95, false})
        .does("2026-03-10 10:08", request::LogIndicator{"ontime", 96})
        .does("2026-03-17 10:08", request::LogIndicator{"ontime", 95});
    EXPECT_EQ(offered(rescue), "03-24 10:08");
    rescue.does("2026-03-17 10:30", request::LogIndicator{"ontiem", 90});
    EXPECT_EQ(offered(rescue), "never") << "what was measured has to be on target";
    rescue.does("2026-03-17 10:31", request::DropIndicator{"ontiem"});
    EXPECT_EQ(offered(rescue), "03-24 10:08");
}

TEST(Review, S1_09_an_indicator_that_was_chosen_late_has_its_two_weeks_to_be_measured) {
    auto rescue = followed({{"2026-03-10 10:08", 96}, {"2026-03-17 10:08", 95}});
    rescue.does("2026-03-17 11:00", request::ChooseIndicator{"defects", 2, true});
    EXPECT_EQ(offered(rescue), "never");
    rescue.does("2026-03-24 10:08", request::LogIndicator{"ontime", 97});
    EXPECT_EQ(offered(rescue), "03-31 12:00") << "two weeks after it was chosen, across the clock change";
}

TEST(Review, S1_09_two_values_on_two_days_and_then_silence_are_no_two_weeks_on_target) {
    EXPECT_EQ(offered(followed({{"2026-03-10 10:08", 96}, {"2026-03-11 10:08", 96}})), "never");
    EXPECT_EQ(offered(followed({{"2026-03-10 10:08", 96}, {"2026-03-11 10:08", 96}, {"2026-03-17 09:30", 96}})),
              "03-24 10:08");
}

TEST(Review, S1_09_the_offer_goes_to_lead_and_manager_once_and_carries_its_button) {
    auto rescue = followed({{"2026-03-10 10:08", 96}, {"2026-03-17 10:08", 95}});
    rescue.does("2026-03-17 11:00", request::TakeRole{RescueRole::recovery_lead, test::lead});
    rescue.tick("2026-03-24 10:07");
    std::vector<UserId> asked;
    for (const auto& fired : rescue.tick("2026-03-24 10:08")) {
        if (fired.reminder.kind != ReminderKind::review_offered) continue;
        for (const auto& notice : fired.notices) {
            EXPECT_TRUE(notice.review);
            asked.push_back(notice.to);
        }
    }
    EXPECT_THAT(asked, ElementsAre(test::lead, test::manager));
    rescue.does("2026-03-24 10:30", request::LogIndicator{"ontime", 97});
    EXPECT_EQ(offered(rescue), "never");
}

TEST(Review, S0_110_what_was_on_target_before_a_relapse_does_not_count_after_it) {
    auto rescue = followed({{"2026-03-10 10:08", 96}, {"2026-03-17 10:08", 95}});
    rescue.apply(event::ReviewHeld{});
    rescue.apply(event::RescueClosed{event::Outcome::recovered, "", ""});
    const auto trip = moment("2026-04-14 09:12", test::berlin);
    ASSERT_TRUE(rescue.ask(trip, request::AddSignal{{SignalKind::tickets_up, trip, {{"now", 15}}, {}, {}}}, Actor{}));
    ASSERT_EQ(rescue.state.status, CaseStatus::active);
    EXPECT_FALSE(rescue.state.review);
    EXPECT_EQ(offered(rescue), "never");
}

RC_GTEST_PROP(Checkin, S1_07_each_week_asks_at_most_once_for_each_of_the_three, ()) {
    Rescue rescue;
    const request::BookCheckin booked{*rc::gen::inRange(1, 8), *rc::gen::inRange(0, 24 * 60),
                                      std::string{*rc::gen::elementOf(test::zone_names)}};
    rescue.does("2026-03-04 11:00", test::call_with_sponsor()).does("2026-03-04 11:00", request::SendSummary{1});
    rescue.does("2026-03-04 11:00", booked);
    // Only the meetings are of interest here.
    for (const int step : {1, 3, 4, 5, 6, 7}) {
        rescue.apply(event::StepChanged{step, event::StepMark::skipped, {}, {}, "of no interest"});
    }
    std::set<std::string> keys;
    int questions = 0;
    const auto end = rescue.now + std::chrono::hours{24 * 7 * 4};
    while (rescue.now < end) {
        const auto step = std::chrono::minutes{*rc::gen::inRange(1, 20 * 60)};
        for (const auto& fired : rescue.tick(rescue.now + step)) {
            if (fired.reminder.kind != ReminderKind::checkin) continue;
            RC_ASSERT(keys.insert(fired.reminder.key).second);
            if (fired.reminder.stage != 3) continue;
            RC_ASSERT(!fired.event.pointless);
            ++questions;
        }
    }
    RC_ASSERT(questions >= 3 && questions <= 5);
}

} // namespace
} // namespace holdfast
