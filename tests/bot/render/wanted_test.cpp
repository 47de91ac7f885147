#include "playbooks/rescue/ladder.hpp"
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

class Wanted : public testing::Test {
protected:
    std::vector<WantedMessage> wanted(Instant now = third_of_march(10)) const {
        return wanted_messages(acme.state(), rules.at(now));
    }
    std::vector<std::string> slots() const {
        std::vector<std::string> names;
        for (const WantedMessage& message : wanted()) names.push_back(message.slot);
        return names;
    }
    Seen slot(std::string_view name, Instant now = third_of_march(10)) const {
        for (const WantedMessage& message : wanted(now)) {
            if (message.slot == name) return Seen{message.message};
        }
        ADD_FAILURE() << "no slot " << name;
        return Seen{slack::Message{}};
    }
    slack::RoomWish room(Instant now = third_of_march(10)) const {
        return wanted_room(acme.state(), rules.at(now), RoomSettings{});
    }

    ExampleRules rules;
    ExampleRescue acme;
};

TEST_F(Wanted, is_the_card_in_the_room_and_the_call_message_of_the_manager) {
    const auto messages = wanted();
    ASSERT_EQ(messages.size(), 2U);
    EXPECT_EQ(messages[0].slot, "card");
    EXPECT_TRUE(messages[0].to.empty());
    EXPECT_EQ(messages[1].slot, "call/manager");
    EXPECT_EQ(messages[1].to, UserId{"U0JO"});
}

TEST_F(Wanted, D_14_knows_who_has_work_without_being_in_the_room_and_who_has_left) {
    acme.then(third_of_march(10), event::PlanRowAdded{1, "Move the night shift", UserId{"U0SAM"}, march(6)})
        .then(third_of_march(10), event::PlanRowAdded{2, "Call them", UserId{"U0KIM"}, march(6)})
        .then(third_of_march(10), event::StepChanged{4, event::StepMark::none, UserId{"U0ZOE"}, {}, ""});
    rules.deactivated.insert(UserId{"U0JO"});
    const auto wish = room();
    const std::vector<UserId> others{UserId{"U0ZOE"}, UserId{"U0SAM"}, UserId{"U0JO"}};
    EXPECT_EQ(wish.others, others);
    EXPECT_EQ(std::ranges::find(wish.members, UserId{"U0JO"}), wish.members.end());
}

TEST_F(Wanted, rule_10_dates_fall_back_to_the_zone_where_the_reader_is) {
    EXPECT_TRUE(slot("card").says("|2026-03-04 10:12 CET>")) << "due of step 3";
    EXPECT_TRUE(slot("call/manager").says("|2026-03-03 18:00 CET>"));
}

TEST_F(Wanted, S1_24_the_manager_reads_whom_to_call_and_what_to_say) {
    const Seen seen = slot("call/manager");
    EXPECT_TRUE(seen.says("Acme GmbH"));
    EXPECT_TRUE(seen.says("11 % and 13 %"));
    EXPECT_TRUE(seen.says("Dana Fox · +43 123 456"));
    EXPECT_TRUE(seen.says("1. Take ownership"));
    EXPECT_TRUE(seen.says("\n3. "));
    EXPECT_TRUE(seen.says("due <!date^"));
    EXPECT_TRUE(seen.offers("call.reached", "acme#1"));
    EXPECT_TRUE(seen.offers("call.no_answer", "acme#1"));
    EXPECT_TRUE(seen.offers("call.delegate", "acme#1"));
    EXPECT_FALSE(seen.offers("call.sponsor_unknown")) << "the name is known";
}

TEST_F(Wanted, S1_24_an_unknown_sponsor_can_be_said_to_be_unknown) {
    event::RescueOpened opened;
    opened.account = AccountId{"acme"};
    opened.manager = UserId{"U0JO"};
    acme = ExampleRescue{std::move(opened)};
    const Seen seen = slot("call/manager");
    EXPECT_TRUE(seen.says("name unknown · phone unknown"));
    EXPECT_TRUE(seen.offers("call.sponsor_unknown", "acme#1"));
}

TEST_F(Wanted, Q12_says_why_the_call_is_not_due_on_the_same_day) {
    acme.then(third_of_march(9, 20),
              event::SponsorNamed{{"Dana Fox", "", "", ""},
                                  {third_of_march(33), third_of_march(35), false, "it is late for the sponsor"}});
    EXPECT_TRUE(slot("call/manager").says("not on the same day: it is late for the sponsor"));
    EXPECT_TRUE(slot("call/manager").says("The sponsor's day begins"));
}

