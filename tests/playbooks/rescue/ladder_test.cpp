#include "playbooks/rescue/ladder.hpp"
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

/// `1 Tue 10:42`: step and time of each rung on the caller's clock.
std::vector<std::string> rungs(const Rescue& rescue, std::string_view zone = test::berlin) {
    std::vector<std::string> lines;
    for (const auto& rung : rungs_of_the_day(rescue.state, rescue.company.around())) {
        lines.push_back(fmt::format("{} {}", rung.step, test::clock(rung.due, zone)));
    }
    return lines;
}

/// The rungs that spoke, `day/step`, as far as the ladder is concerned.
std::vector<std::string> spoken(const std::vector<test::Fired>& fired) {
    std::vector<std::string> lines;
    for (const auto& [reminder, event, notices] : fired) {
        if (reminder.kind != ReminderKind::sponsor_call || notices.empty()) continue;
        lines.push_back(fmt::format("{}/{}", reminder.number, reminder.stage));
    }
    return lines;
}

std::vector<UserId> told(const Rescue& rescue, int step) {
    for (const auto& rung : rungs_of_the_day(rescue.state, rescue.company.around())) {
        if (rung.step == step) return rung.to;
    }
    return {};
}

TEST(Ladder, S1_24_every_rung_has_its_time_in_the_managers_zone) {
    struct Example {
        std::string_view trip;
        std::vector<std::string> rungs;
    };
    for (const auto& [trip, expected] : std::vector<Example>{
             {"2026-03-03 09:12", {"1 Tue 10:42", "2 Tue 14:30", "3 Tue 16:30", "4 Tue 17:30", "5 Wed 09:00"}},
             {"2026-03-03 00:10", {"1 Tue 09:00", "2 Tue 14:30", "3 Tue 16:30", "4 Tue 17:30", "5 Wed 09:00"}},
             {"2026-03-03 12:00", {"1 Tue 13:30", "2 Tue 15:00", "3 Tue 16:30", "4 Tue 17:30", "5 Wed 09:00"}},
             {"2026-03-03 13:30", {"1 Tue 15:00", "3 Tue 16:30", "4 Tue 17:30", "5 Wed 09:00"}},
             {"2026-03-03 15:30", {"3 Tue 16:30", "4 Tue 17:30", "5 Wed 09:00"}},
             {"2026-03-03 16:00", {"3 Tue 16:30", "4 Tue 17:30", "5 Wed 09:00"}},
             {"2026-03-03 16:30", {"4 Tue 17:30", "5 Wed 09:00"}},
             // Less than an hour of the sponsor's day is left: the call and its ladder belong to the next day.
             {"2026-03-03 17:20", {"1 Wed 09:00", "2 Wed 14:30", "3 Wed 16:30", "4 Wed 17:30", "5 Thu 09:00"}},
             {"2026-03-03 23:50", {"1 Wed 09:00", "2 Wed 14:30", "3 Wed 16:30", "4 Wed 17:30", "5 Thu 09:00"}},
             {"2026-03-06 23:50", {"1 Mon 09:00", "2 Mon 14:30", "3 Mon 16:30", "4 Mon 17:30", "5 Tue 09:00"}},
             {"2026-03-07 11:00", {"1 Mon 09:00", "2 Mon 14:30", "3 Mon 16:30", "4 Mon 17:30", "5 Tue 09:00"}},
             {"2026-03-06 09:12", {"1 Fri 10:42", "2 Fri 14:30", "3 Fri 16:30", "4 Fri 17:30", "5 Mon 09:00"}},
         }) {
        EXPECT_EQ(rungs(Rescue{trip}), expected) << trip;
    }
}

TEST(Ladder, S1_24_a_clock_change_on_the_day_does_not_move_the_wall_time_of_a_rung) {
    Company company;
    company.policy.working_hours.days.set();
    for (const auto* trip : {"2026-03-29 00:30", "2026-10-25 00:30"}) {
        const Rescue rescue{moment(trip, test::berlin), company};
        EXPECT_THAT(rungs(rescue),
                    ElementsAre("1 Sun 09:00", "2 Sun 14:30", "3 Sun 16:30", "4 Sun 17:30", "5 Mon 09:00"))
            << trip;
    }
    const Rescue friday{moment("2026-03-27 16:00", test::berlin), Company{}};
    EXPECT_THAT(rungs(friday), ElementsAre("3 Fri 16:30", "4 Fri 17:30", "5 Mon 09:00"));
}

