#include "bot/rooms/reconciler.hpp"
#include "playbooks/digest/fingerprint.hpp"
#include "storage/shared_channels.hpp"
#include "tests/bot/deliver/delivery_fixture.hpp"

#include <gmock/gmock.h>

namespace holdfast {

namespace {

using namespace std::chrono_literals;
using slack_double::ChannelKind;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using testing::UnorderedElementsAre;

/// The courier and the reconciler side by side, as in the program.
class ReconcilerTest : public DeliveryTest {
protected:
    ReconcilerTest() {
        in_charge = UserId{kim};
        wish.account_name = "Acme GmbH";
        wish.account = acme;
        wish.prefix = "rescue-";
        wish.topic = "Week 1/8";
        wish.purpose = "Save Acme";
        wish.members = {UserId{kim}, UserId{"ann@example.com"}};
    }
    ~ReconcilerTest() override { end(); }

    static ReconcilerSettings reconciler_settings() {
        ReconcilerSettings settings;
        settings.holder = "here";
        settings.listing_lag = 50ms;
        return settings;
    }
    ReconcilerSettings drawing_settings() {
        ReconcilerSettings settings = reconciler_settings();
        settings.draw_card = [this](Transaction& tx, const CaseId& id) {
            drawn.push_back(slack::room_actual_from(find_room(tx, id)->actual));
        };
        settings.in_charge = [this](Transaction&, const CaseId&) { return in_charge; };
        return settings;
    }
    void begin() {
        program = std::make_unique<Program>(slack, *database, *clock, courier_settings());
        auto& network = program->network;
        reconciler = std::make_unique<Reconciler>(network.io.get_executor(), *database, network.client, program->people,
                                                  network.clock, network.clock, drawing_settings());
        asio::co_spawn(network.io, program->courier.run(), asio::detached);
        asio::co_spawn(network.io, reconciler->run(), asio::detached);
        network.start();
    }
    void end() {
        if (program) program->network.stop();
        reopen();
        reconciler.reset();
        program.reset();
    }
    void want_room_now() {
        write([this](Transaction& tx) { want_room(tx, case_id, slack::to_text(wish), now()); });
    }
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
    std::optional<Room> kept() { return find_room(reader(), case_id); }
    slack::RoomActual actual() { return slack::room_actual_from(kept()->actual); }
    [[nodiscard]] bool is_settled() {
        return eventually([this] { return kept() && kept()->channel && !kept()->dirty; });
    }
    slack_double::Channel channel() { return slack.channel(kept()->channel.value().value).value(); }

    std::vector<std::string> bookmarks() {
        std::vector<std::string> links;
        for (const auto& bookmark : channel().bookmarks) links.push_back(bookmark.link);
        return links;
    }
    [[nodiscard]] bool knows_member(const std::string& user) { return is_room_member(reader(), case_id, UserId{user}); }

