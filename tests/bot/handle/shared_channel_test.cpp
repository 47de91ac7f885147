// Holdfast is silent where people of another organisation read (rule 6), on every way in.
#include "storage/rooms.hpp"
#include "storage/shared_channels.hpp"
#include "storage/slack_users.hpp"
#include "tests/bot/handle/office.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace holdfast;
using namespace holdfast::test;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

namespace {

const std::string manager = "U0MANAGER";

EventCallback mention(const std::string& channel, std::optional<bool> shared) {
    EventCallback event;
    event.event_id = "Ev-" + channel;
    event.type = "app_mention";
    event.user = UserId{manager};
    event.channel = ChannelId{channel};
    event.is_ext_shared_channel = shared;
    return event;
}

EventCallback direct_message(const std::string& user) {
    EventCallback event;
    event.event_id = "Ev-direct-" + user;
    event.type = "message";
    event.user = UserId{user};
    event.channel = ChannelId{"D0DIRECT"};
    event.text = "list all";
    return event;
}

BlockAction press(const std::string& user, const std::string& team, const std::string& workspace) {
    BlockAction pressed;
    pressed.user = UserId{user};
    pressed.user_team = team;
    pressed.workspace.team = workspace;
    pressed.action.action_id = "menu.run";
    pressed.action.value = "status acme";
    return pressed;
}

} // namespace

TEST(SharedChannel, rule_6_share_is_refused_to_the_asker_alone_and_says_why) {
    Office office;
    EXPECT_THAT(office.type(manager, "list all share", "C0SHARED"),
                AllOf(HasSubstr("another organisation"), HasSubstr("Leave out share")));
    EXPECT_THAT(office.type(manager, "list all share", "C0SILENT"), HasSubstr("does not say"));
    EXPECT_THAT(office.type(manager, "list all share", "C0SALES"), Not(HasSubstr("another organisation")));
}

TEST(SharedChannel, rule_6_the_room_itself_may_be_shared) {
    Office office;
    office.type(manager, "open acme late deliveries");
    office.give_room("acme", "C0SHARED");
    EXPECT_THAT(office.type(manager, "status share", "C0SHARED"), HasSubstr("another organisation"));
}

TEST(SharedChannel, rule_6_a_room_that_becomes_shared_is_silent_at_once_and_until_slack_says_otherwise) {
    Office office;
    office.type(manager, "open acme late deliveries");
    office.give_room("acme", "C0ROOM");
    EventCallback event;
    event.event_id = "Ev-shared";
    event.type = "channel_shared";
    event.channel = ChannelId{"C0ROOM"};
    office.send(event);
    auto reader = office.database().reader();
    EXPECT_TRUE(is_noted_as_shared(reader, ChannelId{"C0ROOM"}));
    EXPECT_THAT(office.surface().forgotten, ElementsAre(ChannelId{"C0ROOM"}));
    const auto asked_before = office.surface().asked_for_readers;
    EXPECT_THAT(office.type(manager, "status share", "C0ROOM"), HasSubstr("another organisation"));
    EXPECT_EQ(office.surface().asked_for_readers, asked_before);
    // Whether the sharing has ended altogether is for the reconciler to ask.
    event.event_id = "Ev-unshared";
    event.type = "channel_unshared";
    office.send(event);
    EXPECT_TRUE(is_noted_as_shared(reader, ChannelId{"C0ROOM"}));
}

TEST(SharedChannel, rule_6_a_mention_there_is_answered_to_the_asker_with_the_reason) {
    Office office;
    office.send(mention("C0SHARED", true));
    ASSERT_THAT(office.surface().seen, SizeIs(1));
    EXPECT_EQ(office.surface().seen.back().how, "whisper");
    EXPECT_THAT(readable(office.surface().seen.back().json), HasSubstr("another organisation"));
    EXPECT_EQ(office.surface().asked_for_readers, 0);
}