TEST(Ladder, S1_24_rung_five_skips_a_holiday) {
    Company company;
    company.policy.working_hours.holidays = {test::day("2026-03-04")};
    EXPECT_EQ(rungs(Rescue{moment("2026-03-03 09:12", test::berlin), company}).back(), "5 Thu 09:00");
}

TEST(Ladder, S1_24_manager_in_auckland_with_sponsor_in_lisbon) {
    Company company;
    company.zones[test::manager] = "Pacific/Auckland";
    auto opening = test::acme();
    opening.sponsor.zone = "Europe/Lisbon";

    // Monday evening in Lisbon: the call belongs to Lisbon's Tuesday, which begins late on Auckland's Tuesday.
    const Rescue early{moment("2026-03-03 09:00", "Pacific/Auckland"), company, opening};
    EXPECT_THAT(rungs(early, "Pacific/Auckland"), ElementsAre("1 Tue 22:00", "4 Wed 00:00", "5 Wed 09:00"));

    // Tuesday morning in Lisbon, before the sponsor's day begins: until the sponsor's close of day.
    const Rescue late{moment("2026-03-03 21:00", "Pacific/Auckland"), company, opening};
    EXPECT_THAT(rungs(late, "Pacific/Auckland"),
                ElementsAre("1 Tue 22:30", "2 Wed 01:00", "4 Wed 07:00", "5 Wed 09:00"));
}

TEST(Ladder, S1_24_manager_in_berlin_with_sponsor_in_new_york_starts_when_new_york_does) {
    auto opening = test::acme();
    opening.sponsor.zone = "America/New_York";
    EXPECT_THAT(rungs(Rescue{"2026-03-03 09:12", opening}),
                ElementsAre("1 Tue 15:00", "3 Tue 16:30", "4 Tue 17:30", "5 Wed 09:00"));
    // After the manager's own close of day, New York can still be called until its own.
    EXPECT_THAT(rungs(Rescue{"2026-03-03 17:40", opening}),
                ElementsAre("1 Tue 19:10", "2 Tue 20:40", "4 Wed 00:00", "5 Wed 09:00"));
    // Between the two clock changes New York is an hour nearer.
    EXPECT_THAT(rungs(Rescue{"2026-03-10 09:12", opening}),
                ElementsAre("1 Tue 14:00", "3 Tue 16:30", "4 Tue 17:30", "5 Wed 09:00"));
}

TEST(Ladder, S1_24_each_rung_speaks_to_its_people) {
    Rescue rescue;
    rescue.does("2026-03-03 09:30", request::TakeRole{RescueRole::recovery_lead, test::lead});
    EXPECT_THAT(told(rescue, 1), ElementsAre(test::manager));
    EXPECT_THAT(told(rescue, 2), ElementsAre(test::manager));
    EXPECT_THAT(told(rescue, 3), ElementsAre(test::manager, test::lead));
    EXPECT_THAT(told(rescue, 4), ElementsAre(test::executive));
    EXPECT_THAT(told(rescue, 5), ElementsAre(test::manager, test::executive));

    std::map<int, Notice::Where> in_public;
    for (const auto& fired : rescue.tick("2026-03-03 14:30")) {
        for (const auto& notice : fired.notices) {
            if (notice.where != Notice::Where::person) in_public[fired.reminder.stage] = notice.where;
        }
    }
    for (const auto& fired : rescue.tick("2026-03-03 17:30")) {
        for (const auto& notice : fired.notices) {
            if (fired.reminder.kind != ReminderKind::sponsor_call || notice.where == Notice::Where::person) continue;
            in_public[fired.reminder.stage] = notice.where;
        }
    }
    EXPECT_THAT(in_public, ElementsAre(testing::Pair(2, Notice::Where::thread), testing::Pair(4, Notice::Where::room)));
}

TEST(Ladder, S1_24_with_an_unknown_sponsor_the_timer_still_runs) {
    auto opening = test::acme();
    opening.sponsor = {};
    Rescue rescue{"2026-03-03 09:12", opening};
    const auto expected = rungs(Rescue{});
    EXPECT_EQ(rungs(rescue), expected);
    EXPECT_THAT(spoken(rescue.tick("2026-03-03 10:42")), ElementsAre("1/1"));

    rescue.does("2026-03-03 11:00", request::NameSponsor{{"Dana Fox", "", "", ""}});
    EXPECT_EQ(rungs(rescue), expected);
    EXPECT_THAT(spoken(rescue.tick("2026-03-03 11:00")), IsEmpty());
}

