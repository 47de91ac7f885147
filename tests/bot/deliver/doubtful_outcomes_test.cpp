#include "tests/bot/deliver/delivery_fixture.hpp"

#include <gmock/gmock.h>

#include <memory>

namespace holdfast {

namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::SizeIs;

class DoubtfulOutcomesTest : public DeliveryTest {
protected:
    /// Rows and calls as they are when the program ends after marking, or after posting.
    void leave_in_flight(const std::string& effect_id) {
        write([&](Transaction& tx) {
            const auto row = find_effect(tx, effect_id).value();
            effect_in_flight(tx, row.id, courier_settings().holder, now() + 5min);
        });
    }
};

TEST_F(DoubtfulOutcomesTest, a_lost_reply_leaves_exactly_one_message) {
    const std::string channel = room();
    slack.lose_reply("chat.postMessage");
    start();
    say("e1", room_lane(), "once");
    say("e2", room_lane(), "then");
    ASSERT_TRUE(is_done("e2"));
    EXPECT_THAT(texts(slack.messages(channel)), ElementsAre("once", "then"));
    EXPECT_EQ(find_effect(reader(), "e1")->ts, slack.messages(channel)[0].ts);
}

TEST_F(DoubtfulOutcomesTest, a_lost_reply_to_a_direct_message_leaves_exactly_one_message) {
    slack.lose_reply("chat.postMessage");
    start();
    say("e1", slack::person_lane(UserId{kim}), "once");
    ASSERT_TRUE(is_done("e1"));
    EXPECT_THAT(texts(slack.direct_messages(kim)), ElementsAre("once"));
}

TEST_F(DoubtfulOutcomesTest, a_lost_request_is_posted_after_looking) {
    const std::string channel = room();
    slack.drop_request("chat.postMessage");
    start();
    say("e1", room_lane(), "once");
    ASSERT_TRUE(is_done("e1"));
    EXPECT_THAT(texts(slack.messages(channel)), ElementsAre("once"));
    EXPECT_THAT(slack.calls("conversations.history"), SizeIs(2));
}

TEST_F(DoubtfulOutcomesTest, a_call_that_a_crash_cut_off_and_that_takes_effect_late_leaves_exactly_one_message) {
    const std::string channel = room();
    slack.hold("chat.postMessage", 1);
    start();
    say("e1", room_lane(), "once");
    ASSERT_TRUE(slack.wait_until_held("chat.postMessage"));
    crash();
    start();
    ASSERT_TRUE(slack.wait_for_call("conversations.history"));
    slack.release("chat.postMessage");
    ASSERT_TRUE(is_done("e1"));
    EXPECT_THAT(texts(slack.messages(channel)), ElementsAre("once"));
}

TEST_F(DoubtfulOutcomesTest, a_row_in_flight_at_start_whose_message_is_there_is_not_posted_again) {
    const std::string channel = room();
    slack.hold_reply("chat.postMessage");
    start();
    say("e1", room_lane(), "once");
    ASSERT_TRUE(slack.wait_until_held("chat.postMessage"));
    crash();
    slack.heal();
    slack.release("chat.postMessage");
    start();
    ASSERT_TRUE(is_done("e1"));
    EXPECT_THAT(texts(slack.messages(channel)), ElementsAre("once"));
    EXPECT_EQ(find_effect(reader(), "e1")->ts, slack.messages(channel)[0].ts);
}

TEST_F(DoubtfulOutcomesTest, a_row_in_flight_at_start_whose_message_is_not_there_is_posted) {
    const std::string channel = room();
    say("e1", room_lane(), "once");
    leave_in_flight("e1");
    start();
    ASSERT_TRUE(is_done("e1"));
    EXPECT_THAT(texts(slack.messages(channel)), ElementsAre("once"));
}

TEST_F(DoubtfulOutcomesTest, what_may_be_there_is_looked_for_even_after_nobody_could_say_who_the_person_is) {
    slack.hold_reply("chat.postMessage");
    start();
    say("e1", slack::person_lane(UserId{"kim@example.com"}), "once");
    want("call/ann", "ann@example.com", "please call");
    ASSERT_TRUE(slack.wait_until_held("chat.postMessage", 2));
    crash();
    slack.heal();
    slack.release("chat.postMessage");
    ASSERT_TRUE(
        eventually([this] { return slack.direct_messages(kim).size() + slack.direct_messages(ann).size() == 2; }));
    write([](Transaction& tx) { tx.run("DELETE FROM slack_users"); });
    slack.rate_limit("users.lookupByEmail", 600s, slack_double::always);
    start();
    ASSERT_TRUE(eventually([this] { return !find_effect(reader(), "e1")->error.empty(); }));
    EXPECT_EQ(state_of("e1"), EffectState::doubtful);
    EXPECT_EQ(living("call/ann")->state, LivingState::doubtful);
    crash();
    slack.heal();
    start();
    ASSERT_TRUE(is_done("e1"));
    ASSERT_TRUE(eventually([this] { return living("call/ann")->posted_hash == "please call"; }));
    EXPECT_THAT(texts(slack.direct_messages(kim)), ElementsAre("once"));
    EXPECT_THAT(texts(slack.direct_messages(ann)), ElementsAre("please call"));
}

TEST_F(DoubtfulOutcomesTest, where_metadata_is_not_kept_the_same_words_in_the_same_place_are_the_message) {
    const std::string channel = room();
    slack.lose_reply("chat.postMessage");
    slack.hold("conversations.history", 1);
    start();
    say("e1", room_lane(), "once");
    ASSERT_TRUE(slack.wait_until_held("conversations.history"));
    slack.change_channel(channel, [](slack_double::Channel& one) {
        for (auto& message : one.messages) message.metadata = nullptr;
    });
    slack.release("conversations.history");
    ASSERT_TRUE(is_done("e1"));
    EXPECT_THAT(texts(slack.messages(channel)), ElementsAre("once"));
}

TEST_F(DoubtfulOutcomesTest, what_may_be_there_and_may_not_be_looked_for_yet_stays_doubtful_without_counting) {
    const std::string channel = room();
    say("e1", room_lane(), "once");
    want("call/kim", kim, "please call");
    leave_in_flight("e1");
    write([this](Transaction& tx) { message_in_flight(tx, case_id, "call/kim", case_id.value + "/call/kim"); });
    slack.rate_limit("conversations.history", 600s);
    start();
    ASSERT_TRUE(eventually([&] { return find_effect(reader(), "e1")->error.contains("ratelimited"); }));
    EXPECT_EQ(state_of("e1"), EffectState::doubtful);
    EXPECT_EQ(find_effect(reader(), "e1")->attempts, 1);
    EXPECT_EQ(living("call/kim")->state, LivingState::doubtful);
    EXPECT_EQ(living("call/kim")->attempts, 0);
    crash();
    start();
    ASSERT_TRUE(is_done("e1"));
    ASSERT_TRUE(eventually([&] { return living("call/kim")->posted_hash == "please call"; }));
    EXPECT_THAT(texts(slack.messages(channel)), ElementsAre("once"));
    EXPECT_THAT(texts(slack.direct_messages(kim)), ElementsAre("please call"));
}

TEST_F(DoubtfulOutcomesTest, a_room_that_is_not_found_when_something_is_looked_for_in_it_is_looked_at) {
    const std::string channel = room();
    say("e1", room_lane(), "once");
    leave_in_flight("e1");
    slack.refuse("conversations.history", "channel_not_found", slack_double::always);
    start();
    ASSERT_TRUE(eventually([&] { return find_room(reader(), case_id)->dirty; }));
    ASSERT_TRUE(eventually([&] { return state_of("e1") == EffectState::doubtful; }));
    slack.heal();
    ASSERT_TRUE(is_done("e1"));
    EXPECT_THAT(texts(slack.messages(channel)), ElementsAre("once"));
}

TEST_F(DoubtfulOutcomesTest, a_room_that_is_not_found_when_its_card_is_looked_for_is_looked_at) {
    const std::string channel = room();
    want("card", "room", "v1");
    write([this](Transaction& tx) { message_in_flight(tx, case_id, "card", case_id.value + "/card"); });
    slack.refuse("conversations.history", "channel_not_found", slack_double::always);
    start();
    ASSERT_TRUE(eventually([&] { return find_room(reader(), case_id)->dirty; }));
    EXPECT_EQ(living("card")->state, LivingState::doubtful);
    slack.heal();
    ASSERT_TRUE(eventually([&] { return living("card")->posted_hash == "v1"; }));
    EXPECT_THAT(texts(slack.messages(channel)), ElementsAre("v1"));
}

TEST_F(DoubtfulOutcomesTest, what_a_fault_of_ours_left_in_flight_is_looked_for_without_a_restart) {
    const std::string channel = room();
    write([](Transaction& tx) {
        tx.run("CREATE TRIGGER no_message BEFORE UPDATE ON living_messages WHEN NEW.state = 'posted'"
               " BEGIN SELECT RAISE(ABORT, 'no'); END");
        tx.run("CREATE TRIGGER no_row BEFORE UPDATE ON outbox WHEN NEW.state = 'done'"
               " BEGIN SELECT RAISE(ABORT, 'no'); END");
    });
    start();
    want("call/kim", kim, "please call");
    say("e1", room_lane(), "once");
    ASSERT_TRUE(eventually([&] { return living("call/kim")->state == LivingState::doubtful; }));
    ASSERT_TRUE(eventually([&] { return state_of("e1") == EffectState::doubtful; }));
    write([](Transaction& tx) {
        tx.run("DROP TRIGGER no_message");
        tx.run("DROP TRIGGER no_row");
    });
    ASSERT_TRUE(is_done("e1"));
    ASSERT_TRUE(eventually([&] { return living("call/kim")->posted_hash == "please call"; }));
    EXPECT_THAT(texts(slack.messages(channel)), ElementsAre("once"));
    EXPECT_THAT(texts(slack.direct_messages(kim)), ElementsAre("please call"));
}

TEST_F(DoubtfulOutcomesTest, what_was_wanted_before_our_clock_was_set_back_leaves_exactly_one_message) {
    const std::string channel = room();
    start();
    say("e1", room_lane(), "first"); // tells how far the clocks are apart
    ASSERT_TRUE(is_done("e1"));
    write([](Transaction& tx) {
        tx.run("CREATE TRIGGER clock_is_ahead AFTER INSERT ON outbox"
               " BEGIN UPDATE outbox SET created_at = created_at + 300000 WHERE id = NEW.id; END");
    });
    slack.lose_reply("chat.postMessage");
    say("e2", room_lane(), "once");
    ASSERT_TRUE(is_done("e2"));
    EXPECT_THAT(texts(slack.messages(channel)), ElementsAre("first", "once"));
}

TEST_F(DoubtfulOutcomesTest, what_was_wanted_while_our_clock_was_hours_ahead_leaves_exactly_one_message) {
    slack_is_ahead = -2h;
    const std::string channel = room();
    slack.hold_reply("chat.postMessage");
    start();
    say("e1", room_lane(), "once");
    ASSERT_TRUE(slack.wait_until_held("chat.postMessage"));
    crash();
    slack.heal();
    slack.release("chat.postMessage");
    slack_is_ahead = 0s;
    // It waits until an answer to something else has told that the clocks agree.
    write([this](Transaction& tx) {
        tx.run("UPDATE outbox SET lease_holder = 'elsewhere', lease_until = :until", now() + 1h);
    });
    start();
    say("e2", slack::person_lane(UserId{kim}), "hello");
    ASSERT_TRUE(is_done("e2"));
    write([this](Transaction& tx) { doubt_effects_of_lane(tx, room_lane(), "elsewhere"); });
    nudge();
    ASSERT_TRUE(is_done("e1"));
    EXPECT_THAT(texts(slack.messages(channel)), ElementsAre("once"));
}

/// Days are played through in a year that Slack knows nothing of.
class SimulatedCourierTest : public DeliveryTest {
protected:
    SimulatedCourierTest()
        : DeliveryTest{std::make_unique<SimulatedClock>(Instant{date::sys_days{date::year{2090} / 3 / 2}}, 1.0)} {}
};

TEST_F(SimulatedCourierTest, a_lost_reply_leaves_exactly_one_message_whatever_our_clock_shows) {
    const std::string channel = room();
    slack.lose_reply("chat.postMessage");
    start();
    say("e1", room_lane(), "once");
    ASSERT_TRUE(is_done("e1"));
    EXPECT_THAT(texts(slack.messages(channel)), ElementsAre("once"));
}

} // namespace

} // namespace holdfast
