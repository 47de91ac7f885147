#include "tests/bot/deliver/delivery_fixture.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <future>
#include <memory>

namespace holdfast {

namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::SizeIs;

class TurnsTest : public DeliveryTest {
protected:
    /// Another rescue with a room of its own, whose card is wanted.
    CaseId add_rescue(Transaction& tx, const std::string& account) const {
        upsert_account(tx, plain_account(account, account));
        const CaseId id = create_case(tx, AccountId{account}, "", now()).value().id;
        slack::RoomWish wish;
        wish.account = AccountId{account};
        want_room(tx, id, slack::to_text(wish), now());
        record_room(tx, id, ChannelId{"C0" + account}, account, "{}");
        settle_room(tx, id, 1);
        want_message(tx, id, "card", slack::room_target, R"({"text":"v1"})", "v1", now());
        return id;
    }
    /// Its card is there and is to say something else.
    void add_card_to_edit(const std::string& account) {
        write([&](Transaction& tx) {
            const CaseId id = add_rescue(tx, account);
            message_posted(tx, id, "card", ChannelId{"C0" + account}, "1.5", "v1");
            want_message(tx, id, "card", slack::room_target, R"({"text":"v2"})", "v2", now());
        });
    }
    /// Its card may not be posted yet, and there is something to say under it.
    void add_row_that_waits_for_its_card(const std::string& account) {
        write([&](Transaction& tx) {
            const CaseId id = add_rescue(tx, account);
            message_not_attempted(tx, id, "card", now() + 5min);
            NewEffect row;
            row.effect_id = "e/" + account;
            row.case_id = id;
            row.lane = slack::room_lane(id);
            row.method = "chat.postMessage";
            row.payload = slack::to_text(slack::Outgoing{.in_thread = true, .arguments = {{"text", "news"}}});
            row.not_before = now();
            append_effect(tx, row, now());
        });
    }
    [[nodiscard]] bool saw_posts_a_second_apart(const std::string& channel) const {
        const auto posted = slack.post_times(channel);
        const auto is_too_near = [](auto earlier, auto later) { return later - earlier < 1s; };
        return std::ranges::adjacent_find(posted, is_too_near) == posted.end();
    }
};

TEST_F(TurnsTest, posts_rows_of_a_lane_in_order_a_second_apart_and_remembers_where_they_are) {
    const std::string channel = room();
    start();
    for (int i = 1; i <= 3; ++i) say("e" + std::to_string(i), room_lane(), "line " + std::to_string(i));
    ASSERT_TRUE(is_done("e3"));
    EXPECT_THAT(texts(slack.messages(channel)), ElementsAre("line 1", "line 2", "line 3"));
    EXPECT_TRUE(saw_posts_a_second_apart(channel));
    const auto posted = slack.messages(channel)[0];
    EXPECT_EQ(posted.metadata["event_type"], "holdfast_effect");
    EXPECT_EQ(posted.metadata["event_payload"]["id"], "e1");
    const auto row = find_effect(reader(), "e1").value();
    EXPECT_EQ(row.channel.value, channel);
    EXPECT_EQ(row.ts, posted.ts);
}

TEST_F(TurnsTest, posts_are_a_second_apart_as_slack_sees_them_however_long_one_is_on_its_way) {
    const std::string channel = room();
    slack.delay("chat.postMessage", 700ms);
    start();
    say("e1", room_lane(), "one");
    say("e2", room_lane(), "two");
    ASSERT_TRUE(is_done("e2"));
    EXPECT_THAT(texts(slack.messages(channel)), ElementsAre("one", "two"));
    EXPECT_TRUE(saw_posts_a_second_apart(channel));
}

TEST_F(TurnsTest, a_rate_limit_delays_and_loses_nothing) {
    const std::string channel = room();
    slack.rate_limit("chat.postMessage", 1s);
    start();
    say("e1", room_lane(), "one");
    say("e2", room_lane(), "two");
    ASSERT_TRUE(is_done("e2"));
    EXPECT_THAT(texts(slack.messages(channel)), ElementsAre("one", "two"));
    const auto calls = slack.calls("chat.postMessage");
    ASSERT_THAT(calls, SizeIs(3));
    EXPECT_GE(calls[1].arrived - calls[0].arrived, 1s);
}

TEST_F(TurnsTest, a_row_whose_turn_is_far_away_frees_its_place_and_goes_on_by_itself_without_counting) {
    const std::string channel = room();
    longest_wait = 300ms;
    slack.rate_limit("chat.postMessage", 3s);
    start();
    say("e1", room_lane(), "one");
    ASSERT_TRUE(eventually([&] { return !find_effect(reader(), "e1")->error.empty(); }));
    EXPECT_EQ(state_of("e1"), EffectState::queued);
    EXPECT_EQ(find_effect(reader(), "e1")->attempts, 0);
    ASSERT_TRUE(is_done("e1"));
    EXPECT_EQ(find_effect(reader(), "e1")->attempts, 1);
    EXPECT_THAT(texts(slack.messages(channel)), ElementsAre("one"));
    const auto calls = slack.calls("chat.postMessage");
    ASSERT_THAT(calls, SizeIs(2));
    EXPECT_GE(calls[1].arrived - calls[0].arrived, 3s);
}

TEST_F(TurnsTest, a_card_that_may_not_be_edited_for_long_holds_up_nothing_in_its_room) {
    const std::string channel = room();
    start();
    want("card", "room", "v1");
    ASSERT_TRUE(eventually([&] { return living("card")->posted_hash == "v1"; }));
    slack.rate_limit("chat.update", 600s);
    want("card", "room", "v2");
    ASSERT_TRUE(slack.wait_for_call("chat.update", 1, 10s));
    say("e1", room_lane(), "a line");
    ASSERT_TRUE(is_done("e1"));
    EXPECT_EQ(living("card")->state, LivingState::posted);
    EXPECT_EQ(living("card")->attempts, 0);
    crash();
    start();
    ASSERT_TRUE(eventually([&] { return living("card")->posted_hash == "v2"; })) << "a restart asks Slack anew";
}

TEST_F(TurnsTest, rooms_that_wait_for_their_turn_leave_places_for_people) {
    lanes_at_a_time = 4;
    for (const char* account : {"b", "c", "d", "e"}) add_card_to_edit(account);
    slack.rate_limit("chat.update", 30s, slack_double::always);
    start();
    ASSERT_TRUE(slack.wait_for_call("chat.update", 1, 10s));
    say("d1", slack::person_lane(UserId{kim}), "please call the sponsor");
    EXPECT_TRUE(is_done("d1"));
    EXPECT_LE(slack.calls("chat.update").size(), 3U) << "one card has no place";
}

TEST_F(TurnsTest, rooms_whose_cards_are_put_off_leave_the_network_thread_to_others) {
    start();
    say("d0", slack::person_lane(UserId{ann}), "the start attempts all that waits");
    ASSERT_TRUE(is_done("d0"));
    for (const char* account : {"b", "c"}) add_row_that_waits_for_its_card(account);
    say("d1", slack::person_lane(UserId{kim}), "please call the sponsor");
    ASSERT_TRUE(is_done("d1"));
    for (int turn = 0; turn < 20; ++turn) {
        const auto ran = std::make_shared<std::promise<void>>();
        asio::post(program->network.io, [ran] { ran->set_value(); });
        ASSERT_EQ(ran->get_future().wait_for(1s), std::future_status::ready);
    }
}

} // namespace

} // namespace holdfast