TEST(Ladder, S1_24_a_call_that_reached_needs_the_sponsors_name) {
    auto opening = test::acme();
    opening.sponsor = {};
    Rescue rescue{"2026-03-03 09:12", opening};
    EXPECT_FALSE(rescue.ask("2026-03-03 09:40", call_with_sponsor()));
    auto named = call_with_sponsor();
    named.touch.with = "Dana Fox";
    EXPECT_TRUE(rescue.ask("2026-03-03 09:40", named));
    EXPECT_EQ(rescue.state.sponsor.name, "Dana Fox");
    EXPECT_FALSE(rescue.state.call.owed());
}

TEST(Ladder, S1_24_a_deactivated_manager_is_replaced_by_the_next_level) {
    Company company;
    company.deactivated.insert(test::manager);
    company.zones[test::executive] = "Europe/Lisbon";
    Rescue rescue{moment("2026-03-03 09:12", test::berlin), company};
    EXPECT_THAT(told(rescue, 1), ElementsAre(test::executive));
    EXPECT_THAT(rungs(rescue, "Europe/Lisbon"),
                ElementsAre("1 Tue 09:42", "2 Tue 14:30", "3 Tue 16:30", "4 Tue 17:30", "5 Wed 09:00"));
    EXPECT_THAT(told(rescue, 4), ElementsAre(test::executive)) << "nobody stands above, and nobody below is told";
    EXPECT_THAT(told(rescue, 5), ElementsAre(test::executive));
}

TEST(Ladder, S1_24_the_next_level_never_lies_below_whoever_calls) {
    auto opening = test::acme();
    opening.executive_sponsor = {};
    Rescue rescue{"2026-03-03 09:12", opening};
    rescue.does("2026-03-03 09:30", request::TakeRole{RescueRole::recovery_lead, test::lead});
    EXPECT_THAT(told(rescue, 4), ElementsAre(test::manager));
    rescue.does("2026-03-03 09:40", request::DelegateSponsorCall{test::lead});
    EXPECT_THAT(told(rescue, 4), ElementsAre(test::manager));
    EXPECT_THAT(told(rescue, 5), ElementsAre(test::lead, test::manager));
}

TEST(Ladder, S1_24_a_manager_whom_slack_does_not_know_is_replaced_by_the_executive_sponsor) {
    Rescue rescue;
    EXPECT_THAT(told(rescue, 1), ElementsAre(test::manager));
    rescue.company.unknown.insert(test::manager);
    EXPECT_THAT(told(rescue, 1), ElementsAre(test::executive));
    EXPECT_EQ(rescue.step(2).owner, test::executive);
}

TEST(Ladder, S1_24_there_is_always_somebody_to_call) {
    Rescue rescue;
    auto& company = rescue.company;
    company.policy.leaders.insert(test::colleague);
    const std::vector<std::pair<UserId, UserId>> next{{test::manager, test::executive},
                                                      {test::executive, test::account_manager},
                                                      {test::account_manager, test::colleague},
                                                      {test::colleague, test::admin}};
    for (const auto& [gone, caller] : next) {
        company.deactivated.insert(gone);
        EXPECT_EQ(caller_of(rescue.state, company.around()), caller);
        EXPECT_THAT(told(rescue, 1), ElementsAre(caller));
    }
    company.deactivated.insert(test::admin);
    EXPECT_THAT(spoken(rescue.tick("2026-03-04 09:00")), ElementsAre("1/4"))
        << "the room hears it when nobody else can";
}

TEST(Ladder, S1_24_a_missing_manager_is_replaced_by_the_next_level) {
    auto opening = test::acme();
    opening.manager = {};
    EXPECT_THAT(told(Rescue{"2026-03-03 09:12", opening}, 1), ElementsAre(test::executive));
}

