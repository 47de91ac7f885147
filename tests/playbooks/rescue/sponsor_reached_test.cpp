// Whom a call reached (S1-02), and what the ladder says about when to call (S1-24).
#include "playbooks/rescue/ladder.hpp"
#include "tests/playbooks/rescue/case_builder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace holdfast {
namespace {

using test::call_with_sponsor;
using test::Company;
using test::moment;
using test::Rescue;
using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr std::string_view auckland = "Pacific/Auckland";
constexpr std::string_view lisbon = "Europe/Lisbon";

request::LogTouch call_with(std::string name, bool reached = true) {
    auto asked = call_with_sponsor(reached);
    asked.touch.with = std::move(name);
    return asked;
}

/// The word of one rung of the sponsor call among what went out.
test::Fired rung(const std::vector<test::Fired>& fired, int step) {
    for (const auto& one : fired) {
        if (one.reminder.kind == ReminderKind::sponsor_call && one.reminder.stage == step && !one.notices.empty())
            return one;
    }
    throw std::runtime_error{"this rung did not speak"};
}

std::string said(const test::Fired& fired) {
    return test::words(fired.notices.at(0).line);
}

/// The moments that a sentence names.
std::vector<Instant> moments(const test::Fired& fired) {
    std::vector<Instant> found;
    for (const auto& piece : fired.notices.at(0).line.pieces()) {
        if (const auto* at = std::get_if<Instant>(&piece)) found.push_back(*at);
    }
    return found;
}

TEST(SponsorReached, S1_02_a_call_with_somebody_else_is_a_touch_and_stops_nothing) {
    Rescue rescue;
    rescue.does("2026-03-03 09:40", call_with("Jonas Brandt"));
    EXPECT_TRUE(rescue.state.call.owed());
    EXPECT_FALSE(rescue.evidence(2).earned);
    EXPECT_EQ(rescue.state.touches.size(), 1U);
    EXPECT_EQ(rescue.state.touch_with_sponsor.front(), false);
    EXPECT_EQ(rescue.state.sponsor.name, "Dana Fox");
    rescue.does("2026-03-03 09:45", call_with("Jonas Brandt", false));
    EXPECT_THAT(rescue.state.call.attempts, IsEmpty()) << "nobody has tried to reach the sponsor";
}

TEST(SponsorReached, S1_02_the_sponsor_counts_however_spelled_and_together_with_others) {
    for (const auto* with : {"", "Dana Fox", "dana  FOX", "Jonas Brandt and Dana Fox"}) {
        Rescue rescue;
        rescue.does("2026-03-03 09:40", call_with(with));
        EXPECT_FALSE(rescue.state.call.owed()) << with;
    }
}

TEST(SponsorReached, S1_02_a_wordless_call_with_somebody_else_is_refused_and_says_whom_it_was_with) {
    Rescue rescue;
    auto wordless = call_with("Jonas Brandt");
    wordless.touch.text.clear();
    const auto answer = rescue.ask("2026-03-03 09:40", wordless);
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().field, "text");
    EXPECT_THAT(answer.error().why, AllOf(HasSubstr("Jonas Brandt"), HasSubstr("Dana Fox")));
}

TEST(SponsorReached, S1_24_a_sponsor_found_by_calling_is_called_on_the_accounts_day_and_not_on_the_former_ones) {
    auto opening = test::acme();
    opening.sponsor = {"Yuki Sato", "", "", "Asia/Tokyo"};
    opening.account_zone = "America/New_York";
    Rescue rescue{"2026-03-03 09:12", opening};
    rescue.apply(event::ContactLeft{"Yuki Sato", true});
    rescue.does("2026-03-03 15:40", call_with("Eve Ray", false));
    EXPECT_EQ(rescue.state.sponsor.name, "Eve Ray");
    EXPECT_EQ(test::clock(rescue.state.call.window.due, "America/New_York"), "Tue 18:00");
    EXPECT_EQ(rescue.state.call.attempts.size(), 1U);
}

TEST(AgreedCall, S1_24_the_evening_before_names_the_agreed_time_and_nothing_else) {
    for (const auto* agreed : {"2026-03-04 09:00", "2026-03-04 15:00"}) {
        Rescue rescue;
        rescue.does("2026-03-03 11:00", request::MoveSponsorCall{moment(agreed, test::berlin), "she travels"});
        const auto evening = rung(rescue.tick("2026-03-03 17:30"), 4);
        EXPECT_EQ(said(evening),
                  "Acme GmbH: The day ended without a call to Dana Fox. It was moved to #: she travels.");
        EXPECT_THAT(moments(evening), ElementsAre(moment(agreed, test::berlin)));
    }
}