TEST_F(Wanted, S1_24_counts_attempts_and_days) {
    acme.called(third_of_march(10), false).called(third_of_march(11), false);
    EXPECT_TRUE(slot("call/manager").says("2 unanswered attempts"));
    EXPECT_FALSE(slot("call/manager").says("Day 2"));
    const auto rungs = rungs_of_the_day(acme.state(), rules.around());
    ASSERT_FALSE(rungs.empty());
    acme.then(third_of_march(32), event::ReminderFired{rung_key(acme.state(), 1, 5), {}}, "");
    EXPECT_TRUE(slot("call/manager", third_of_march(33)).says("*Day 2*"));
}

TEST_F(Wanted, a_delegated_call_has_buttons_for_the_delegate_alone) {
    acme.then(third_of_march(10), event::SponsorCallDelegated{UserId{"U0KIM"}}, "U0JO");
    EXPECT_TRUE(slot("call/U0KIM").offers("call.reached", "acme#1"));
    EXPECT_TRUE(slot("call/manager").says("*Delegated:* <@U0KIM> makes this call"));
    EXPECT_TRUE(slot("call/manager").elements().empty());
}

TEST_F(Wanted, goes_to_the_next_level_when_the_manager_has_left) {
    rules.deactivated.insert(UserId{"U0JO"});
    EXPECT_EQ(slots(), (std::vector<std::string>{"card", "call/U0LEE"}));
    EXPECT_TRUE(slot("call/U0LEE").offers("call.reached"));
}

TEST_F(Wanted, a_reached_sponsor_leaves_the_result_and_no_buttons) {
    acme.called(third_of_march(9, 40), true, true);
    const Seen seen = slot("call/manager");
    EXPECT_TRUE(seen.says("by <@U0JO>, 28 minutes after the signal"));
    EXPECT_TRUE(seen.elements().empty());
}

TEST_F(Wanted, S1_24_a_call_that_was_made_keeps_the_reason_for_which_it_was_made) {
    const Signal slow{.kind = SignalKind::champion_slow, .at = third_of_march(11)};
    acme.called(third_of_march(9, 40), true, true).then(third_of_march(11), event::SignalAdded{slow, false, {}});
    EXPECT_TRUE(slot("call/manager").says("11 % and 13 %"));
    EXPECT_FALSE(slot("call/manager").says("more on the card"));
    acme.then(third_of_march(12), event::SignalDismissed{0, "a planned stop"});
    EXPECT_TRUE(slot("call/manager").says("11 % and 13 %")) << "why the call was made does not change any more";

    acme = ExampleRescue{};
    acme.then(third_of_march(11), event::SignalAdded{slow, false, {}});
    EXPECT_TRUE(slot("call/manager").says("1 signal more on the card")) << "whoever still calls should know of both";
}

TEST_F(Wanted, a_rescue_that_is_over_needs_no_call) {
    acme.then(third_of_march(10), event::RescueClosed{event::Outcome::false_alarm, "moved to another entity", ""},
              "U0JO");
    const Seen seen = slot("call/manager");
    EXPECT_TRUE(seen.says("No call is needed any more"));
    EXPECT_TRUE(seen.elements().empty());
}

TEST_F(Wanted, S1_08_a_draft_nobody_was_shown_goes_to_its_writer) {
    acme.called(third_of_march(9, 40), true, false);
    EXPECT_EQ(slots(), (std::vector<std::string>{"card", "call/manager", "summary/1"}));
    const Seen seen = slot("summary/1");
    EXPECT_TRUE(seen.says("```Hello Dana,\n\nThank you for the time on the phone.")) << seen.text();
    for (const std::string_view action : {"summary.edit", "summary.sent", "summary.copy", "summary.discard"}) {
        EXPECT_TRUE(seen.offers(action, "acme#1|1")) << action;
    }
    EXPECT_EQ(seen.with_action("summary.sent").front().json["style"], "primary");
}

TEST_F(Wanted, S1_08_a_draft_keeps_its_buttons_when_the_rescue_is_over) {
    acme.called(third_of_march(9, 40), true, false)
        .then(third_of_march(10), event::RescueClosed{event::Outcome::lost, "they signed elsewhere", ""}, "U0JO");
    const Seen seen = slot("summary/1");
    for (const std::string_view action : {"summary.edit", "summary.sent", "summary.copy", "summary.discard"}) {
        EXPECT_TRUE(seen.offers(action, "acme#1|1")) << action;
    }
    EXPECT_FALSE(seen.with_action("summary.sent").front().json.contains("confirm")) << "nothing is to be filled in";
}