TEST(Ladder, S1_24_a_delegate_climbs_it_on_their_own_clock_and_the_manager_is_told) {
    Rescue rescue;
    rescue.company.zones[test::colleague] = "Europe/Lisbon";
    EXPECT_THAT(spoken(rescue.tick("2026-03-03 10:42")), ElementsAre("1/1"));

    const auto before = rescue.state;
    rescue.does("2026-03-03 11:00", request::DelegateSponsorCall{test::colleague});
    EXPECT_THAT(rungs(rescue, "Europe/Lisbon"),
                ElementsAre("1 Tue 09:42", "2 Tue 14:30", "3 Tue 16:30", "4 Tue 17:30", "5 Wed 09:00"));
    EXPECT_THAT(told(rescue, 2), ElementsAre(test::colleague));
    EXPECT_EQ(rescue.step(2).owner, test::colleague);

    std::vector<UserId> informed;
    for (const auto& notice : notices_of(before, rescue.state, rescue.history.back(), rescue.company.around())) {
        if (notice.where == Notice::Where::person) informed.push_back(notice.to);
    }
    EXPECT_THAT(informed, ElementsAre(test::manager));
    // The first rung went out already; it is not repeated for the delegate.
    EXPECT_THAT(spoken(rescue.tick("2026-03-03 15:00")), IsEmpty());
    EXPECT_THAT(spoken(rescue.tick("2026-03-03 15:30")), ElementsAre("1/2"));

    rescue.company.deactivated.insert(test::colleague);
    EXPECT_THAT(told(rescue, 3), ElementsAre(test::manager));
}

TEST(Ladder, S1_24_delegating_can_be_typed_as_a_new_owner_of_step_two) {
    Rescue rescue;
    request::ChangeStep asked;
    asked.step = 2;
    asked.owner = test::colleague;
    rescue.does("2026-03-03 09:30", asked);
    EXPECT_EQ(rescue.state.call.delegate, test::colleague);
    EXPECT_EQ(rescue.step(2).owner, test::colleague);
    EXPECT_THAT(told(rescue, 1), ElementsAre(test::colleague));
}

TEST(Ladder, S1_24_no_answer_keeps_it_alive_and_counts) {
    Rescue rescue;
    rescue.does("2026-03-03 09:40", call_with_sponsor(false)).does("2026-03-03 09:50", call_with_sponsor(false));
    EXPECT_EQ(rescue.state.call.attempts.size(), 2U);
    EXPECT_EQ(rescue.evidence(2).have, "2 unanswered attempts");
    EXPECT_TRUE(rescue.state.summaries.empty());
    EXPECT_THAT(spoken(rescue.tick("2026-03-03 14:30")), ElementsAre("1/2"));
}

TEST(Ladder, S1_24_stops_at_once_when_anybody_logs_a_call_that_reached) {
    Rescue rescue;
    ASSERT_TRUE(rescue.ask(moment("2026-03-03 09:40", test::berlin), call_with_sponsor(), {test::stranger, false}));
    EXPECT_THAT(rescue.wanted(ReminderKind::sponsor_call), IsEmpty());
    EXPECT_THAT(spoken(rescue.tick("2026-03-09 12:00")), IsEmpty());
    EXPECT_EQ(rescue.evidence(2).have, "28 minutes from signal to call");
}

TEST(Ladder, S1_02_only_a_call_from_our_side_after_the_trip_that_reached_the_sponsor_counts) {
    const auto owed_after = [](auto change) {
        Rescue rescue;
        auto asked = call_with_sponsor();
        change(asked);
        rescue.does("2026-03-03 09:40", asked);
        return rescue.state.call.owed();
    };
    EXPECT_FALSE(owed_after([](auto&) {}));
    EXPECT_TRUE(owed_after([](auto& asked) { asked.touch.reached = false; }));
    EXPECT_TRUE(owed_after([](auto& asked) { asked.touch.direction = Direction::in; }));
    EXPECT_TRUE(owed_after([](auto& asked) { asked.touch.kind = TouchKind::email; }));
    EXPECT_TRUE(owed_after([](auto& asked) { asked.with_sponsor = false; }));
    EXPECT_TRUE(owed_after([](auto& asked) { asked.touch.at = moment("2026-03-03 09:11", test::berlin); }));
    EXPECT_TRUE(owed_after([](auto& asked) { asked.touch.at = moment("2026-03-02 15:00", test::berlin); }));
    EXPECT_FALSE(owed_after([](auto& asked) { asked.touch.at = moment("2026-03-03 09:12", test::berlin); }));
}