TEST(AgreedCall, S1_24_at_the_minute_of_the_appointment_it_is_due_and_no_failure_and_the_caller_alone_is_told) {
    Rescue rescue;
    rescue.does("2026-03-03 11:00", request::MoveSponsorCall{moment("2026-03-04 09:00", test::berlin), "she travels"});
    rescue.tick("2026-03-03 17:30");
    const auto morning = rung(rescue.tick("2026-03-04 09:00"), 5);
    EXPECT_THAT(morning.event.to, ElementsAre(test::manager));
    EXPECT_EQ(said(morning), "Acme GmbH: Day 2: the call to Dana Fox was agreed for #. Call now.");
    EXPECT_THAT(moments(morning), ElementsAre(moment("2026-03-04 09:00", test::berlin)));
}

TEST(AgreedCall, S1_24_an_appointment_that_passed_is_a_failure_with_its_time) {
    Rescue rescue;
    rescue.does("2026-03-03 11:00", request::MoveSponsorCall{moment("2026-03-03 15:00", test::berlin), "in a meeting"});
    EXPECT_EQ(said(rung(rescue.tick("2026-03-03 17:30"), 4)),
              "Acme GmbH: The day ended without a call to Dana Fox. It was moved to #: in a meeting. Call in the first "
              "hour of the next working day.");
    const auto morning = rung(rescue.tick("2026-03-04 09:00"), 5);
    EXPECT_THAT(morning.event.to, ElementsAre(test::manager, test::executive));
    EXPECT_THAT(said(morning), HasSubstr("Call now, before anything else"));
}

TEST(SponsorsDay, S1_24_nobody_is_told_to_call_now_when_the_sponsors_day_is_over) {
    Company company;
    company.zones[test::manager] = auckland;
    auto opening = test::acme();
    opening.sponsor.zone = lisbon;
    Rescue rescue{moment("2026-03-03 09:00", auckland), company, opening};
    EXPECT_THAT(said(rung(rescue.tick(moment("2026-03-03 22:00", auckland)), 1)),
                HasSubstr("please call Dana Fox now"));
    const auto lisbons_wednesday = moment("2026-03-04 09:00", lisbon);
    const auto evening = rung(rescue.tick(moment("2026-03-04 00:00", auckland)), 4);
    EXPECT_THAT(said(evening), HasSubstr("The sponsor's day begins #: call then."));
    EXPECT_THAT(moments(evening), ElementsAre(lisbons_wednesday));
    // Nine in the morning in Auckland is eight in the evening of the day before in Lisbon.
    const auto morning = rung(rescue.tick(moment("2026-03-04 09:00", auckland)), 5);
    EXPECT_THAT(said(morning), AllOf(Not(HasSubstr("now")),
                                     HasSubstr("The sponsor's day begins #: call then, before anything else.")));
    EXPECT_THAT(moments(morning), ElementsAre(lisbons_wednesday));
}

TEST(SponsorsDay, S1_24_an_hour_that_was_agreed_outside_of_it_is_the_hour_to_call) {
    Company company;
    company.zones[test::manager] = "America/New_York";
    Rescue rescue{moment("2026-03-03 09:12", "America/New_York"), company};
    // Ten at night in Berlin.
    const auto agreed = moment("2026-03-03 16:00", "America/New_York");
    ASSERT_TRUE(rescue.ask(moment("2026-03-03 09:30", "America/New_York"),
                           request::MoveSponsorCall{agreed, "she calls from home"}, {test::manager, true}));
    EXPECT_THAT(said(rung(rescue.tick(agreed), 1)), HasSubstr("please call Dana Fox now"));
}

TEST(SponsorsDay, Q12_reaches_to_the_close_of_day_which_is_later_than_the_hours_of_work) {
    const Rescue rescue;
    const auto around = rescue.company.around();
    const auto when = [&](std::string_view at) {
        return test::day_and_clock(sponsor_can_be_called(rescue.state, moment(at, test::berlin), around));
    };
    EXPECT_EQ(when("2026-03-03 17:45"), "03-03 17:45");
    EXPECT_EQ(when("2026-03-03 18:00"), "03-04 09:00");
    EXPECT_EQ(when("2026-03-04 06:00"), "03-04 09:00");
    EXPECT_EQ(when("2026-03-06 18:00"), "03-09 09:00") << "not at the weekend";
    EXPECT_EQ(when("2026-03-02 10:00"), "03-03 09:12") << "not before anybody asked for it";
}

} // namespace
} // namespace holdfast