TEST(SharedChannel, rule_6_where_the_event_does_not_say_slack_is_asked_first) {
    Office office;
    for (const auto& [channel, words] :
         {std::pair{"C0SILENT", "does not say"}, std::pair{"C0SHARED", "another organisation"}}) {
        office.surface().seen.clear();
        office.send(mention(channel, std::nullopt));
        ASSERT_THAT(office.surface().seen, SizeIs(1));
        EXPECT_THAT(readable(office.surface().seen.back().json), HasSubstr(words));
    }
    EXPECT_EQ(office.surface().asked_for_readers, 2);
}

TEST(SharedChannel, rule_6_people_of_another_organisation_get_no_answer) {
    Office office;
    office.type(manager, "open acme late deliveries");
    office.surface().seen.clear();
    auto guest_event = mention("C0SHARED", true);
    guest_event.user = UserId{"U0GUEST"};
    guest_event.user_team = "T0THEIRS";
    guest_event.workspace.team = "T0OURS";
    office.send(guest_event);
    auto shared_direct = direct_message(manager);
    shared_direct.is_ext_shared_channel = true;
    office.send(shared_direct);
    BlockAction pressed;
    pressed.user = UserId{"U0GUEST"};
    pressed.user_team = "T0THEIRS";
    pressed.workspace.team = "T0OURS";
    pressed.action.action_id = "menu.run";
    pressed.action.value = "status acme";
    office.send(pressed);
    EXPECT_THAT(office.surface().seen, IsEmpty());
}

TEST(SharedChannel, rule_6_a_known_outsider_gets_no_answer_either) {
    Office office;
    office.database().write_now([](Transaction& tx) {
        KnownUser guest;
        guest.id = UserId{"U0GUEST"};
        guest.outsider = true;
        store_user(tx, guest);
    });
    office.send(direct_message("U0GUEST"));
    EXPECT_THAT(office.surface().seen, IsEmpty());
    office.send(direct_message(manager));
    EXPECT_THAT(office.surface().seen, SizeIs(1));
}

TEST(SharedChannel, rule_6_any_event_of_a_shared_room_makes_it_silent) {
    for (const std::string type : {"message", "app_mention", "reaction_added"}) {
        Office office;
        office.type(manager, "open acme late deliveries");
        office.give_room("acme", "C0ROOM");
        EventCallback event;
        event.event_id = "Ev-of-the-room";
        event.type = type;
        event.user = UserId{manager};
        event.channel = ChannelId{"C0ROOM"};
        auto reader = office.database().reader();
        office.send(event);
        EXPECT_FALSE(is_noted_as_shared(reader, event.channel)) << type;
        office.database().write_now([](Transaction& tx) { tx.run("UPDATE rooms SET dirty = 0"); });
        event.event_id = "Ev-of-the-shared-room";
        event.is_ext_shared_channel = true;
        office.send(event);
        EXPECT_TRUE(is_noted_as_shared(reader, event.channel)) << type;
        EXPECT_TRUE(find_room(reader, office.rescue("acme")->id).value().dirty) << "and it is looked at";
        EXPECT_THAT(office.surface().forgotten, ElementsAre(event.channel)) << type;
    }
}

TEST(SharedChannel, rule_6_a_room_that_gets_another_id_stays_silent) {
    Office office;
    office.type(manager, "open acme late deliveries");
    office.give_room("acme", "C0ROOM");
    EventCallback moved;
    moved.event_id = "Ev-moved";
    moved.type = "channel_id_changed";
    moved.channel = ChannelId{"C0ROOM"};
    moved.new_channel = ChannelId{"C0MOVED"};
    moved.is_ext_shared_channel = true;
    office.send(moved);
    auto reader = office.database().reader();
    EXPECT_EQ(find_room(reader, office.rescue("acme")->id).value().channel, moved.new_channel);
    EXPECT_TRUE(is_noted_as_shared(reader, moved.new_channel));
    EXPECT_FALSE(is_noted_as_shared(reader, moved.channel));
}

