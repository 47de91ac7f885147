#include "bot/render/wanted.hpp"
#include "bot/slack/text.hpp"
#include "tests/bot/render/example_rescue.hpp"
#include "tests/bot/render/seen.hpp"

#include <gtest/gtest.h>

namespace holdfast::render {
namespace {

using test::ExampleRescue;
using test::ExampleRules;
using test::march;
using test::Seen;
using test::third_of_march;

class RoomCard : public testing::Test {
protected:
    Seen card(const ExampleRescue& rescue, Instant now = third_of_march(9, 13)) const {
        return Seen{room_card(rescue.state(), rules.at(now))};
    }
    /// The numbered line of a step.
    static std::string line_of(const Seen& seen, int step) {
        const std::string begin = "\n" + std::to_string(step) + ". ";
        const std::size_t at = seen.text().find(begin);
        return at == std::string::npos ? "" : seen.text().substr(at + 1, seen.text().find('\n', at + 1) - at - 1);
    }

    ExampleRules rules;
    ExampleRescue acme;
};

TEST_F(RoomCard, D_21_says_who_what_and_where_it_stands) {
    const Seen seen = card(acme);
    EXPECT_TRUE(seen.says("Rescue: Acme GmbH"));
    EXPECT_TRUE(seen.says("Week 1/8"));
    EXPECT_TRUE(seen.says("active"));
    EXPECT_TRUE(seen.says("Dana Fox"));
    EXPECT_TRUE(seen.says("+43 123 456"));
    EXPECT_TRUE(seen.says("<@U0JO> → <@U0LEE>")) << "the escalation path";
    EXPECT_TRUE(seen.says("Executive sponsor: <@U0LEE>"));
    EXPECT_TRUE(seen.says("Recovery lead: ⬜ open"));
}

TEST_F(RoomCard, shows_the_signal_with_its_numbers_and_a_way_to_dismiss_it) {
    const Seen seen = card(acme);
    EXPECT_TRUE(seen.says("11 % and 13 %")) << seen.text();
    EXPECT_TRUE(seen.offers("signal.dismiss", "acme#1|0"));
}

TEST_F(RoomCard, S0_26_shows_a_dismissed_signal_in_words_without_a_button) {
    acme.then(third_of_march(10), event::SignalDismissed{0, "the plant was closed"});
    const Seen seen = card(acme);
    EXPECT_TRUE(seen.says("dismissed: the plant was closed"));
    EXPECT_FALSE(seen.offers("signal.dismiss"));
}

TEST_F(RoomCard, shows_five_signals_and_counts_the_others) {
    for (int i = 0; i < 9; ++i) {
        acme.then(third_of_march(10), event::SignalAdded{{.kind = SignalKind::champion_slow}, false, {}});
    }
    const Seen seen = card(acme);
    EXPECT_EQ(seen.with_action("signal.dismiss").size(), 5U);
    EXPECT_TRUE(seen.says("and 5 signals more"));
}

TEST_F(RoomCard, numbers_the_nine_steps_each_with_a_sign_and_a_word) {
    acme.then(third_of_march(10), event::StepChanged{5, event::StepMark::skipped, {}, {}, "a single event"})
        .then(third_of_march(10), event::StepChanged{6, event::StepMark::blocked, {}, {}, "fair week"})
        .called(third_of_march(9, 40), true);
    const Seen seen = card(acme, third_of_march(20));
    EXPECT_TRUE(line_of(seen, 1).starts_with("1. ⏰ overdue")) << line_of(seen, 1);
    EXPECT_TRUE(line_of(seen, 2).starts_with("2. ✅ done"));
    EXPECT_TRUE(line_of(seen, 3).starts_with("3. ⬜ open"));
    EXPECT_TRUE(line_of(seen, 5).starts_with("5. ⏭️ skipped"));
    EXPECT_TRUE(line_of(seen, 5).contains("a single event"));
    EXPECT_TRUE(line_of(seen, 6).starts_with("6. ⛔ blocked"));
    for (int step = 1; step <= 9; ++step) EXPECT_FALSE(line_of(seen, step).empty()) << step;
}

TEST_F(RoomCard, shows_owner_and_due_date_of_an_undone_step) {
    const std::string line = line_of(card(acme), 3);
    EXPECT_TRUE(line.contains("<@U0JO>")) << line;
    EXPECT_TRUE(line.contains("due <!date^")) << line;
}

TEST_F(RoomCard, S1_15_shows_the_summaries_on_line_eight) {
    acme.called(third_of_march(9, 40), true).called(third_of_march(11), true);
    acme.then(third_of_march(12), event::SummarySent{1});
    EXPECT_TRUE(line_of(card(acme), 8).contains("1/2 sent")) << line_of(card(acme), 8);
}

TEST_F(RoomCard, counts_what_is_earned) {
    EXPECT_TRUE(card(acme).says("0/9"));
    acme.called(third_of_march(9, 40), true);
    EXPECT_TRUE(card(acme).says("1/9"));
}

TEST_F(RoomCard, S0_02_says_how_long_the_call_took) {
    EXPECT_TRUE(card(acme).says("Call: ⬜ due <!date^"));
    acme.called(third_of_march(9, 40), true);
    EXPECT_TRUE(card(acme).says("called after 28 minutes"));
    EXPECT_TRUE(card(acme).says("Signal to rescue: 2 minutes"));
}

TEST_F(RoomCard, shows_running_service_with_its_end) {
    acme.then(third_of_march(14), event::ServiceGranted{1, "premium response", march(3), march(17), "ontime", 90'000});
    EXPECT_TRUE(card(acme).says("premium response until Tue 17 Mar 2026, measured by ontime"));
}

TEST_F(RoomCard, S1_05_service_that_outlives_its_end_or_the_rescue_is_not_forgotten) {
    const Instant later = third_of_march(12) + date::days{21};
    acme.then(third_of_march(14), event::ServiceGranted{1, "night-line", march(3), march(17), "ontime", 0});
    EXPECT_TRUE(card(acme, later).says("night-line ⏰ was to end on Tue 17 Mar 2026, measured by ontime"));
    acme.then(third_of_march(15), event::RescueClosed{event::Outcome::lost, "they signed elsewhere", ""}, "U0JO");
    EXPECT_TRUE(card(acme).says("*Next*\nEnd of night-line, due ")) << card(acme).text();
    EXPECT_TRUE(card(acme, later).says("*Next*\nEnd of night-line, ⏰ overdue since "));
    acme.then(third_of_march(16), event::ServiceStopped{1});
    EXPECT_TRUE(card(acme, later).says("*Next*\nnothing is due"));
}

TEST_F(RoomCard, has_the_public_buttons) {
    const Seen seen = card(acme);
    for (const std::string_view action : {"touch.log", "call.reached", "plan.edit", "people.map"}) {
        EXPECT_TRUE(seen.offers(action, "acme#1")) << action;
    }
    ASSERT_TRUE(seen.offers("card.more"));
    std::vector<std::string> verbs;
    for (const auto& option : seen.with_action("card.more").front().json["options"]) verbs.push_back(option["value"]);
    EXPECT_EQ(verbs, (std::vector<std::string>{"step", "role", "service", "checkin", "export", "close"}));
}

TEST_F(RoomCard, has_no_buttons_once_it_is_over) {
    acme.then(third_of_march(15), event::RescueClosed{event::Outcome::lost, "they signed elsewhere", ""}, "U0JO");
    const Seen seen = card(acme);
    EXPECT_TRUE(seen.elements().empty());
    EXPECT_TRUE(seen.says("Closed as *lost*"));
    EXPECT_TRUE(seen.says("they signed elsewhere"));
}

TEST_F(RoomCard, S0_110_counts_the_days_of_the_watch) {
    acme.then(third_of_march(15), event::RescueClosed{event::Outcome::recovered, "", "on target"}, "U0JO");
    EXPECT_TRUE(card(acme, third_of_march(15) + date::days{11}).says("Watch day 12/90"));
    EXPECT_TRUE(card(acme, third_of_march(9) + date::days{90}).says("Watch day 90/90")) << "it ends later on this day";
}

TEST_F(RoomCard, D_14_names_people_whom_slack_does_not_know) {
    acme.then(third_of_march(10), event::RoleTaken{RescueRole::recovery_lead, UserId{"ann@example.com"}});
    rules.unknown.insert(UserId{"ann@example.com"});
    EXPECT_TRUE(card(acme).says("ann@example.com is not found in Slack"));
}

TEST_F(RoomCard, D_14_warns_of_nobody_while_slack_is_still_asked) {
    acme.then(third_of_march(10), event::RoleTaken{RescueRole::recovery_lead, UserId{"ann@example.com"}});
    rules.not_asked_yet.insert(UserId{"ann@example.com"});
    EXPECT_FALSE(card(acme).says("not found in Slack"));
}

TEST_F(RoomCard, opened_by_hand_says_the_reason_once) {
    event::RescueOpened opened;
    opened.account = AccountId{"acme"};
    opened.reason = "three deliveries came late";
    opened.signals = {
        Signal{.kind = SignalKind::by_hand, .at = third_of_march(9), .note = opened.reason, .by = "U0JO"}};
    ExampleRescue rescue{std::move(opened)};
    const std::string text = card(rescue).text();
    EXPECT_TRUE(text.contains("*Signal:* three deliveries came late.")) << text;
    EXPECT_EQ(text.find("three deliveries"), text.rfind("three deliveries")) << text;
    EXPECT_TRUE(text.contains("Opened by hand by "));
    rescue.then(third_of_march(10), event::SignalDismissed{0, "they were on time"});
    EXPECT_TRUE(card(rescue).says("three deliveries came late")) << "nothing else says why it was opened";
}

TEST_F(RoomCard, of_a_rescue_that_is_over_says_once_how_it_ended) {
    EXPECT_TRUE(card(acme).says("*Week 1/8* · active · "));
    acme.then(third_of_march(15), event::RescueClosed{event::Outcome::lost, "they signed elsewhere", ""}, "U0JO");
    EXPECT_TRUE(card(acme).says("*Lost* · 0/9 steps earned")) << card(acme).text();
}

TEST_F(RoomCard, D_14_says_who_is_not_in_the_room_and_what_the_workspace_refuses) {
    slack::RoomActual room;
    room.failures["U0GUEST"] = "is a guest: ask <!channel>";
    room.refused["conversations.setTopic"] = "restricted_action";
    room.trouble = "Somebody archived the room #rescue-acme.";
    const Seen seen{room_card(acme.state(), rules.at(third_of_march(9, 13)), room)};
    EXPECT_TRUE(seen.says("<@U0GUEST> is a guest: ask &lt;!channel&gt;")) << seen.text();
    EXPECT_TRUE(seen.says("I cannot set the topic"));
    EXPECT_TRUE(seen.says("Somebody archived the room"));
    EXPECT_FALSE(card(acme).says("I cannot"));
}

TEST_F(RoomCard, D_14_is_short_about_many_troubles) {
    slack::RoomActual room;
    for (int i = 0; i < 60; ++i) {
        room.failures["U0GUEST" + std::to_string(i)] = std::string(500, 'x');
        room.refused["method." + std::to_string(i)] = std::string(500, 'y');
    }
    const Seen seen{room_card(acme.state(), rules.at(third_of_march(9, 13)), room)};
    EXPECT_TRUE(seen.says("and 55 others")) << seen.text();
    EXPECT_TRUE(seen.says("and 56 other things")) << seen.text();
    EXPECT_LT(seen.text().size(), card(acme).text().size() + 3'000);
}

TEST_F(RoomCard, lists_at_most_three_next_dues_the_late_ones_marked) {
    acme.then(third_of_march(10), event::PlanRowAdded{1, "Move the night shift", UserId{"U0KIM"}, march(3)});
    const Seen seen = card(acme, third_of_march(20));
    EXPECT_TRUE(seen.says("Row 1: Move the night shift, ⏰ overdue since")) << seen.text();
    EXPECT_FALSE(seen.says("Extra service, due")) << "the fourth";
}

TEST_F(RoomCard, stays_below_eight_thousand_characters_however_much_there_is) {
    const std::string much(3'000, '&');
    ExampleRescue rescue{much};
    for (int i = 0; i < 30; ++i) {
        rescue.then(third_of_march(10),
                    event::SignalAdded{{.kind = SignalKind::champion_slow, .note = much}, false, {}});
        rescue.then(third_of_march(10), event::PlanRowAdded{i + 1, much, UserId{much}, march(3)});
        rescue.called(third_of_march(10), false);
    }
    rescue.then(third_of_march(10), event::ServiceGranted{1, much, march(3), march(17), much, 90'000});
    rescue.then(third_of_march(10), event::SponsorNamed{{much, much, much, much}, {{}, {}, false, much}});
    rescue.then(third_of_march(10), event::SponsorCallMoved{third_of_march(12), much});
    for (const RescueRole role : all_rescue_roles) {
        rescue.then(third_of_march(10), event::RoleTaken{role, UserId{much + std::string{to_text(role)}}});
    }
    for (int step = 1; step <= 9; ++step) {
        rescue.then(third_of_march(10), event::StepChanged{step, event::StepMark::blocked, UserId{much}, {}, much});
    }
    rescue.then(third_of_march(11), event::SignalDismissed{1, much});
    const Seen seen = card(rescue, third_of_march(20));
    EXPECT_LT(slack::slack_length(seen.text()), 8'000U);
    EXPECT_FALSE(seen.says("not shown")) << "nothing had to be left out";
    EXPECT_TRUE(seen.offers("touch.log"));
}

} // namespace
} // namespace holdfast::render
