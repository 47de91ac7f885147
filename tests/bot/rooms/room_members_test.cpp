#include "playbooks/digest/fingerprint.hpp"
#include "tests/bot/rooms/reconciler_fixture.hpp"

#include <gmock/gmock.h>

namespace holdfast {

namespace {

using testing::HasSubstr;
using testing::SizeIs;
using testing::UnorderedElementsAre;

class RoomMembersTest : public ReconcilerTest {
protected:
    [[nodiscard]] bool knows_member(const std::string& user) { return is_room_member(reader(), case_id, UserId{user}); }
};

TEST_F(RoomMembersTest, one_person_who_cannot_be_invited_never_stops_the_rest) {
    const std::string guest = slack.add_user({.name = "guest", .is_restricted = true});
    const std::string stranger = slack.add_user({.name = "stranger", .can_be_invited = false});
    const std::string gone = slack.add_user({.name = "gone", .deleted = true});
    wish.members = {UserId{guest}, UserId{kim}, UserId{stranger}, UserId{"nobody@example.com"},
                    UserId{gone},  UserId{ann}};
    begin();
    want_room_now();
    ASSERT_TRUE(is_settled());
    EXPECT_THAT(channel().members, UnorderedElementsAre(slack.settings().bot_user, kim, ann));
    const auto failures = actual().failures;
    EXPECT_THAT(failures, SizeIs(4));
    EXPECT_THAT(failures.at(guest), HasSubstr("guest"));
    EXPECT_THAT(failures.at(gone), HasSubstr("deactivated"));
    EXPECT_THAT(failures.at("nobody@example.com"), HasSubstr("not known"));
    EXPECT_FALSE(drawn.empty()) << "the card says it";
}

TEST_F(RoomMembersTest, D_14_an_app_or_somebody_of_another_organisation_is_not_invited_but_reported) {
    const std::string app = slack.add_user({.name = "deploy", .is_bot = true});
    const std::string outsider = slack.add_user({.name = "olga", .team_id = "T0OTHER"});
    wish.members = {UserId{kim}, UserId{app}, UserId{outsider}};
    wish.others = {UserId{slack.settings().bot_user}, UserId{ann}, UserId{"U0GHOST"}};
    begin();
    want_room_now();
    ASSERT_TRUE(is_settled());
    EXPECT_THAT(channel().members, UnorderedElementsAre(slack.settings().bot_user, kim));
    const auto failures = actual().failures;
    EXPECT_THAT(failures, SizeIs(4));
    EXPECT_THAT(failures.at(app), HasSubstr("app"));
    EXPECT_THAT(failures.at(outsider), HasSubstr("another organisation"));
    EXPECT_THAT(failures.at("U0GHOST"), HasSubstr("not known"));
    EXPECT_THAT(failures.at(slack.settings().bot_user), HasSubstr("app"));
}

TEST_F(RoomMembersTest, D_14_somebody_who_was_let_in_by_hand_is_no_longer_reported) {
    const std::string guest = slack.add_user({.name = "guest", .is_restricted = true});
    wish.members = {UserId{kim}, UserId{guest}};
    begin();
    want_room_now();
    ASSERT_TRUE(is_settled());
    ASSERT_THAT(actual().failures, SizeIs(1));
    slack.change_channel(channel().id, [&guest](slack_double::Channel& one) { one.members.push_back(guest); });
    look_again();
    ASSERT_TRUE(eventually([this] { return actual().failures.empty() && !kept()->dirty; }));
    EXPECT_TRUE(knows_member(guest));
    EXPECT_TRUE(drawn.back().failures.empty());
}

TEST_F(RoomMembersTest, what_a_version_with_other_fingerprints_has_tried_is_looked_at_once_more_without_asking_slack) {
    begin();
    want_room_now();
    ASSERT_TRUE(is_settled());
    end();
    const std::string people = fingerprint(kim + "\nann@example.com\n");
    EXPECT_EQ(actual().members_tried, people);
    write([this](Transaction& tx) {
        const Room room = find_room(tx, case_id).value();
        auto as_it_was = slack::room_actual_from(room.actual);
        as_it_was.members_tried = "00c0ffee00c0ffee";
        record_room(tx, case_id, room.channel, room.name, slack::to_text(as_it_was));
    });
    const auto draws = drawn.size();
    begin();
    wish.topic = "Week 2/8";
    want_room_now();
    ASSERT_TRUE(eventually([this] { return channel().topic == "Week 2/8" && !kept()->dirty; }));
    EXPECT_EQ(actual().members_tried, people);
    EXPECT_THAT(slack.calls("conversations.invite"), SizeIs(1));
    EXPECT_EQ(drawn.size(), draws);
}

TEST_F(RoomMembersTest, knows_who_is_in_the_room) {
    begin();
    want_room_now();
    ASSERT_TRUE(is_settled());
    EXPECT_TRUE(knows_member(kim));
    EXPECT_TRUE(knows_member(ann));
    const std::string first = channel().id;
    slack.change_channel(first, [this](slack_double::Channel& one) { std::erase(one.members, kim); });
    look_again();
    EXPECT_TRUE(eventually([this] { return !knows_member(kim); }));
    EXPECT_TRUE(knows_member(ann));
}

TEST_F(RoomMembersTest, whoever_joins_while_the_members_are_listed_is_one) {
    const std::string lee = slack.add_user({.name = "lee"});
    slack.hold_reply("conversations.members", 1);
    begin();
    want_room_now();
    ASSERT_TRUE(slack.wait_until_held("conversations.members"));
    write([&](Transaction& tx) { add_room_member(tx, case_id, UserId{lee}); });
    slack.release("conversations.members");
    ASSERT_TRUE(is_settled());
    EXPECT_TRUE(knows_member(lee));
    EXPECT_TRUE(knows_member(kim));
}

TEST_F(RoomMembersTest, asks_who_is_in_a_room_that_an_older_version_settled) {
    begin();
    want_room_now();
    ASSERT_TRUE(is_settled());
    end();
    write([this](Transaction& tx) {
        const Room room = find_room(tx, case_id).value();
        auto as_it_was = slack::room_actual_from(room.actual);
        as_it_was.members_seen = false;
        record_room(tx, case_id, room.channel, room.name, slack::to_text(as_it_was));
        forget_room_members(tx, case_id);
    });
    begin();
    EXPECT_TRUE(eventually([this] { return knows_member(kim) && knows_member(ann); }));
}

TEST_F(RoomMembersTest, counts_those_it_invited_as_members_where_slack_does_not_list_them) {
    slack.refuse("conversations.members", "unknown_method", slack_double::always);
    begin();
    want_room_now();
    ASSERT_TRUE(is_settled());
    EXPECT_TRUE(knows_member(kim));
    EXPECT_TRUE(knows_member(ann));
    EXPECT_FALSE(knows_member("U0GHOST"));
}

} // namespace

} // namespace holdfast