TEST(Ladder, S1_24_a_moved_call_is_left_alone_until_its_time_and_the_days_go_on_counting) {
    Rescue rescue;
    EXPECT_THAT(spoken(rescue.tick("2026-03-03 10:42")), ElementsAre("1/1"));
    rescue.does("2026-03-03 11:00",
                request::MoveSponsorCall{moment("2026-03-04 11:30", test::berlin), "she is travelling"});
    EXPECT_THAT(rungs(rescue), ElementsAre("4 Tue 17:30", "5 Wed 09:00")) << "nobody is pressed, the next level hears";
    EXPECT_THAT(spoken(rescue.tick("2026-03-03 17:30")), ElementsAre("1/4"));
    EXPECT_THAT(spoken(rescue.tick("2026-03-04 09:00")), ElementsAre("1/5"));
    EXPECT_EQ(ladder_day(rescue.state), 2);
    EXPECT_THAT(rungs(rescue), ElementsAre("1 Wed 11:30", "2 Wed 14:30", "3 Wed 16:30", "4 Wed 17:30", "5 Thu 09:00"));
    EXPECT_THAT(spoken(rescue.tick("2026-03-04 11:29")), IsEmpty());
    EXPECT_THAT(spoken(rescue.tick("2026-03-04 11:30")), ElementsAre("2/1"));

    // Moved again and again, the day still ends with the next level, and the count goes on.
    rescue.does("2026-03-04 15:00",
                request::MoveSponsorCall{moment("2026-03-05 10:00", test::berlin), "in a board meeting"});
    EXPECT_THAT(spoken(rescue.tick("2026-03-04 17:30")), ElementsAre("2/4"));
    EXPECT_THAT(spoken(rescue.tick("2026-03-05 09:00")), ElementsAre("2/5"));
    EXPECT_EQ(ladder_day(rescue.state), 3);
}

TEST(Ladder, S1_24_on_the_morning_of_an_appointment_the_caller_alone_is_reminded_of_it) {
    Rescue rescue;
    const auto on_the_morning = [&rescue](std::string_view at) {
        for (auto& fired : rescue.tick(at)) {
            if (fired.reminder.kind == ReminderKind::sponsor_call && fired.reminder.stage == 5) return fired;
        }
        throw std::runtime_error{"no word in the morning"};
    };
    rescue.does("2026-03-03 11:00",
                request::MoveSponsorCall{moment("2026-03-04 11:30", test::berlin), "she is travelling"});
    const auto agreed = on_the_morning("2026-03-04 09:00");
    EXPECT_THAT(agreed.event.to, ElementsAre(test::manager)) << "the next level heard at the end of the day";
    EXPECT_EQ(test::words(agreed.notices.at(0).line), "Acme GmbH: Day 2: the call to Dana Fox is agreed for #.");
    // The appointment passed without a call: from here on it is a failure.
    const auto missed = on_the_morning("2026-03-05 09:00");
    EXPECT_THAT(missed.event.to, ElementsAre(test::manager, test::executive));
    EXPECT_THAT(test::words(missed.notices.at(0).line), testing::HasSubstr("Call now, before anything else"));
}

TEST(Ladder, S1_24_a_call_moved_within_the_day_gets_its_word_at_the_agreed_time_though_one_went_out_before) {
    Rescue rescue;
    EXPECT_THAT(spoken(rescue.tick("2026-03-03 10:42")), ElementsAre("1/1"));
    rescue.does("2026-03-03 11:00", request::MoveSponsorCall{moment("2026-03-03 15:00", test::berlin), "in a meeting"});
    EXPECT_THAT(rungs(rescue), ElementsAre("1 Tue 15:00", "3 Tue 16:30", "4 Tue 17:30", "5 Wed 09:00"));
    EXPECT_THAT(spoken(rescue.tick("2026-03-03 15:00")), ElementsAre("1/1"));
    // An appointment at the end of the day is not missed at the minute it begins.
    rescue.does("2026-03-03 15:10", request::MoveSponsorCall{moment("2026-03-03 17:15", test::berlin), "still there"});
    EXPECT_THAT(rungs(rescue), ElementsAre("1 Tue 17:15", "4 Tue 18:45", "5 Wed 09:00"));
}