TEST(SharedChannel, rule_6_who_presses_is_judged_by_our_workspace_and_not_by_the_one_in_the_payload) {
    Office office;
    int asked = 0;
    office.desk().look_up_with([&asked](UserId who) -> boost::asio::awaitable<Desk::Identified> {
        ++asked;
        KnownUser user;
        user.id = std::move(who);
        user.outsider = user.id.value == "U0OUT";
        co_return user;
    });
    office.send(press("U0OUT", "T0THEIRS", "T0THEIRS"));
    EXPECT_EQ(asked, 0) << "the team says it";
    office.send(press("U0OUT", "", home_team));
    EXPECT_EQ(asked, 1);
    EXPECT_THAT(office.surface().seen, IsEmpty());
    office.send(press("U0NEW", "", home_team));
    EXPECT_EQ(asked, 2);
    EXPECT_THAT(office.surface().seen, SizeIs(1));
    office.send(press("U0NEWER", home_team, "T0THEIRS"));
    office.send(press(manager, "", ""));
    EXPECT_EQ(asked, 2) << "colleagues wait for nobody";
    EXPECT_THAT(office.surface().seen, SizeIs(3));
}

TEST(SharedChannel, rule_6_while_slack_cannot_be_asked_colleagues_on_record_are_answered_and_others_refused) {
    Office office;
    office.type(manager, "open acme late deliveries");
    office.desk().belong_to([] { return Workspace{}; });
    office.send(press("U0OUT", "T0THEIRS", "T0THEIRS"));
    ASSERT_THAT(office.surface().seen, SizeIs(1));
    EXPECT_THAT(readable(office.surface().seen.back().json),
                AllOf(HasSubstr("who you are"), HasSubstr("Try again"), Not(HasSubstr("Acme"))));
    EXPECT_THAT(office.type("U0OUT", "status acme", "C0SALES", "T0THEIRS"), HasSubstr("who you are"));
    EXPECT_THAT(office.suggest("U0OUT", "acm"), IsEmpty());
    EXPECT_THAT(office.type(manager, "status acme"), HasSubstr("Acme GmbH"));
    office.send(press(manager, home_team, home_team));
    ASSERT_THAT(office.surface().seen, SizeIs(2));
    EXPECT_THAT(readable(office.surface().seen.back().json), HasSubstr("Acme GmbH"));
}

TEST(SharedChannel, rule_6_a_command_of_somebody_from_elsewhere_is_not_heard) {
    Office office;
    office.type(manager, "open acme late deliveries");
    EXPECT_EQ(office.type(manager, "timeline acme add we are watched", "C0SALES", "T0THEIRS"), "");
    EXPECT_THAT(office.rescue("acme")->notes, IsEmpty());
}

TEST(SharedChannel, rule_6_within_an_organisation_the_record_or_slack_says_who_is_one_of_us) {
    Office office;
    office.type(manager, "open acme late deliveries");
    office.desk().belong_to([] { return Workspace{.team = home_team, .enterprise = "E0OURS"}; });
    office.desk().look_up_with([](UserId who) -> boost::asio::awaitable<Desk::Identified> {
        KnownUser user;
        user.id = std::move(who);
        user.outsider = user.id.value == "U0OUT";
        co_return user;
    });
    EXPECT_THAT(office.type(manager, "status acme", "C0SALES", "T0SISTER"), HasSubstr("Acme GmbH"));
    EXPECT_THAT(office.type("U0NEW", "help", "C0SALES", "T0SISTER"), HasSubstr("/rescue"));
    EXPECT_EQ(office.type("U0OUT", "status acme", "C0SALES", "T0THEIRS"), "");
}

TEST(SharedChannel, rule_6_a_message_shortcut_answers_its_user_alone) {
    Office office;
    Shortcut shortcut;
    shortcut.kind = Shortcut::Kind::message;
    shortcut.callback_id = "shortcut.timeline";
    shortcut.user = UserId{manager};
    shortcut.channel = ChannelId{"C0SHARED"};
    shortcut.trigger_id = "trigger-shortcut";
    shortcut.message = Shortcut::Message{"they are late again", "1772615579.000100", "", UserId{"U0GUEST"}};
    office.send(shortcut);
    ASSERT_THAT(office.surface().seen, SizeIs(1));
    EXPECT_EQ(office.surface().seen.back().how, "answer");
    EXPECT_EQ(office.surface().seen.back().user.value, manager);
}
