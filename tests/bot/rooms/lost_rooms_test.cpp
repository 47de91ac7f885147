#include "tests/bot/rooms/reconciler_fixture.hpp"

#include <gmock/gmock.h>

namespace holdfast {

namespace {

using namespace std::chrono_literals;
using slack_double::ChannelKind;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

using LostRoomsTest = ReconcilerTest;

TEST_F(LostRoomsTest, a_room_that_disappeared_is_made_anew_with_its_card) {
    begin();
    want_room_now();
    want("card", "room", "the card");
    ASSERT_TRUE(is_settled());
    ASSERT_TRUE(eventually([this] { return !channel().pins.empty(); }));
    const std::string first = kept()->channel->value;
    slack.change_channel(first, [](slack_double::Channel& one) { one.members.clear(); });
    say("e1", room_lane(), "hello");
    ASSERT_TRUE(is_done("e1"));
    EXPECT_NE(kept()->channel->value, first);
    ASSERT_TRUE(eventually([this] { return is_settled() && !channel().pins.empty(); }));
    EXPECT_EQ(channel().name, "rescue-acme-gmbh-2");
    EXPECT_THAT(texts(slack.messages(channel().id)), ElementsAre("the card", "hello"));
}

TEST_F(LostRoomsTest, a_room_that_somebody_archived_waits_for_people_and_the_manager_is_told) {
    begin();
    want_room_now();
    ASSERT_TRUE(is_settled());
    const std::string bot = slack.settings().bot_user;
    slack.change_channel(channel().id, [&bot](slack_double::Channel& one) {
        one.is_archived = true;
        std::erase(one.members, bot);
    });
    say("e1", room_lane(), "hello");
    ASSERT_TRUE(eventually([this] { return slack.direct_messages(kim).size() == 1; }));
    EXPECT_THAT(slack.direct_messages(kim)[0].text, HasSubstr("archived"));
    EXPECT_EQ(state_of("e1"), EffectState::queued);
    EXPECT_THAT(slack.calls("conversations.create"), SizeIs(1));
}

TEST_F(LostRoomsTest, a_room_that_is_lost_a_second_time_is_told_a_second_time) {
    begin();
    want_room_now();
    ASSERT_TRUE(is_settled());
    const auto set_archived = [this](bool is_archived) {
        slack.change_channel(channel().id, [=](slack_double::Channel& one) { one.is_archived = is_archived; });
        look_again();
    };
    set_archived(true);
    ASSERT_TRUE(eventually([this] { return slack.direct_messages(kim).size() == 1; }));
    ASSERT_TRUE(eventually([this] { return kept()->not_before > now() + 30min; }));
    look_again();
    ASSERT_TRUE(eventually([this] { return kept()->not_before > now() + 30min; }));
    EXPECT_THAT(slack.direct_messages(kim), SizeIs(1)) << "once for each time";
    set_archived(false);
    ASSERT_TRUE(eventually([this] { return actual().trouble.empty() && !kept()->dirty; }));
    set_archived(true);
    ASSERT_TRUE(eventually([this] { return slack.direct_messages(kim).size() == 2; }));
    EXPECT_THAT(slack.direct_messages(kim)[1].text, HasSubstr("archived"));
}

TEST_F(LostRoomsTest, a_room_that_may_not_be_looked_at_yet_is_looked_at_later) {
    begin();
    want_room_now();
    ASSERT_TRUE(is_settled());
    slack.rate_limit("conversations.info", 600s, slack_double::always);
    look_again();
    ASSERT_TRUE(eventually([this] { return kept()->attempts >= 1; }));
    EXPECT_TRUE(kept()->dirty);
    EXPECT_TRUE(actual().trouble.empty());
}

TEST_F(LostRoomsTest, D_14_the_card_no_longer_complains_of_a_room_that_was_unarchived_where_members_are_not_listed) {
    slack.refuse("conversations.members", "unknown_method", slack_double::always);
    begin();
    want_room_now();
    ASSERT_TRUE(is_settled());
    const auto set_archived = [this](bool is_archived) {
        slack.change_channel(channel().id, [=](slack_double::Channel& one) { one.is_archived = is_archived; });
        look_again();
    };
    set_archived(true);
    ASSERT_TRUE(eventually([this] { return !actual().trouble.empty(); }));
    set_archived(false);
    EXPECT_TRUE(eventually([this] { return actual().trouble.empty() && !kept()->dirty; }));
    EXPECT_TRUE(drawn.back().trouble.empty());
}

TEST_F(LostRoomsTest, D_14_the_card_no_longer_complains_of_a_room_once_we_have_joined_it_again) {
    begin();
    want_room_now();
    ASSERT_TRUE(is_settled());
    const std::string bot = slack.settings().bot_user;
    slack.refuse("conversations.join", "restricted_action", slack_double::always);
    slack.change_channel(channel().id, [&bot](slack_double::Channel& one) {
        one.kind = ChannelKind::public_channel;
        std::erase(one.members, bot);
    });
    look_again();
    ASSERT_TRUE(eventually([this] { return !actual().trouble.empty(); }));
    ASSERT_THAT(drawn.back().trouble, HasSubstr("not in the room"));
    slack.heal();
    look_again();
    EXPECT_TRUE(eventually([this] { return actual().trouble.empty() && !kept()->dirty; })) << actual().trouble;
    EXPECT_TRUE(drawn.back().trouble.empty());
    EXPECT_THAT(channel().members, testing::Contains(bot));
}

} // namespace

} // namespace holdfast
