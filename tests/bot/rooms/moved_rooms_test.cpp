#include "tests/bot/rooms/reconciler_fixture.hpp"

#include <gmock/gmock.h>

namespace holdfast {

namespace {

using slack_double::ChannelKind;
using testing::SizeIs;

class MovedRoomsTest : public ReconcilerTest {
protected:
    /// A channel with everybody in it.
    ChannelId add_room() {
        const std::string bot = slack.settings().bot_user;
        return ChannelId{slack.add_channel({.name = "rescue-acme-moved",
                                            .kind = ChannelKind::private_channel,
                                            .creator = bot,
                                            .members = {bot, kim, ann}})};
    }
    /// Slack gave the room another id.
    void move_room(const ChannelId& to) {
        write([&](Transaction& tx) {
            const Room room = find_room(tx, case_id).value();
            record_room(tx, case_id, to, room.name, room.actual);
            doubt_room(tx, case_id, now());
        });
    }
};

TEST_F(MovedRoomsTest, a_room_that_got_another_id_in_the_middle_of_a_step_keeps_it) {
    begin();
    want_room_now();
    ASSERT_TRUE(is_settled());
    const ChannelId moved = add_room();
    slack.hold("conversations.setTopic", 1);
    wish.topic = "Week 2/8";
    want_room_now();
    ASSERT_TRUE(slack.wait_until_held("conversations.setTopic"));
    move_room(moved);
    slack.release("conversations.setTopic");
    ASSERT_TRUE(eventually([this] { return actual().topic == "Week 2/8" && !kept()->dirty; }));
    EXPECT_EQ(kept()->channel, moved);
}

TEST_F(MovedRoomsTest, a_room_that_got_another_id_is_not_made_anew_because_the_old_one_is_gone) {
    begin();
    want_room_now();
    ASSERT_TRUE(is_settled());
    const ChannelId moved = add_room();
    slack.change_channel(channel().id, [](slack_double::Channel& one) { one.members.clear(); });
    slack.hold("conversations.info", 1);
    look_again();
    ASSERT_TRUE(slack.wait_until_held("conversations.info"));
    move_room(moved);
    slack.release("conversations.info");
    ASSERT_TRUE(eventually([this] { return !kept()->dirty; }));
    EXPECT_EQ(kept()->channel, moved);
    EXPECT_THAT(slack.calls("conversations.create"), SizeIs(1));
}

} // namespace

} // namespace holdfast
