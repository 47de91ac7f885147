#include "bot/handle/room_findings.hpp"
#include "bot/slack/room_actual.hpp"
#include "storage/rooms.hpp"
#include "tests/bot/handle/office.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace holdfast;
using namespace holdfast::test;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

namespace {

/// Two open rescues with rooms as they should be.
class RoomFindings : public testing::Test {
protected:
    RoomFindings() {
        office.type("U0MANAGER", "open acme late deliveries");
        office.type("U0MANAGER", "open acorn two complaints");
    }

    void room_is(const std::string& account, const slack::RoomActual& actual) {
        const auto id = office.rescue(account)->id;
        office.database().write_now([&](Transaction& tx) {
            record_room(tx, id, ChannelId{"C0" + account}, "rescue-" + account, slack::to_text(actual));
        });
    }
    std::vector<render::Finding> findings() { return findings_about_rooms(office.desk()); }

    Office office;
};

} // namespace

TEST_F(RoomFindings, D_2_there_are_none_while_all_is_well) {
    EXPECT_THAT(findings(), IsEmpty());
    room_is("acme", {});
    EXPECT_THAT(findings(), IsEmpty());
    EXPECT_FALSE(is_inviting_refused(office.desk()));
}

TEST_F(RoomFindings, D_2_what_the_cards_cannot_do_is_named_once_for_all_rooms) {
    slack::RoomActual refusing;
    refusing.refused = {{"conversations.invite", "unknown_method"}};
    room_is("acme", refusing);
    room_is("acorn", refusing);
    const auto found = findings();
    ASSERT_THAT(found, SizeIs(1));
    EXPECT_FALSE(found[0].good);
    EXPECT_THAT(found[0].what,
                AllOf(HasSubstr("does not know conversations.invite (unknown_method)"), HasSubstr("1 more go")));
    EXPECT_THAT(found[0].fix, HasSubstr("by hand"));
    EXPECT_TRUE(is_inviting_refused(office.desk()));
}

TEST_F(RoomFindings, D_2_what_the_last_room_could_not_do_holds_after_its_rescue_until_another_room_knows_better) {
    slack::RoomActual refusing;
    refusing.refused = {{"conversations.invite", "unknown_method"}};
    room_is("acme", refusing);
    office.type("U0MANAGER", "close acme false-alarm it was a planned reduction");
    ASSERT_FALSE(office.rescue("acme")->is_open());
    const auto found = findings();
    ASSERT_THAT(found, SizeIs(1));
    EXPECT_THAT(found[0].what, AllOf(HasSubstr("does not know conversations.invite"), HasSubstr("Acme GmbH")));
    EXPECT_TRUE(is_inviting_refused(office.desk()));

    slack::RoomActual inviting;
    inviting.members_tried = "those who belong to it";
    room_is("acorn", inviting);
    EXPECT_THAT(findings(), IsEmpty());
    EXPECT_FALSE(is_inviting_refused(office.desk()));
}

TEST_F(RoomFindings, D_2_a_missing_permission_is_named_elsewhere) {
    slack::RoomActual refusing;
    refusing.refused = {{"pins.add", "missing_scope"}};
    room_is("acme", refusing);
    EXPECT_THAT(findings(), IsEmpty());
}

TEST_F(RoomFindings, D_14_rooms_that_cannot_be_used_and_people_who_are_not_reached_are_named) {
    slack::RoomActual troubled;
    troubled.trouble = "Somebody archived the room #rescue-acme. Try: unarchive it in Slack.";
    troubled.failures = {{"U0KIM", "is a guest in Slack"}};
    room_is("acme", troubled);
    const auto found = findings();
    ASSERT_THAT(found, SizeIs(2));
    EXPECT_EQ(found[0].what, "room of Acme GmbH: Somebody archived the room #rescue-acme.");
    EXPECT_EQ(found[0].fix, "unarchive it in Slack.");
    EXPECT_EQ(found[1].what, "rescue of Acme GmbH: Kim is a guest in Slack");
}

TEST_F(RoomFindings, rule_8_what_keeps_a_room_from_being_created_comes_with_what_to_do) {
    slack::RoomActual troubled;
    troubled.trouble = "Slack does not let Holdfast create the room (restricted_action).";
    room_is("acme", troubled);
    const auto found = findings();
    ASSERT_THAT(found, SizeIs(1));
    EXPECT_THAT(found[0].what, HasSubstr("(restricted_action)"));
    EXPECT_THAT(found[0].fix, HasSubstr("ask a workspace admin"));
}