TEST(Ladder, S1_24_the_end_of_the_day_says_that_the_call_was_moved_and_why) {
    Rescue rescue;
    rescue.does("2026-03-03 11:00",
                request::MoveSponsorCall{moment("2026-03-04 11:30", test::berlin), "she is travelling"});
    std::string said;
    for (const auto& fired : rescue.tick("2026-03-03 17:30")) {
        if (fired.reminder.kind == ReminderKind::sponsor_call) said = test::words(fired.notices.at(0).line);
    }
    EXPECT_THAT(said, testing::HasSubstr("she is travelling"));
}

TEST(Ladder, S1_24_a_corrected_phone_number_keeps_the_time_of_a_moved_call) {
    Rescue rescue;
    const auto original = rescue.state.call.window;
    const auto agreed = moment("2026-03-04 09:30", test::berlin);
    rescue.does("2026-03-03 11:00", request::MoveSponsorCall{agreed, "she is travelling"});
    rescue.does("2026-03-03 11:05", request::NameSponsor{{"", "+49 30 99", "", ""}});
    EXPECT_EQ(rescue.state.call.due(), agreed);
    EXPECT_EQ(rescue.state.call.window, original);
    EXPECT_EQ(rescue.state.sponsor.phone, "+49 30 99");
}

TEST(Ladder, S1_24_a_new_sponsor_without_a_zone_is_called_on_the_accounts_day_and_not_on_the_former_ones) {
    auto opening = test::acme();
    opening.sponsor.zone = "Asia/Tokyo";
    opening.account_zone = "America/New_York";
    Rescue rescue{"2026-03-03 09:12", opening};
    EXPECT_EQ(test::clock(rescue.state.call.window.opens, "Asia/Tokyo"), "Wed 09:00");
    rescue.does("2026-03-03 11:00", request::NameSponsor{{"Eve Ray", "", "", ""}});
    EXPECT_EQ(rescue.state.sponsor.zone, "");
    EXPECT_EQ(test::clock(rescue.state.call.window.opens, "America/New_York"), "Tue 09:00");
    EXPECT_EQ(test::clock(rescue.state.call.window.due, "America/New_York"), "Tue 18:00");
    rescue.does("2026-03-03 11:05", request::NameSponsor{{"", "", "", "Europe/Lisbon"}});
    EXPECT_EQ(test::clock(rescue.state.call.window.due, "Europe/Lisbon"), "Tue 18:00");
}

TEST(Ladder, S1_24_a_new_sponsor_without_a_zone_is_called_on_the_day_of_the_account_as_it_is_on_record_by_then) {
    Rescue rescue;
    const auto original = rescue.state.call.window;
    const request::PutInCharge in_tokyo{{}, {}, {}, "Asia/Tokyo"};
    rescue.does("2026-03-03 10:00", in_tokyo);
    EXPECT_EQ(rescue.last_words(), "The account's time zone is now Asia/Tokyo.");
    EXPECT_EQ(rescue.state.call.window, original) << "the sponsor is where they were";
    EXPECT_EQ(rescue.state.owner, test::account_manager);
    EXPECT_EQ(rescue.state.manager, test::manager);
    EXPECT_EQ(rescue.state.executive_sponsor, test::executive);
    const auto version = rescue.state.version;
    rescue.does("2026-03-03 10:05", in_tokyo).does("2026-03-03 10:06", request::PutInCharge{});
    EXPECT_EQ(rescue.state.version, version) << "nothing has changed";
    rescue.does("2026-03-03 11:00", request::NameSponsor{{"Eve Ray", "", "", ""}});
    EXPECT_EQ(test::clock(rescue.state.call.window.opens, "Asia/Tokyo"), "Wed 09:00");
}

TEST(Ladder, S1_24_people_and_zone_of_the_account_change_in_one_line_of_the_record) {
    Rescue rescue;
    rescue.does("2026-03-03 10:00", request::PutInCharge{{}, test::colleague, {}, "Europe/Lisbon"});
    EXPECT_THAT(rescue.last_words(),
                testing::AllOf(testing::HasSubstr("manager @UCOLLEAGUE;"),
                               testing::EndsWith(" The account's time zone is now Europe/Lisbon.")));
    EXPECT_EQ(rescue.state.manager, test::colleague);
    EXPECT_EQ(rescue.state.account_zone, "Europe/Lisbon");
    rescue.does("2026-03-03 10:05", request::PutInCharge{{}, {}, {}, ""}, test::colleague);
    EXPECT_EQ(rescue.last_words(), "The account's time zone is not known any more.");
    EXPECT_EQ(rescue.state.account_zone, "");
    EXPECT_EQ(rescue.state.manager, test::colleague);
}