TEST_F(Wanted, S1_08_a_draft_that_lacks_the_name_of_its_writer_says_so_and_asks_before_it_counts_as_sent) {
    acme.called(third_of_march(9, 40), true, false)
        .then(third_of_march(10),
              event::SummaryEdited{1, "Hello Dana,\n\nyou have it on Friday.\n\nKind regards\n[your name]"}, "U0JO");
    const Seen seen = slot("summary/1");
    EXPECT_TRUE(seen.says("The text still says [your name]. *Edit* mends it.")) << seen.text();
    const auto button = seen.with_action("summary.sent").front().json;
    ASSERT_TRUE(button.contains("confirm"));
    EXPECT_EQ(button["confirm"]["text"]["text"], "The text still says [your name].");
}

TEST_F(Wanted, a_draft_that_the_answer_carried_is_not_shown_again) {
    acme.called(third_of_march(9, 40), true, true);
    EXPECT_EQ(slots(), (std::vector<std::string>{"card", "call/manager"}));
}

TEST_F(Wanted, a_settled_summary_keeps_its_text_and_loses_its_buttons) {
    acme.called(third_of_march(9, 40), true).then(third_of_march(10), event::SummarySent{1});
    EXPECT_TRUE(slot("summary/1").elements().empty());
    EXPECT_TRUE(slot("summary/1").says("✅ sent <!date^"));
    EXPECT_TRUE(slot("summary/1").says("Hello Dana"));
    acme.called(third_of_march(11), true).then(third_of_march(12), event::SummaryDiscarded{2, "same as before"});
    EXPECT_TRUE(slot("summary/2").says("same as before"));
    EXPECT_TRUE(slot("summary/2").elements().empty());
}

TEST_F(Wanted, S0_86b_the_topic_says_stage_and_next_due) {
    acme.then(third_of_march(9, 30), event::FactsRecorded{"late", "line two", "three days"})
        .called(third_of_march(9, 40), true, true)
        .then(third_of_march(10), event::RoleTaken{RescueRole::recovery_lead, UserId{"U0KIM"}})
        .then(third_of_march(10), event::ContactShared{});
    EXPECT_EQ(room().topic, "Week 1/8 · 3/9 steps · next: Plan due 2026-03-05");
    EXPECT_EQ(room(third_of_march(10) + date::days{8}).topic, "Week 2/8 · 3/9 steps · next: Plan due 2026-03-05");
}

TEST_F(Wanted, the_room_has_everybody_on_our_side_who_is_still_there) {
    acme.then(third_of_march(10), event::RoleTaken{RescueRole::technical_lead, UserId{"ann@example.com"}});
    rules.deactivated.insert(UserId{"U0LEE"});
    EXPECT_EQ(room().members, (std::vector<UserId>{UserId{"U0KIM"}, UserId{"U0JO"}, UserId{"ann@example.com"}}));
    EXPECT_EQ(room().prefix, "rescue-");
    EXPECT_EQ(room().account, AccountId{"acme"});
    EXPECT_TRUE(room().is_private);
    EXPECT_TRUE(room().purpose.contains("Acme GmbH"));
}

TEST_F(Wanted, a_false_alarm_is_archived_at_once) {
    EXPECT_FALSE(room().archived);
    acme.then(third_of_march(10), event::RescueClosed{event::Outcome::false_alarm, "", ""});
    EXPECT_TRUE(room().archived);
}

TEST_F(Wanted, D_17_a_lost_account_is_archived_after_a_week) {
    acme.then(third_of_march(10), event::RescueClosed{event::Outcome::lost, "", ""});
    EXPECT_FALSE(room(third_of_march(10) + date::days{7} - std::chrono::minutes{1}).archived);
    EXPECT_TRUE(room(third_of_march(10) + date::days{7}).archived);
    EXPECT_EQ(room().topic, "Closed 2026-03-03: lost");
}

TEST_F(Wanted, the_topic_of_a_watch_changes_with_news_only) {
    acme.then(third_of_march(10), event::RescueClosed{event::Outcome::recovered, "", ""});
    EXPECT_EQ(room().topic, room(third_of_march(10) + date::days{20}).topic);
    EXPECT_TRUE(room().topic.contains("End of the watch due 2026-06-01")) << room().topic;
}

