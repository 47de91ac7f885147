#include "tests/bot/deliver/delivery_fixture.hpp"

#include <gmock/gmock.h>

namespace holdfast {

namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

using LivingDeliveryTest = DeliveryTest;

TEST_F(LivingDeliveryTest, the_card_comes_first_and_replies_go_under_it) {
    const std::string channel = room();
    say("e1", room_lane(), "in the thread", true);
    say("e2", room_lane(), "in the room");
    want("card", "room", "the card");
    start();
    ASSERT_TRUE(is_done("e2"));
    const auto messages = slack.messages(channel);
    EXPECT_THAT(texts(messages), ElementsAre("the card", "in the thread", "in the room"));
    EXPECT_EQ(messages[1].thread_ts, messages[0].ts);
    EXPECT_EQ(messages[2].thread_ts, "");
}

TEST_F(LivingDeliveryTest, a_living_message_is_edited_at_most_once_in_a_while_and_the_latest_wins) {
    const std::string channel = room();
    start();
    want("card", "room", "v0");
    ASSERT_TRUE(eventually([&] { return living("card")->posted_hash == "v0"; }));
    for (int i = 1; i <= 20; ++i) want("card", "room", "v" + std::to_string(i));
    ASSERT_TRUE(eventually([&] { return living("card")->posted_hash == "v20"; }));
    EXPECT_THAT(texts(slack.messages(channel)), ElementsAre("v20"));
    const auto edits = slack.calls("chat.update");
    EXPECT_LE(edits.size(), 4U);
    for (std::size_t i = 1; i < edits.size(); ++i) EXPECT_GE(edits[i].arrived - edits[i - 1].arrived, 350ms);
}

TEST_F(LivingDeliveryTest, a_deleted_card_is_posted_again_and_the_room_is_looked_at_for_its_pin) {
    const std::string channel = room();
    start();
    want("card", "room", "v1");
    ASSERT_TRUE(eventually([&] { return living("card")->posted_hash == "v1"; }));
    const std::string first = living("card")->ts;
    slack.change_channel(channel, [](slack_double::Channel& one) { one.messages.clear(); });
    want("card", "room", "v2");
    ASSERT_TRUE(eventually([&] { return living("card")->posted_hash == "v2"; }));
    EXPECT_NE(living("card")->ts, first);
    EXPECT_THAT(texts(slack.messages(channel)), ElementsAre("v2"));
    EXPECT_TRUE(find_room(reader(), case_id)->dirty);
}

TEST_F(LivingDeliveryTest, a_reply_under_a_deleted_card_waits_for_the_new_one) {
    const std::string channel = room();
    start();
    want("card", "room", "v1");
    ASSERT_TRUE(eventually([&] { return living("card")->posted_hash == "v1"; }));
    slack.change_channel(channel, [](slack_double::Channel& one) { one.messages.clear(); });
    say("e1", room_lane(), "reply", true);
    ASSERT_TRUE(is_done("e1"));
    const auto messages = slack.messages(channel);
    ASSERT_THAT(texts(messages), ElementsAre("v1", "reply"));
    EXPECT_EQ(messages[1].thread_ts, messages[0].ts);
}

TEST_F(LivingDeliveryTest, an_unwanted_message_is_taken_away) {
    start();
    want("call/kim", kim, "please call");
    ASSERT_TRUE(eventually([&] { return living("call/kim")->posted_hash == "please call"; }));
    EXPECT_THAT(slack.direct_messages(kim), SizeIs(1));
    write([&](Transaction& tx) { unwant_message(tx, case_id, "call/kim", now()); });
    nudge();
    ASSERT_TRUE(eventually([&] { return !living("call/kim"); }));
    EXPECT_THAT(slack.direct_messages(kim), IsEmpty());
}

TEST_F(LivingDeliveryTest, a_living_message_whose_reply_was_lost_is_found_and_brought_up_to_date) {
    const std::string channel = room();
    slack.hold_reply("chat.postMessage");
    start();
    want("card", "room", "v1");
    ASSERT_TRUE(slack.wait_until_held("chat.postMessage"));
    crash();
    slack.heal();
    slack.release("chat.postMessage");
    want("card", "room", "v2");
    start();
    ASSERT_TRUE(eventually([&] { return living("card")->posted_hash == "v2"; }));
    EXPECT_THAT(texts(slack.messages(channel)), ElementsAre("v2"));
    EXPECT_EQ(slack.messages(channel)[0].edits, 1U);
}

} // namespace

} // namespace holdfast