TEST(Ladder, S1_24_moving_needs_a_reason_and_reaches_to_the_next_working_day) {
    Rescue rescue;
    const auto moved = [&](std::string_view to, std::string reason) {
        return rescue.ask("2026-03-03 11:00", request::MoveSponsorCall{moment(to, test::berlin), std::move(reason)})
            .has_value();
    };
    EXPECT_FALSE(moved("2026-03-04 09:30", ""));
    EXPECT_FALSE(moved("2026-03-03 11:00", "late"));
    EXPECT_FALSE(moved("2026-03-05 09:00", "late"));
    EXPECT_TRUE(moved("2026-03-04 22:00", "late"));
    Rescue friday{"2026-03-06 09:12"};
    EXPECT_TRUE(
        friday.ask("2026-03-06 11:00", request::MoveSponsorCall{moment("2026-03-09 10:00", test::berlin), "x"}));
    EXPECT_FALSE(
        friday.ask("2026-03-06 11:00", request::MoveSponsorCall{moment("2026-03-10 10:00", test::berlin), "x"}));
    rescue.does("2026-03-03 12:00", call_with_sponsor());
    EXPECT_FALSE(moved("2026-03-04 09:30", "again"));
    EXPECT_FALSE(rescue.ask("2026-03-03 12:10", request::DelegateSponsorCall{test::colleague}));
}

TEST(Ladder, S1_24_from_the_second_day_on_it_waits_for_the_sponsors_day) {
    auto opening = test::acme();
    opening.sponsor.zone = "America/New_York";
    Rescue rescue{"2026-03-03 09:12", opening};
    EXPECT_THAT(spoken(rescue.tick("2026-03-04 09:00")).back(), "1/5");
    EXPECT_THAT(rungs(rescue), ElementsAre("1 Wed 15:00", "3 Wed 16:30", "4 Wed 17:30", "5 Thu 09:00"));

    // Where only the account's zone is known, it is the account's day.
    auto unnamed = test::acme();
    unnamed.sponsor = {};
    unnamed.account_zone = "America/New_York";
    Rescue account{"2026-03-03 09:12", unnamed};
    EXPECT_THAT(spoken(account.tick("2026-03-04 09:00")).back(), "1/5");
    EXPECT_EQ(rungs(account).front(), "1 Wed 15:00");
}

TEST(Ladder, S1_24_later_days_begin_on_working_days_of_whoever_calls) {
    Company company;
    company.zones[test::manager] = "Pacific/Auckland";
    auto opening = test::acme();
    opening.sponsor.zone = "Europe/Lisbon";
    Rescue rescue{moment("2026-03-05 09:00", "Pacific/Auckland"), company, opening};
    rescue.tick(moment("2026-03-06 09:00", "Pacific/Auckland"));
    // Lisbon's Friday begins on Auckland's Friday evening.
    EXPECT_EQ(rungs(rescue, "Pacific/Auckland").front(), "1 Fri 22:00");
    rescue.tick(moment("2026-03-09 09:00", "Pacific/Auckland"));
    EXPECT_EQ(rungs(rescue, "Pacific/Auckland").front(), "1 Mon 22:00") << "and not on a Sunday";
}

TEST(Ladder, S1_24_counts_its_days) {
    Rescue rescue;
    EXPECT_THAT(spoken(rescue.tick("2026-03-03 10:42")), ElementsAre("1/1"));
    EXPECT_THAT(spoken(rescue.tick("2026-03-03 17:30")).back(), "1/4");
    const auto morning = rescue.tick("2026-03-04 09:00");
    EXPECT_THAT(spoken(morning), ElementsAre("1/5"));
    bool says_day_two = false;
    for (const auto& fired : morning) {
        for (const auto& notice : fired.notices) says_day_two |= test::words(notice.line).contains("Day 2");
    }
    EXPECT_TRUE(says_day_two);
    EXPECT_EQ(ladder_day(rescue.state), 2);
    EXPECT_THAT(rungs(rescue), ElementsAre("1 Wed 10:30", "2 Wed 14:30", "3 Wed 16:30", "4 Wed 17:30", "5 Thu 09:00"));
    EXPECT_THAT(spoken(rescue.tick("2026-03-04 10:30")), ElementsAre("2/1"));
    EXPECT_THAT(spoken(rescue.tick("2026-03-04 14:30")), ElementsAre("2/2"));
    EXPECT_THAT(spoken(rescue.tick("2026-03-04 16:30")), ElementsAre("2/3"));
    EXPECT_THAT(spoken(rescue.tick("2026-03-04 17:30")), ElementsAre("2/4"));
    EXPECT_THAT(spoken(rescue.tick("2026-03-05 09:00")), ElementsAre("2/5"));
    EXPECT_EQ(ladder_day(rescue.state), 3);
    EXPECT_THAT(rungs(rescue).front(), "1 Thu 10:30");
}

