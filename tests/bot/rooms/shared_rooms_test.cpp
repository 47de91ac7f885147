#include "storage/shared_channels.hpp"
#include "tests/bot/rooms/reconciler_fixture.hpp"

#include <gmock/gmock.h>

namespace holdfast {

namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

using SharedRoomsTest = ReconcilerTest;

TEST_F(SharedRoomsTest, rule_6_a_room_that_becomes_shared_falls_silent_and_the_manager_is_told_once) {
    begin();
    want_room_now();
    want("card", "room", "the card");
    ASSERT_TRUE(is_settled());
    ASSERT_TRUE(eventually([this] { return !channel().pins.empty() && !kept()->dirty; }));
    const auto id = kept()->channel.value();
    slack.change_channel(id.value, [](slack_double::Channel& shared) { shared.is_ext_shared = true; });
    write([&](Transaction& tx) {
        note_sharing(tx, id, true, now());
        doubt_room(tx, case_id, now());
    });
    ASSERT_TRUE(eventually([this] { return slack.direct_messages(kim).size() == 1; }));
    EXPECT_THAT(slack.direct_messages(kim).front().text, HasSubstr("shared with another organisation"));
    wish.topic = "Week 2/8";
    want_room_now();
    want("card", "room", "the card with news");
    say("e1", room_lane(), "a line");
    ASSERT_TRUE(is_settled());
    EXPECT_EQ(channel().topic, "Week 1/8");
    EXPECT_EQ(state_of("e1"), EffectState::queued);
    EXPECT_THAT(slack.calls("chat.update"), IsEmpty());

    slack.change_channel(id.value, [](slack_double::Channel& ours) { ours.is_ext_shared = false; });
    look_again();
    ASSERT_TRUE(is_done("e1"));
    ASSERT_TRUE(eventually([this] { return channel().topic == "Week 2/8"; }));
    EXPECT_THAT(slack.direct_messages(kim), SizeIs(1));

    ASSERT_TRUE(is_settled());
    slack.change_channel(id.value, [](slack_double::Channel& shared) { shared.is_ext_shared = true; });
    look_again();
    EXPECT_TRUE(eventually([this] { return slack.direct_messages(kim).size() == 2; })) << "shared once more";
}

TEST_F(SharedRoomsTest, rule_6_a_room_found_to_be_shared_without_being_told_falls_silent) {
    begin();
    want_room_now();
    ASSERT_TRUE(is_settled());
    const auto id = kept()->channel.value();
    slack.change_channel(id.value, [](slack_double::Channel& shared) { shared.is_ext_shared = true; });
    look_again();
    ASSERT_TRUE(eventually([&] { return is_noted_as_shared(reader(), id); }));
    ASSERT_TRUE(eventually([this] { return slack.direct_messages(kim).size() == 1; }));
}

TEST_F(SharedRoomsTest, rule_6_a_room_that_became_shared_while_nobody_listened_falls_silent_at_the_start) {
    begin();
    want_room_now();
    ASSERT_TRUE(is_settled());
    EXPECT_THAT(slack.calls("conversations.info"), IsEmpty()) << "what was just created is known";
    const auto id = kept()->channel.value();
    end();
    slack.change_channel(id.value, [](slack_double::Channel& shared) { shared.is_ext_shared = true; });
    begin();
    ASSERT_TRUE(eventually([&] { return is_noted_as_shared(reader(), id); }));
    ASSERT_TRUE(eventually([this] { return slack.direct_messages(kim).size() == 1; }));
}

TEST_F(SharedRoomsTest, rule_6_after_a_start_a_room_is_looked_at_before_anything_is_done_in_it) {
    begin();
    want_room_now();
    ASSERT_TRUE(is_settled());
    const auto id = kept()->channel.value();
    end();
    slack.change_channel(id.value, [](slack_double::Channel& shared) { shared.is_ext_shared = true; });
    wish.topic = "Week 2/8";
    want_room_now();
    begin();
    ASSERT_TRUE(eventually([&] { return is_noted_as_shared(reader(), id) && !kept()->dirty; }));
    EXPECT_EQ(channel().topic, "Week 1/8");
}

} // namespace

} // namespace holdfast
