#include "tests/bot/rooms/reconciler_fixture.hpp"

namespace holdfast {

namespace {

using namespace std::chrono_literals;

using RoomClosingTest = ReconcilerTest;

TEST_F(RoomClosingTest, a_room_is_archived_after_its_last_message) {
    begin();
    want_room_now();
    want("card", "room", "closed");
    ASSERT_TRUE(is_settled());
    say("e1", room_lane(), "one");
    say("e2", room_lane(), "two");
    wish.archived = true;
    want_room_now();
    ASSERT_TRUE(eventually([this] { return channel().is_archived && !kept()->dirty; }));
    EXPECT_EQ(state_of("e2"), EffectState::done);
    EXPECT_TRUE(actual().archived);
}

TEST_F(RoomClosingTest, a_room_that_cannot_be_archived_for_long_is_looked_at_less_often) {
    begin();
    want_room_now();
    ASSERT_TRUE(is_settled());
    slack.refuse("chat.postMessage", "not_in_channel", slack_double::always);
    say("e1", room_lane(), "the last word");
    ASSERT_TRUE(eventually([this] { return !find_effect(reader(), "e1")->error.empty(); }));
    wish.archived = true;
    want_room_now();
    ASSERT_TRUE(eventually([this] { return kept()->attempts >= 1; }));
    EXPECT_LT(kept()->not_before, now() + 2s) << "what comes last comes within seconds";
    write([](Transaction& tx) { tx.run("UPDATE rooms SET attempts = 40"); });
    EXPECT_TRUE(eventually([this] { return kept()->not_before > now() + 20s; }));
    EXPECT_FALSE(channel().is_archived);
}

} // namespace

} // namespace holdfast