TEST_F(Wanted, topic_and_purpose_fit_whatever_the_name) {
    acme = ExampleRescue{std::string(400, 'x') + "\n<!channel>"};
    acme.then(third_of_march(10), event::PlanRowAdded{1, std::string(400, 'y'), UserId{"U0KIM"}, march(3)});
    EXPECT_LE(room().topic.size(), 250U);
    EXPECT_LE(room().purpose.size(), 250U);
    EXPECT_FALSE(room().purpose.contains('\n'));
}

class NoticeMessage : public Wanted {
protected:
    Seen shown(const Notice& notice) const {
        return Seen{notice_message(notice, acme.state(), rules.at(third_of_march(12)))};
    }
};

TEST_F(NoticeMessage, is_a_plain_sentence_in_the_thread) {
    Notice notice;
    notice.line =
        std::move(Line{}.name(UserId{"U0KIM"}).say(" noted: *all* <!channel> ").stress("Relapse: ").on(march(6)));
    const Seen seen = shown(notice);
    EXPECT_TRUE(seen.elements().empty());
    const std::string text = seen.json()["text"];
    EXPECT_TRUE(text.starts_with("<@U0KIM> noted:")) << text;
    EXPECT_TRUE(text.contains("&lt;!channel&gt;"));
    EXPECT_TRUE(text.contains("*Relapse:* ")) << "no blank inside of the asterisks";
    EXPECT_TRUE(text.ends_with("Fri 6 Mar 2026"));
}

TEST_F(NoticeMessage, of_a_reminder_offers_done_and_snooze) {
    Notice notice;
    notice.where = Notice::Where::person;
    notice.to = UserId{"U0KIM"};
    notice.line.say("step 4 is due");
    notice.reminder = "step/4/due";
    const Seen seen = shown(notice);
    EXPECT_TRUE(seen.offers("reminder.done", "acme#1|step/4/due"));
    EXPECT_TRUE(seen.offers("reminder.snooze", "acme#1|step/4/due"));
}

TEST_F(NoticeMessage, about_a_summary_carries_the_draft) {
    acme.called(third_of_march(9, 40), true, true);
    Notice notice;
    notice.where = Notice::Where::person;
    notice.to = UserId{"U0JO"};
    notice.line.say("the written summary of touch 1 is not sent yet");
    notice.reminder = "summary/1/1";
    notice.summary = 1;
    const Seen seen = shown(notice);
    EXPECT_TRUE(seen.says("Hello Dana"));
    EXPECT_TRUE(seen.offers("summary.sent", "acme#1|1"));
    EXPECT_TRUE(seen.offers("reminder.snooze", "acme#1|summary/1/1"));
}

TEST_F(NoticeMessage, S1_08_done_asks_what_mark_as_sent_asks_where_the_draft_is_not_ready) {
    acme.called(third_of_march(9, 40), true, true);
    Notice notice;
    notice.where = Notice::Where::person;
    notice.to = UserId{"U0JO"};
    notice.line.say("the written summary of touch 1 is not sent yet");
    notice.reminder = "summary/1/1";
    notice.summary = 1;
    EXPECT_FALSE(shown(notice).with_action("reminder.done").front().json.contains("confirm"));
    acme.then(third_of_march(10), event::SummaryEdited{1, "Hello Dana, hello."}, "U0JO");
    const Seen seen = shown(notice);
    const auto done = seen.with_action("reminder.done").front().json;
    ASSERT_TRUE(done.contains("confirm"));
    EXPECT_EQ(done["confirm"], seen.with_action("summary.sent").front().json["confirm"]);
    notice.summary = 0;
    EXPECT_TRUE(shown(notice).with_action("reminder.done").front().json.contains("confirm"))
        << "without the draft, too";
}

TEST_F(NoticeMessage, S1_09_offers_the_review) {
    Notice notice;
    notice.where = Notice::Where::person;
    notice.to = UserId{"U0KIM"};
    notice.line.say("on target for two weeks");
    notice.review = true;
    EXPECT_TRUE(shown(notice).offers("menu.run", "close acme recovered"));
}

TEST_F(NoticeMessage, shows_commands_of_the_playbook_so_that_they_can_be_copied) {
    Notice notice;
    notice.line.say("Type `/rescue step 1` and `<!here>`.");
    const std::string text = shown(notice).json()["text"];
    EXPECT_TRUE(text.starts_with("Type `/rescue step 1` and `\u200B&lt;!here&gt;")) << text;
}

} // namespace
} // namespace holdfast::render