    slack::RoomWish wish;
    UserId in_charge;                     ///< set before begin()
    std::vector<slack::RoomActual> drawn; ///< what the card said about the room, each time it was drawn again
    std::unique_ptr<Reconciler> reconciler;
};

TEST_F(ReconcilerTest, a_wanted_room_comes_into_being_with_all_that_belongs_to_it) {
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

TEST_F(ReconcilerTest, only_what_differs_is_set) {
    begin();
    want_room_now();
    ASSERT_TRUE(is_settled());
    wish.topic = "Week 2/8";
    want_room_now();
    ASSERT_TRUE(eventually([this] { return channel().topic == "Week 2/8" && !kept()->dirty; }));
    EXPECT_THAT(slack.calls("conversations.setTopic"), SizeIs(2));
    EXPECT_THAT(slack.calls("conversations.setPurpose"), SizeIs(1));
    EXPECT_THAT(slack.calls("conversations.invite"), SizeIs(1));
}

TEST_F(ReconcilerTest, rule_6_a_room_that_becomes_shared_falls_silent_and_the_manager_is_told_once) {
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
    write([this](Transaction& tx) { doubt_room(tx, case_id, now()); });
    ASSERT_TRUE(is_done("e1"));
    ASSERT_TRUE(eventually([this] { return channel().topic == "Week 2/8"; }));
    EXPECT_THAT(slack.direct_messages(kim), SizeIs(1));

    ASSERT_TRUE(is_settled());
    slack.change_channel(id.value, [](slack_double::Channel& shared) { shared.is_ext_shared = true; });
    write([this](Transaction& tx) { doubt_room(tx, case_id, now()); });
    EXPECT_TRUE(eventually([this] { return slack.direct_messages(kim).size() == 2; })) << "shared once more";
}

TEST_F(ReconcilerTest, rule_6_a_room_found_to_be_shared_without_being_told_falls_silent) {
    begin();
    want_room_now();
    ASSERT_TRUE(is_settled());
    const auto id = kept()->channel.value();
    slack.change_channel(id.value, [](slack_double::Channel& shared) { shared.is_ext_shared = true; });
    write([this](Transaction& tx) { doubt_room(tx, case_id, now()); });
    ASSERT_TRUE(eventually([&] { return is_noted_as_shared(reader(), id); }));
    ASSERT_TRUE(eventually([this] { return slack.direct_messages(kim).size() == 1; }));
}

TEST_F(ReconcilerTest, one_person_who_cannot_be_invited_never_stops_the_rest) {
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

TEST_F(ReconcilerTest, D_14_an_app_or_somebody_of_another_organisation_is_not_invited_but_reported) {
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

TEST_F(ReconcilerTest, D_14_somebody_who_was_let_in_by_hand_is_no_longer_reported) {
    const std::string guest = slack.add_user({.name = "guest", .is_restricted = true});
    wish.members = {UserId{kim}, UserId{guest}};
    begin();
    want_room_now();
    ASSERT_TRUE(is_settled());
    ASSERT_THAT(actual().failures, SizeIs(1));
    slack.change_channel(channel().id, [&guest](slack_double::Channel& one) { one.members.push_back(guest); });
    write([this](Transaction& tx) { doubt_room(tx, case_id, now()); });
    ASSERT_TRUE(eventually([this] { return actual().failures.empty() && !kept()->dirty; }));
    EXPECT_TRUE(knows_member(guest));
    EXPECT_TRUE(drawn.back().failures.empty());
}

TEST_F(ReconcilerTest, D_14_what_the_workspace_refused_is_tried_again_after_the_next_start) {
    slack.refuse("pins.add", "missing_scope", slack_double::always);
    begin();
    want_room_now();
    want("card", "room", "the card");
    ASSERT_TRUE(eventually([this] { return kept() && actual().refused.size() == 1 && !kept()->dirty; }));
    EXPECT_EQ(drawn.back().refused.at("pins.add"), "missing_scope");
    end();
    slack.heal();
    begin();
    ASSERT_TRUE(eventually([this] { return actual().refused.empty() && !kept()->dirty; }));
    EXPECT_THAT(channel().pins, SizeIs(1));
    EXPECT_TRUE(drawn.back().refused.empty());
}

TEST_F(ReconcilerTest, knows_who_is_in_the_room) {
    begin();
    want_room_now();
    ASSERT_TRUE(is_settled());
    EXPECT_TRUE(knows_member(kim));
    EXPECT_TRUE(knows_member(ann));
    const std::string first = channel().id;
    slack.change_channel(first, [this](slack_double::Channel& one) { std::erase(one.members, kim); });
    write([this](Transaction& tx) { doubt_room(tx, case_id, now()); });
    EXPECT_TRUE(eventually([this] { return !knows_member(kim); }));
    EXPECT_TRUE(knows_member(ann));
}

TEST_F(ReconcilerTest, whoever_joins_while_the_members_are_listed_is_one) {
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

TEST_F(ReconcilerTest, asks_who_is_in_a_room_that_an_older_version_settled) {
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

TEST_F(ReconcilerTest, a_room_whose_creation_was_not_answered_is_found_after_our_clock_was_set_back) {
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
}

TEST_F(ReconcilerTest, counts_those_it_invited_as_members_where_slack_does_not_list_them) {
    slack.refuse("conversations.members", "unknown_method", slack_double::always);
    begin();
    want_room_now();
    ASSERT_TRUE(is_settled());
    EXPECT_TRUE(knows_member(kim));
    EXPECT_TRUE(knows_member(ann));
    EXPECT_FALSE(knows_member("U0GHOST"));
}

TEST_F(ReconcilerTest, S0_86b_a_bookmark_leads_to_the_card) {
    begin();
    want_room_now();
    want("card", "room", "the card");
    ASSERT_TRUE(is_settled());
    ASSERT_TRUE(eventually([this] { return channel().bookmarks.size() == 1; }));
    std::string digits = living("card")->ts;
    std::erase(digits, '.');
    EXPECT_THAT(bookmarks(), ElementsAre(HasSubstr("/archives/" + channel().id + "/p" + digits)));
    wish.topic = "Week 2/8";
    want_room_now();
    ASSERT_TRUE(eventually([this] { return channel().topic == "Week 2/8" && !kept()->dirty; }));
    EXPECT_THAT(bookmarks(), SizeIs(1));
}

TEST_F(ReconcilerTest, S0_86b_a_bookmark_whose_reply_was_lost_is_not_put_twice) {
    slack.hold_reply("bookmarks.add");
    begin();
    want_room_now();
    want("card", "room", "the card");
    ASSERT_TRUE(slack.wait_until_held("bookmarks.add"));
    end();
    slack.heal();
    slack.release("bookmarks.add");
    begin();
    ASSERT_TRUE(eventually([this] { return !actual().bookmarked_ts.empty() && !kept()->dirty; }));
    EXPECT_THAT(bookmarks(), SizeIs(1));
}

TEST_F(ReconcilerTest, S0_86b_the_bookmark_follows_a_card_that_was_posted_anew) {
    begin();
    want_room_now();
    want("card", "room", "the card");
    ASSERT_TRUE(is_settled());
    ASSERT_TRUE(eventually([this] { return channel().bookmarks.size() == 1 && !actual().bookmarked_ts.empty(); }));
    const auto before = bookmarks();
    write([this](Transaction& tx) { message_absent(tx, case_id, "card"); });
    nudge();
    ASSERT_TRUE(eventually([&] { return bookmarks() != before; }));
    EXPECT_THAT(bookmarks(), SizeIs(1));
}

TEST_F(ReconcilerTest, S0_86b_without_bookmarks_the_rest_comes_all_the_same) {
    slack.refuse("bookmarks.list", "unknown_method", slack_double::always);
    begin();
    want_room_now();
    want("card", "room", "the card");
    ASSERT_TRUE(eventually([this] { return kept() && actual().refused.contains("bookmarks.list") && !kept()->dirty; }));
    EXPECT_THAT(slack.calls("bookmarks.add"), IsEmpty());
    EXPECT_THAT(channel().pins, SizeIs(1));
    wish.archived = true;
    want_room_now();
    EXPECT_TRUE(eventually([this] { return channel().is_archived; }));
}

TEST_F(ReconcilerTest, a_name_taken_by_others_gets_the_next_suffix) {
    slack.add_channel({.name = "rescue-acme-gmbh", .kind = ChannelKind::private_channel, .creator = ann});
    begin();
    want_room_now();
    ASSERT_TRUE(is_settled());
    EXPECT_EQ(channel().name, "rescue-acme-gmbh-2");
    EXPECT_EQ(find_case(reader(), case_id)->title, "rescue-acme-gmbh-2");
}

TEST_F(ReconcilerTest, the_room_of_an_earlier_case_is_not_taken_over) {
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

TEST_F(ReconcilerTest, a_room_whose_reply_was_lost_is_found_instead_of_made_twice) {
    slack.lose_reply("conversations.create");
    begin();
    want_room_now();
    ASSERT_TRUE(is_settled());
    EXPECT_EQ(channel().name, "rescue-acme-gmbh");
    EXPECT_THAT(slack.channels(), SizeIs(1));
}

TEST_F(ReconcilerTest, a_room_that_was_being_made_when_the_program_ended_is_found) {
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

TEST_F(ReconcilerTest, methods_that_the_workspace_does_not_know_are_noted_and_left_alone) {
    for (const char* method :
         {"conversations.invite", "conversations.setTopic", "conversations.setPurpose", "pins.add"})
        slack.refuse(method, "unknown_method", slack_double::always);
    begin();
    want_room_now();
    want("card", "room", "the card");
    say("e1", room_lane(), "hello");
    ASSERT_TRUE(is_done("e1"));
    ASSERT_TRUE(eventually([this] { return actual().refused.size() == 4 && !kept()->dirty; }));
    EXPECT_EQ(actual().refused.at("pins.add"), "unknown_method");
    wish.topic = "Week 2/8";
    want_room_now();
    ASSERT_TRUE(eventually([this] { return !kept()->dirty; }));
    EXPECT_THAT(slack.calls("conversations.setTopic"), SizeIs(1));
}

TEST_F(ReconcilerTest, D_14_every_room_that_goes_without_a_method_says_so_until_the_workspace_allows_it) {
    for (const char* method : {"conversations.invite", "conversations.setTopic"})
        slack.refuse(method, "unknown_method", slack_double::always);
    begin();
    want_room_now();
    ASSERT_TRUE(eventually([this] { return kept() && actual().refused.size() == 2 && !kept()->dirty; }));
    const CaseId second = write([this](Transaction& tx) {
        upsert_account(tx, plain_account("acorn", "Acorn Foods"));
        const CaseId id = create_case(tx, AccountId{"acorn"}, "", now()).value().id;
        wish.account = AccountId{"acorn"};
        wish.account_name = "Acorn Foods";
        want_room(tx, id, slack::to_text(wish), now());
        return id;
    });
    const auto other = [&] { return find_room(reader(), second).value(); };
    const auto refused_there = [&] { return slack::room_actual_from(other().actual).refused; };
    ASSERT_TRUE(eventually([&] { return other().channel && !other().dirty; }));
    EXPECT_EQ(refused_there(), actual().refused);
    EXPECT_EQ(drawn.back().refused, actual().refused) << "and its card is drawn again";
    EXPECT_THAT(slack.calls("conversations.invite"), SizeIs(1));
    end();
    slack.heal();
    begin();
    ASSERT_TRUE(eventually([&] { return refused_there().empty() && !other().dirty; }));
    ASSERT_TRUE(eventually([this] { return actual().refused.empty() && !kept()->dirty; }));
    const auto made = slack.channel(other().channel->value).value();
    EXPECT_THAT(made.members, UnorderedElementsAre(slack.settings().bot_user, kim, ann));
    EXPECT_EQ(made.topic, "Week 1/8");
}

TEST_F(ReconcilerTest, where_rooms_may_not_be_made_the_manager_is_told_once) {
    slack.refuse("conversations.create", "restricted_action", slack_double::always);
    begin();
    want_room_now();
    ASSERT_TRUE(eventually([this] { return slack.direct_messages(kim).size() == 1; }));
    ASSERT_TRUE(eventually([this] { return kept()->not_before > now() + 30min; }));
    write([this](Transaction& tx) { doubt_room(tx, case_id, now()); });
    ASSERT_TRUE(slack.wait_for_call("conversations.create", 2, 10s));
    ASSERT_TRUE(eventually([this] { return kept()->not_before > now() + 30min; }));
    EXPECT_THAT(slack.direct_messages(kim), SizeIs(1));
    EXPECT_THAT(slack.direct_messages(kim)[0].text, HasSubstr("Acme GmbH"));
    EXPECT_EQ(actual().refused.at("conversations.create"), "restricted_action");
}

TEST_F(ReconcilerTest, S1_24_whoever_is_in_charge_is_told_whatever_the_record_of_the_account_says) {
    write([this](Transaction& tx) {
        Account account = plain_account("acme", "Acme GmbH");
        account.owner = UserId{kim};
        account.manager = UserId{kim};
        upsert_account(tx, account);
    });
    in_charge = UserId{ann};
    slack.refuse("conversations.create", "restricted_action", slack_double::always);
    begin();
    want_room_now();
    ASSERT_TRUE(eventually([this] { return slack.direct_messages(ann).size() == 1; }));
    EXPECT_THAT(slack.direct_messages(ann)[0].text, HasSubstr("could not create the room"));
    EXPECT_THAT(slack.direct_messages(kim), IsEmpty());
}

TEST_F(ReconcilerTest, a_room_is_tried_again_where_nobody_is_in_charge_who_could_be_told) {
    in_charge = UserId{};
    slack.refuse("conversations.create", "restricted_action", slack_double::always);
    begin();
    want_room_now();
    ASSERT_TRUE(eventually([this] { return kept()->not_before > now() + 30min; }));
    EXPECT_THAT(lanes_with_work(reader()), IsEmpty());
    slack.heal();
    write([this](Transaction& tx) { doubt_room(tx, case_id, now()); });
    EXPECT_TRUE(is_settled());
}

TEST_F(ReconcilerTest, what_a_version_with_other_fingerprints_has_tried_is_looked_at_once_more_without_asking_slack) {
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

TEST_F(ReconcilerTest, a_room_is_archived_after_its_last_message) {
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

TEST_F(ReconcilerTest, a_room_that_disappeared_is_made_anew_with_its_card) {
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

TEST_F(ReconcilerTest, a_room_that_somebody_archived_waits_for_people_and_the_manager_is_told) {
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

TEST_F(ReconcilerTest, a_room_that_is_lost_a_second_time_is_told_a_second_time) {
    begin();
    want_room_now();
    ASSERT_TRUE(is_settled());
    const auto set_archived = [this](bool is_archived) {
        slack.change_channel(channel().id, [=](slack_double::Channel& one) { one.is_archived = is_archived; });
        write([this](Transaction& tx) { doubt_room(tx, case_id, now()); });
    };
    set_archived(true);
    ASSERT_TRUE(eventually([this] { return slack.direct_messages(kim).size() == 1; }));
    ASSERT_TRUE(eventually([this] { return kept()->not_before > now() + 30min; }));
    write([this](Transaction& tx) { doubt_room(tx, case_id, now()); });
    ASSERT_TRUE(eventually([this] { return kept()->not_before > now() + 30min; }));
    EXPECT_THAT(slack.direct_messages(kim), SizeIs(1)) << "once for each time";
    set_archived(false);
    ASSERT_TRUE(eventually([this] { return actual().trouble.empty() && !kept()->dirty; }));
    set_archived(true);
    ASSERT_TRUE(eventually([this] { return slack.direct_messages(kim).size() == 2; }));
    EXPECT_THAT(slack.direct_messages(kim)[1].text, HasSubstr("archived"));
}

TEST_F(ReconcilerTest, a_room_that_may_not_be_looked_at_yet_is_looked_at_later) {
    begin();
    want_room_now();
    ASSERT_TRUE(is_settled());
    slack.rate_limit("conversations.info", 600s, slack_double::always);
    write([this](Transaction& tx) { doubt_room(tx, case_id, now()); });
    ASSERT_TRUE(eventually([this] { return kept()->attempts >= 1; }));
    EXPECT_TRUE(kept()->dirty);
    EXPECT_TRUE(actual().trouble.empty());
}

TEST_F(ReconcilerTest, a_room_that_cannot_be_archived_for_long_is_looked_at_less_often) {
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

TEST_F(ReconcilerTest, D_14_the_card_no_longer_complains_of_a_room_that_was_unarchived_where_members_are_not_listed) {
    slack.refuse("conversations.members", "unknown_method", slack_double::always);
    begin();
    want_room_now();
    ASSERT_TRUE(is_settled());
    const auto set_archived = [this](bool is_archived) {
        slack.change_channel(channel().id, [=](slack_double::Channel& one) { one.is_archived = is_archived; });
        write([this](Transaction& tx) { doubt_room(tx, case_id, now()); });
    };
    set_archived(true);
    ASSERT_TRUE(eventually([this] { return !actual().trouble.empty(); }));
    set_archived(false);
    EXPECT_TRUE(eventually([this] { return actual().trouble.empty() && !kept()->dirty; }));
    EXPECT_TRUE(drawn.back().trouble.empty());
}

TEST_F(ReconcilerTest, D_14_the_card_no_longer_complains_of_a_room_once_we_have_joined_it_again) {
    begin();
    want_room_now();
    ASSERT_TRUE(is_settled());
    const std::string bot = slack.settings().bot_user;
    slack.refuse("conversations.join", "restricted_action", slack_double::always);
    slack.change_channel(channel().id, [&bot](slack_double::Channel& one) {
        one.kind = ChannelKind::public_channel;
        std::erase(one.members, bot);
    });
    const auto doubt = [this] { write([this](Transaction& tx) { doubt_room(tx, case_id, now()); }); };
    doubt();
    ASSERT_TRUE(eventually([this] { return !actual().trouble.empty(); }));
    ASSERT_THAT(drawn.back().trouble, HasSubstr("not in the room"));
    slack.heal();
    doubt();
    EXPECT_TRUE(eventually([this] { return actual().trouble.empty() && !kept()->dirty; })) << actual().trouble;
    EXPECT_TRUE(drawn.back().trouble.empty());
    EXPECT_THAT(channel().members, testing::Contains(bot));
}

TEST_F(ReconcilerTest, a_room_that_got_another_id_in_the_middle_of_a_step_keeps_it) {
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

TEST_F(ReconcilerTest, a_room_that_got_another_id_is_not_made_anew_because_the_old_one_is_gone) {
    begin();
    want_room_now();
    ASSERT_TRUE(is_settled());
    const ChannelId moved = add_room();
    slack.change_channel(channel().id, [](slack_double::Channel& one) { one.members.clear(); });
    slack.hold("conversations.info", 1);
    write([this](Transaction& tx) { doubt_room(tx, case_id, now()); });
    ASSERT_TRUE(slack.wait_until_held("conversations.info"));
    move_room(moved);
    slack.release("conversations.info");
    ASSERT_TRUE(eventually([this] { return !kept()->dirty; }));
    EXPECT_EQ(kept()->channel, moved);
    EXPECT_THAT(slack.calls("conversations.create"), SizeIs(1));
}

} // namespace

} // namespace holdfast
