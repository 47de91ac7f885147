#include "tests/bot/rooms/reconciler_fixture.hpp"

#include <gmock/gmock.h>

namespace holdfast {

namespace {

using namespace std::chrono_literals;
using slack_double::ChannelKind;
using testing::SizeIs;
using testing::UnorderedElementsAre;

using RoomCreationTest = ReconcilerTest;

TEST_F(RoomCreationTest, a_wanted_room_comes_into_being_with_all_that_belongs_to_it) {
    begin();
    want_room_now();
    want("card", "room", "the card");
    ASSERT_TRUE(is_settled());
    ASSERT_TRUE(eventually([this] { return !channel().pins.empty(); }));
    const auto made = channel();
    EXPECT_EQ(made.name, "rescue-acme-gmbh");
    EXPECT_EQ(made.kind, ChannelKind::private_channel);
    EXPECT_EQ(made.topic, "Week 1/8");
    EXPECT_EQ(made.purpose, "Save Acme");
    EXPECT_THAT(made.members, UnorderedElementsAre(slack.settings().bot_user, kim, ann));
    EXPECT_EQ(made.pins[0].ts, living("card")->ts);
    EXPECT_EQ(find_case(reader(), case_id)->title, "rescue-acme-gmbh");
    EXPECT_TRUE(actual().failures.empty());
}

TEST_F(RoomCreationTest, a_name_taken_by_others_gets_the_next_suffix) {
    slack.add_channel({.name = "rescue-acme-gmbh", .kind = ChannelKind::private_channel, .creator = ann});
    begin();
    want_room_now();
    ASSERT_TRUE(is_settled());
    EXPECT_EQ(channel().name, "rescue-acme-gmbh-2");
    EXPECT_EQ(find_case(reader(), case_id)->title, "rescue-acme-gmbh-2");
}

TEST_F(RoomCreationTest, the_room_of_an_earlier_case_is_not_taken_over) {
    const std::string earlier = room("rescue-acme-gmbh");
    const CaseId second = write([this](Transaction& tx) {
        close_case(tx, case_id, now());
        return create_case(tx, acme, "", now()).value().id;
    });
    begin();
    write([&](Transaction& tx) { want_room(tx, second, slack::to_text(wish), now()); });
    ASSERT_TRUE(eventually([&] { return find_room(reader(), second)->channel.has_value(); }));
    EXPECT_EQ(find_room(reader(), second)->name, "rescue-acme-gmbh-2");
    EXPECT_NE(find_room(reader(), second)->channel->value, earlier);
}

TEST_F(RoomCreationTest, a_room_whose_reply_was_lost_is_found_instead_of_made_twice) {
    slack.lose_reply("conversations.create");
    begin();
    want_room_now();
    ASSERT_TRUE(is_settled());
    EXPECT_EQ(channel().name, "rescue-acme-gmbh");
    EXPECT_THAT(slack.channels(), SizeIs(1));
}

TEST_F(RoomCreationTest, a_room_that_was_being_made_when_the_program_ended_is_found) {
    slack.hold_reply("conversations.create");
    begin();
    want_room_now();
    ASSERT_TRUE(slack.wait_until_held("conversations.create"));
    end();
    slack.heal();
    slack.release("conversations.create");
    begin();
    ASSERT_TRUE(is_settled());
    EXPECT_EQ(channel().name, "rescue-acme-gmbh");
    EXPECT_THAT(slack.channels(), SizeIs(1));
}

TEST_F(RoomCreationTest, a_room_whose_creation_was_not_answered_is_found_after_our_clock_was_set_back) {
    slack.lose_reply("conversations.create");
    slack.hold("users.conversations");
    begin();
    want_room_now();
    ASSERT_TRUE(slack.wait_until_held("users.conversations"));
    end();
    slack.heal();
    slack.release("users.conversations");
    slack_is_ahead = 88s;
    begin();
    ASSERT_TRUE(is_settled());
    EXPECT_EQ(channel().name, "rescue-acme-gmbh");
    EXPECT_THAT(slack.calls("conversations.create"), SizeIs(1));
    EXPECT_EQ(actual().asked_at, 0) << "that search is over";
}

TEST_F(RoomCreationTest, a_room_that_was_asked_for_while_our_clock_was_ahead_is_found_after_it_was_set_back) {
    const std::string bot = slack.settings().bot_user;
    const std::string made = slack.add_channel({.name = "rescue-acme-gmbh",
                                                .kind = ChannelKind::private_channel,
                                                .creator = bot,
                                                .created = now().time_since_epoch() / 1s,
                                                .members = {bot}});
    write([this](Transaction& tx) {
        want_room(tx, case_id, slack::to_text(wish), now());
        slack::RoomActual asked;
        asked.asked_name = "rescue-acme-gmbh";
        asked.asked_at = (now() + 2h).time_since_epoch().count();
        record_room(tx, case_id, std::nullopt, "", slack::to_text(asked));
    });
    begin();
    ASSERT_TRUE(is_settled());
    EXPECT_EQ(kept()->channel->value, made);
    EXPECT_THAT(slack.channels(), SizeIs(1));
}

TEST_F(RoomCreationTest, a_room_is_known_again_under_a_further_name_however_long_it_has_been_looked_for) {
    const std::string bot = slack.settings().bot_user;
    const auto seconds_since_1970 = [](Instant at) { return at.time_since_epoch().count() / 1000; };
    slack.add_channel({.name = "rescue-acme-gmbh", .kind = ChannelKind::private_channel, .creator = ann});
    const std::string made = slack.add_channel({.name = "rescue-acme-gmbh-2",
                                                .kind = ChannelKind::private_channel,
                                                .creator = bot,
                                                .created = seconds_since_1970(now() - 1h),
                                                .members = {bot}});
    write([this](Transaction& tx) {
        want_room(tx, case_id, slack::to_text(wish), now());
        slack::RoomActual asked;
        asked.asked_name = "rescue-acme-gmbh";
        asked.asked_at = (now() - 2h).time_since_epoch().count();
        record_room(tx, case_id, std::nullopt, "", slack::to_text(asked));
    });
    begin();
    ASSERT_TRUE(is_settled());
    EXPECT_EQ(kept()->channel->value, made);
    EXPECT_THAT(slack.channels(), SizeIs(2));
}

} // namespace

} // namespace holdfast