TEST(Ladder, S1_24_after_a_standstill_only_the_latest_rung_speaks_and_the_end_of_a_day_always_does) {
    struct Example {
        std::string_view back_at;
        std::vector<std::string> spoken;
    };
    for (const auto& [back_at, expected] : std::vector<Example>{
             {"2026-03-03 10:42", {"1/1"}},
             {"2026-03-03 14:29", {"1/1"}},
             {"2026-03-03 14:30", {"1/2"}},
             {"2026-03-03 16:45", {"1/3"}},
             {"2026-03-03 17:30", {"1/4"}},
             {"2026-03-04 08:00", {"1/4"}},
             {"2026-03-04 09:00", {"1/4", "1/5"}},
             {"2026-03-04 15:00", {"1/4", "1/5", "2/2"}},
             {"2026-03-05 08:00", {"1/4", "2/4"}},
             {"2026-03-06 11:00", {"1/4", "2/4", "3/4", "3/5", "4/1"}},
         }) {
        Rescue rescue;
        EXPECT_EQ(spoken(rescue.tick(back_at)), expected) << back_at;
    }
}

TEST(Ladder, S1_24_an_expired_rung_leaves_no_line_in_the_thread) {
    Rescue rescue;
    for (const auto& fired : rescue.tick("2026-03-03 16:45")) {
        if (fired.reminder.kind != ReminderKind::sponsor_call || fired.reminder.stage > 2) continue;
        EXPECT_TRUE(fired.event.pointless);
        EXPECT_THAT(fired.notices, IsEmpty()) << fired.reminder.key;
    }
}

TEST(Ladder, S0_110_a_relapse_climbs_a_new_ladder) {
    Rescue rescue;
    rescue.does("2026-03-03 09:40", call_with_sponsor());
    rescue.apply(event::RescueClosed{event::Outcome::recovered, "", ""});
    rescue.tick("2026-04-01 12:00");
    const auto trip = moment("2026-04-14 09:12", test::berlin);
    request::AddSignal relapse;
    relapse.signal = {SignalKind::tickets_up, trip, {{"now", 15}}, {}, {}};
    ASSERT_TRUE(rescue.ask(trip, relapse, Actor{}));
    EXPECT_EQ(rescue.state.status, CaseStatus::active);
    EXPECT_TRUE(rescue.state.call.owed());
    EXPECT_THAT(rungs(rescue), ElementsAre("1 Tue 10:42", "2 Tue 14:30", "3 Tue 16:30", "4 Tue 17:30", "5 Wed 09:00"));
    EXPECT_THAT(spoken(rescue.tick("2026-04-14 10:42")), ElementsAre("1/1"));
}

TEST(Ladder, S0_110_a_relapse_asks_for_a_call_on_the_day_of_the_sponsor_whom_the_rescue_knows) {
    Rescue rescue;
    rescue.does("2026-03-03 09:30", request::NameSponsor{{"Eve Ray", "", "", "America/New_York"}})
        .does("2026-03-03 16:40", call_with_sponsor());
    rescue.apply(event::RescueClosed{event::Outcome::recovered, "", ""});
    const auto trip = moment("2026-04-14 09:12", test::berlin);
    ASSERT_TRUE(rescue.ask(trip, request::AddSignal{{SignalKind::tickets_up, trip, {{"now", 15}}, {}, {}}}, Actor{}));
    EXPECT_EQ(test::clock(rescue.state.call.window.opens, "America/New_York"), "Tue 09:00");
    EXPECT_EQ(test::clock(rescue.state.call.window.due, "America/New_York"), "Tue 18:00");
}

} // namespace
} // namespace holdfast
