#include "tests/bot/rooms/reconciler_fixture.hpp"

#include <gmock/gmock.h>

namespace holdfast {

namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using testing::UnorderedElementsAre;

using RefusedMethodsTest = ReconcilerTest;

TEST_F(RefusedMethodsTest, D_14_what_the_workspace_refused_is_tried_again_after_the_next_start) {
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

TEST_F(RefusedMethodsTest, methods_that_the_workspace_does_not_know_are_noted_and_left_alone) {
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

TEST_F(RefusedMethodsTest, D_14_every_room_that_goes_without_a_method_says_so_until_the_workspace_allows_it) {
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

TEST_F(RefusedMethodsTest, where_rooms_may_not_be_made_the_manager_is_told_once) {
    slack.refuse("conversations.create", "restricted_action", slack_double::always);
    begin();
    want_room_now();
    ASSERT_TRUE(eventually([this] { return slack.direct_messages(kim).size() == 1; }));
    ASSERT_TRUE(eventually([this] { return kept()->not_before > now() + 30min; }));
    look_again();
    ASSERT_TRUE(slack.wait_for_call("conversations.create", 2, 10s));
    ASSERT_TRUE(eventually([this] { return kept()->not_before > now() + 30min; }));
    EXPECT_THAT(slack.direct_messages(kim), SizeIs(1));
    EXPECT_THAT(slack.direct_messages(kim)[0].text, HasSubstr("Acme GmbH"));
    EXPECT_EQ(actual().refused.at("conversations.create"), "restricted_action");
}

TEST_F(RefusedMethodsTest, S1_24_whoever_is_in_charge_is_told_whatever_the_record_of_the_account_says) {
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

TEST_F(RefusedMethodsTest, a_room_is_tried_again_where_nobody_is_in_charge_who_could_be_told) {
    in_charge = UserId{};
    slack.refuse("conversations.create", "restricted_action", slack_double::always);
    begin();
    want_room_now();
    ASSERT_TRUE(eventually([this] { return kept()->not_before > now() + 30min; }));
    EXPECT_THAT(lanes_with_work(reader()), IsEmpty());
    slack.heal();
    look_again();
    EXPECT_TRUE(is_settled());
}

} // namespace

} // namespace holdfast
