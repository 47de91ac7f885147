#include "storage/leases.hpp"
#include "tests/bot/deliver/delivery_fixture.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <future>
#include <memory>

namespace holdfast {

namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class CourierTest : public DeliveryTest {
protected:
    /// Rows and calls as they are when the program ends after marking, or after posting.
    void leave_in_flight(const std::string& effect_id) {
        write([&](Transaction& tx) {
            const auto row = find_effect(tx, effect_id).value();
            effect_in_flight(tx, row.id, courier_settings().holder, now() + 5min);
        });
    }
    /// A day of attempts has come to nothing.
    void let_a_day_of_attempts_pass(const std::string& effect_id) {
        write([&](Transaction& tx) {
            tx.run("UPDATE outbox SET state = 'doubtful', attempts = :attempts, created_at = :at, error = 'http_500'"
                   " WHERE effect_id = :effect",
                   attempts_of_a_day, now() - 25h, effect_id);
        });
    }
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

TEST_F(CourierTest, posts_rows_of_a_lane_in_order_a_second_apart_and_remembers_where_they_are) {
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

TEST_F(CourierTest, posts_are_a_second_apart_as_slack_sees_them_however_long_one_is_on_its_way) {
    const std::string channel = room();
    slack.delay("chat.postMessage", 700ms);
    start();
    say("e1", room_lane(), "one");
    say("e2", room_lane(), "two");
    ASSERT_TRUE(is_done("e2"));
    EXPECT_THAT(texts(slack.messages(channel)), ElementsAre("one", "two"));
    EXPECT_TRUE(saw_posts_a_second_apart(channel));
}

TEST_F(CourierTest, a_lost_reply_leaves_exactly_one_message) {
    const std::string channel = room();
    slack.lose_reply("chat.postMessage");
    start();
    say("e1", room_lane(), "once");
    say("e2", room_lane(), "then");
    ASSERT_TRUE(is_done("e2"));
    EXPECT_THAT(texts(slack.messages(channel)), ElementsAre("once", "then"));
    EXPECT_EQ(find_effect(reader(), "e1")->ts, slack.messages(channel)[0].ts);
}

TEST_F(CourierTest, a_lost_reply_to_a_direct_message_leaves_exactly_one_message) {
    slack.lose_reply("chat.postMessage");
    start();
    say("e1", slack::person_lane(UserId{kim}), "once");
    ASSERT_TRUE(is_done("e1"));
    EXPECT_THAT(texts(slack.direct_messages(kim)), ElementsAre("once"));
}

TEST_F(CourierTest, a_lost_request_is_posted_after_looking) {
    const std::string channel = room();
    slack.drop_request("chat.postMessage");
    start();
    say("e1", room_lane(), "once");
    ASSERT_TRUE(is_done("e1"));
    EXPECT_THAT(texts(slack.messages(channel)), ElementsAre("once"));
    EXPECT_THAT(slack.calls("conversations.history"), SizeIs(2));
}

TEST_F(CourierTest, a_call_that_a_crash_cut_off_and_that_takes_effect_late_leaves_exactly_one_message) {
    const std::string channel = room();
    slack.hold("chat.postMessage", 1);
    start();
    say("e1", room_lane(), "once");
    ASSERT_TRUE(slack.wait_until_held("chat.postMessage"));
    crash();
    start();
    ASSERT_TRUE(slack.wait_for_call("conversations.history"));
    slack.release("chat.postMessage");
    ASSERT_TRUE(is_done("e1"));
    EXPECT_THAT(texts(slack.messages(channel)), ElementsAre("once"));
}

TEST_F(CourierTest, a_row_in_flight_at_start_whose_message_is_there_is_not_posted_again) {
    const std::string channel = room();
    slack.hold_reply("chat.postMessage");
    start();
    say("e1", room_lane(), "once");
    ASSERT_TRUE(slack.wait_until_held("chat.postMessage"));
    crash();
    slack.heal();
    slack.release("chat.postMessage");
    start();
    ASSERT_TRUE(is_done("e1"));
    EXPECT_THAT(texts(slack.messages(channel)), ElementsAre("once"));
    EXPECT_EQ(find_effect(reader(), "e1")->ts, slack.messages(channel)[0].ts);
}

TEST_F(CourierTest, a_row_in_flight_at_start_whose_message_is_not_there_is_posted) {
    const std::string channel = room();
    say("e1", room_lane(), "once");
    leave_in_flight("e1");
    start();
    ASSERT_TRUE(is_done("e1"));
    EXPECT_THAT(texts(slack.messages(channel)), ElementsAre("once"));
}

TEST_F(CourierTest, what_may_be_there_is_looked_for_even_after_nobody_could_say_who_the_person_is) {
    slack.hold_reply("chat.postMessage");
    start();
    say("e1", slack::person_lane(UserId{"kim@example.com"}), "once");
    want("call/ann", "ann@example.com", "please call");
    ASSERT_TRUE(slack.wait_until_held("chat.postMessage", 2));
    crash();
    slack.heal();
    slack.release("chat.postMessage");
    ASSERT_TRUE(
        eventually([this] { return slack.direct_messages(kim).size() + slack.direct_messages(ann).size() == 2; }));
    write([](Transaction& tx) { tx.run("DELETE FROM slack_users"); });
    slack.rate_limit("users.lookupByEmail", 600s, slack_double::always);
    start();
    ASSERT_TRUE(eventually([this] { return !find_effect(reader(), "e1")->error.empty(); }));
    EXPECT_EQ(state_of("e1"), EffectState::doubtful);
    EXPECT_EQ(living("call/ann")->state, LivingState::doubtful);
    crash();
    slack.heal();
    start();
    ASSERT_TRUE(is_done("e1"));
    ASSERT_TRUE(eventually([this] { return living("call/ann")->posted_hash == "please call"; }));
    EXPECT_THAT(texts(slack.direct_messages(kim)), ElementsAre("once"));
    EXPECT_THAT(texts(slack.direct_messages(ann)), ElementsAre("please call"));
}

TEST_F(CourierTest, where_metadata_is_not_kept_the_same_words_in_the_same_place_are_the_message) {
    const std::string channel = room();
    slack.lose_reply("chat.postMessage");
    slack.hold("conversations.history", 1);
    start();
    say("e1", room_lane(), "once");
    ASSERT_TRUE(slack.wait_until_held("conversations.history"));
    slack.change_channel(channel, [](slack_double::Channel& one) {
        for (auto& message : one.messages) message.metadata = nullptr;
    });
    slack.release("conversations.history");
    ASSERT_TRUE(is_done("e1"));
    EXPECT_THAT(texts(slack.messages(channel)), ElementsAre("once"));
}

TEST_F(CourierTest, a_rate_limit_delays_and_loses_nothing) {
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

TEST_F(CourierTest, a_row_whose_turn_is_far_away_frees_its_place_and_goes_on_by_itself_without_counting) {
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

TEST_F(CourierTest, what_may_be_there_and_may_not_be_looked_for_yet_stays_doubtful_without_counting) {
    const std::string channel = room();
    say("e1", room_lane(), "once");
    want("call/kim", kim, "please call");
    leave_in_flight("e1");
    write([this](Transaction& tx) { message_in_flight(tx, case_id, "call/kim", case_id.value + "/call/kim"); });
    slack.rate_limit("conversations.history", 600s);
    start();
    ASSERT_TRUE(eventually([&] { return find_effect(reader(), "e1")->error.contains("ratelimited"); }));
    EXPECT_EQ(state_of("e1"), EffectState::doubtful);
    EXPECT_EQ(find_effect(reader(), "e1")->attempts, 1);
    EXPECT_EQ(living("call/kim")->state, LivingState::doubtful);
    EXPECT_EQ(living("call/kim")->attempts, 0);
    crash();
    start();
    ASSERT_TRUE(is_done("e1"));
    ASSERT_TRUE(eventually([&] { return living("call/kim")->posted_hash == "please call"; }));
    EXPECT_THAT(texts(slack.messages(channel)), ElementsAre("once"));
    EXPECT_THAT(texts(slack.direct_messages(kim)), ElementsAre("please call"));
}

TEST_F(CourierTest, a_card_that_may_not_be_edited_for_long_holds_up_nothing_in_its_room) {
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

TEST_F(CourierTest, rooms_that_wait_for_their_turn_leave_places_for_people) {
    lanes_at_a_time = 4;
    for (const char* account : {"b", "c", "d", "e"}) add_card_to_edit(account);
    slack.rate_limit("chat.update", 30s, slack_double::always);
    start();
    ASSERT_TRUE(slack.wait_for_call("chat.update", 1, 10s));
    say("d1", slack::person_lane(UserId{kim}), "please call the sponsor");
    EXPECT_TRUE(is_done("d1"));
    EXPECT_LE(slack.calls("chat.update").size(), 3U) << "one card has no place";
}

TEST_F(CourierTest, rooms_whose_cards_are_put_off_leave_the_network_thread_to_others) {
    for (const char* account : {"b", "c"}) add_row_that_waits_for_its_card(account);
    start();
    say("d1", slack::person_lane(UserId{kim}), "please call the sponsor");
    ASSERT_TRUE(is_done("d1"));
    for (int turn = 0; turn < 20; ++turn) {
        const auto ran = std::make_shared<std::promise<void>>();
        asio::post(program->network.io, [ran] { ran->set_value(); });
        ASSERT_EQ(ran->get_future().wait_for(1s), std::future_status::ready);
    }
}

TEST_F(CourierTest, error_pages_delay_and_double_nothing) {
    const std::string channel = room();
    slack.http_error("chat.postMessage", 500);
    slack.http_error("chat.postMessage", 503);
    start();
    say("e1", room_lane(), "one");
    say("e2", room_lane(), "two");
    ASSERT_TRUE(is_done("e2"));
    EXPECT_THAT(texts(slack.messages(channel)), ElementsAre("one", "two"));
}

TEST_F(CourierTest, a_row_that_is_tried_again_keeps_its_place_and_holds_up_no_other_lane) {
    const std::string channel = room();
    slack.refuse("chat.postMessage", "not_in_channel");
    say("e1", room_lane(), "one");
    say("e2", room_lane(), "two");
    start();
    ASSERT_TRUE(eventually([&] { return find_effect(reader(), "e1")->attempts == 1; }));
    say("d1", slack::person_lane(UserId{kim}), "hello");
    ASSERT_TRUE(is_done("d1"));
    EXPECT_EQ(state_of("e1"), EffectState::queued);
    ASSERT_TRUE(is_done("e2"));
    EXPECT_THAT(texts(slack.messages(channel)), ElementsAre("one", "two"));
}

TEST_F(CourierTest, what_can_never_arrive_is_given_up_and_the_lane_goes_on) {
    const std::string channel = room();
    slack.refuse("chat.postMessage", "invalid_blocks");
    say("e1", room_lane(), "bad");
    say("e2", room_lane(), "good");
    start();
    ASSERT_TRUE(is_done("e2"));
    EXPECT_EQ(state_of("e1"), EffectState::dead);
    EXPECT_EQ(find_effect(reader(), "e1")->error, "invalid_blocks");
    EXPECT_THAT(texts(slack.messages(channel)), ElementsAre("good"));
}

TEST_F(CourierTest, a_row_that_slack_failed_to_take_for_a_day_is_looked_for_and_given_up_and_the_lane_goes_on) {
    const std::string channel = room();
    say("e1", room_lane(), "never");
    say("e2", room_lane(), "then");
    let_a_day_of_attempts_pass("e1");
    start();
    ASSERT_TRUE(is_done("e2"));
    EXPECT_EQ(state_of("e1"), EffectState::dead);
    EXPECT_THAT(find_effect(reader(), "e1")->error, testing::HasSubstr("http_500"));
    EXPECT_THAT(texts(slack.messages(channel)), ElementsAre("then"));
    EXPECT_THAT(slack.calls("conversations.history"), testing::Not(IsEmpty()));
}

TEST_F(CourierTest, a_row_that_is_as_many_attempts_but_no_day_old_is_tried_again) {
    const std::string channel = room();
    say("e1", room_lane(), "late");
    let_a_day_of_attempts_pass("e1");
    write([this](Transaction& tx) { tx.run("UPDATE outbox SET created_at = :at", now() - 1h); });
    start();
    ASSERT_TRUE(is_done("e1"));
    EXPECT_THAT(texts(slack.messages(channel)), ElementsAre("late"));
}

TEST_F(CourierTest, a_card_that_slack_failed_to_take_for_a_day_silences_its_room_no_longer) {
    const std::string channel = room();
    want("card", "room", "v1");
    say("e1", room_lane(), "a line");
    write([](Transaction& tx) {
        tx.run("UPDATE living_messages SET state = 'doubtful', attempts = :attempts", attempts_of_a_day);
    });
    start();
    ASSERT_TRUE(is_done("e1"));
    EXPECT_THAT(texts(slack.messages(channel)), ElementsAre("a line"));
    EXPECT_GT(living("card")->not_before, now() + 23h);
    want("card", "room", "v2");
    ASSERT_TRUE(eventually([&] { return living("card")->posted_hash == "v2"; })) << "it has changed";
    EXPECT_EQ(living("card")->attempts, 0);
}

TEST_F(CourierTest, a_card_that_slack_fails_to_take_is_posted_again_after_pauses_that_grow) {
    room();
    slack.http_error("chat.postMessage", 500, 3);
    start();
    want("card", "room", "v1");
    ASSERT_TRUE(eventually([&] { return living("card")->posted_hash == "v1"; }));
    const auto calls = slack.calls("chat.postMessage");
    ASSERT_THAT(calls, SizeIs(4));
    EXPECT_GE(calls[3].arrived - calls[2].arrived, 3s);
}

TEST_F(CourierTest, a_room_that_is_not_found_when_something_is_looked_for_in_it_is_looked_at) {
    const std::string channel = room();
    say("e1", room_lane(), "once");
    leave_in_flight("e1");
    slack.refuse("conversations.history", "channel_not_found", slack_double::always);
    start();
    ASSERT_TRUE(eventually([&] { return find_room(reader(), case_id)->dirty; }));
    ASSERT_TRUE(eventually([&] { return state_of("e1") == EffectState::doubtful; }));
    slack.heal();
    ASSERT_TRUE(is_done("e1"));
    EXPECT_THAT(texts(slack.messages(channel)), ElementsAre("once"));
}

TEST_F(CourierTest, a_room_that_is_not_found_when_its_card_is_looked_for_is_looked_at) {
    const std::string channel = room();
    want("card", "room", "v1");
    write([this](Transaction& tx) { message_in_flight(tx, case_id, "card", case_id.value + "/card"); });
    slack.refuse("conversations.history", "channel_not_found", slack_double::always);
    start();
    ASSERT_TRUE(eventually([&] { return find_room(reader(), case_id)->dirty; }));
    EXPECT_EQ(living("card")->state, LivingState::doubtful);
    slack.heal();
    ASSERT_TRUE(eventually([&] { return living("card")->posted_hash == "v1"; }));
    EXPECT_THAT(texts(slack.messages(channel)), ElementsAre("v1"));
}

TEST_F(CourierTest, what_a_fault_of_ours_left_in_flight_is_looked_for_without_a_restart) {
    const std::string channel = room();
    write([](Transaction& tx) {
        tx.run("CREATE TRIGGER no_message BEFORE UPDATE ON living_messages WHEN NEW.state = 'posted'"
               " BEGIN SELECT RAISE(ABORT, 'no'); END");
        tx.run("CREATE TRIGGER no_row BEFORE UPDATE ON outbox WHEN NEW.state = 'done'"
               " BEGIN SELECT RAISE(ABORT, 'no'); END");
    });
    start();
    want("call/kim", kim, "please call");
    say("e1", room_lane(), "once");
    ASSERT_TRUE(eventually([&] { return living("call/kim")->state == LivingState::doubtful; }));
    ASSERT_TRUE(eventually([&] { return state_of("e1") == EffectState::doubtful; }));
    write([](Transaction& tx) {
        tx.run("DROP TRIGGER no_message");
        tx.run("DROP TRIGGER no_row");
    });
    ASSERT_TRUE(is_done("e1"));
    ASSERT_TRUE(eventually([&] { return living("call/kim")->posted_hash == "please call"; }));
    EXPECT_THAT(texts(slack.messages(channel)), ElementsAre("once"));
    EXPECT_THAT(texts(slack.direct_messages(kim)), ElementsAre("please call"));
}

TEST_F(CourierTest, a_room_in_doubt_is_looked_at_and_its_rows_wait) {
    room();
    slack.refuse("chat.postMessage", "channel_not_found");
    say("e1", room_lane(), "one");
    start();
    ASSERT_TRUE(eventually([&] { return find_room(reader(), case_id)->dirty; }));
    ASSERT_TRUE(is_done("e1"));
}

TEST_F(CourierTest, rows_wait_for_the_room_without_an_attempt) {
    say("e1", room_lane(), "one");
    start();
    say("d1", slack::person_lane(UserId{kim}), "hello");
    ASSERT_TRUE(is_done("d1"));
    EXPECT_EQ(find_effect(reader(), "e1")->attempts, 0);
    const std::string channel = room();
    ASSERT_TRUE(is_done("e1"));
    EXPECT_THAT(texts(slack.messages(channel)), ElementsAre("one"));
}

TEST_F(CourierTest, the_card_comes_first_and_replies_go_under_it) {
    const std::string channel = room();
    say("e1", room_lane(), "in the thread", true);
    say("e2", room_lane(), "in the room");
    want("card", "room", "the card");
    start();
    ASSERT_TRUE(is_done("e2"));
    const auto messages = slack.messages(channel);
    EXPECT_THAT(texts(messages), ElementsAre("the card", "in the thread", "in the room"));
    EXPECT_EQ(messages[1].thread_ts, messages[0].ts);
    EXPECT_EQ(messages[2].thread_ts, "");
}

TEST_F(CourierTest, a_living_message_is_edited_at_most_once_in_a_while_and_the_latest_wins) {
    const std::string channel = room();
    start();
    want("card", "room", "v0");
    ASSERT_TRUE(eventually([&] { return living("card")->posted_hash == "v0"; }));
    for (int i = 1; i <= 20; ++i) want("card", "room", "v" + std::to_string(i));
    ASSERT_TRUE(eventually([&] { return living("card")->posted_hash == "v20"; }));
    EXPECT_THAT(texts(slack.messages(channel)), ElementsAre("v20"));
    const auto edits = slack.calls("chat.update");
    EXPECT_LE(edits.size(), 4U);
    for (std::size_t i = 1; i < edits.size(); ++i) EXPECT_GE(edits[i].arrived - edits[i - 1].arrived, 350ms);
}

TEST_F(CourierTest, a_deleted_card_is_posted_again_and_the_room_is_looked_at_for_its_pin) {
    const std::string channel = room();
    start();
    want("card", "room", "v1");
    ASSERT_TRUE(eventually([&] { return living("card")->posted_hash == "v1"; }));
    const std::string first = living("card")->ts;
    slack.change_channel(channel, [](slack_double::Channel& one) { one.messages.clear(); });
    want("card", "room", "v2");
    ASSERT_TRUE(eventually([&] { return living("card")->posted_hash == "v2"; }));
    EXPECT_NE(living("card")->ts, first);
    EXPECT_THAT(texts(slack.messages(channel)), ElementsAre("v2"));
    EXPECT_TRUE(find_room(reader(), case_id)->dirty);
}

TEST_F(CourierTest, a_reply_under_a_deleted_card_waits_for_the_new_one) {
    const std::string channel = room();
    start();
    want("card", "room", "v1");
    ASSERT_TRUE(eventually([&] { return living("card")->posted_hash == "v1"; }));
    slack.change_channel(channel, [](slack_double::Channel& one) { one.messages.clear(); });
    say("e1", room_lane(), "reply", true);
    ASSERT_TRUE(is_done("e1"));
    const auto messages = slack.messages(channel);
    ASSERT_THAT(texts(messages), ElementsAre("v1", "reply"));
    EXPECT_EQ(messages[1].thread_ts, messages[0].ts);
}

TEST_F(CourierTest, an_unwanted_message_is_taken_away) {
    start();
    want("call/kim", kim, "please call");
    ASSERT_TRUE(eventually([&] { return living("call/kim")->posted_hash == "please call"; }));
    EXPECT_THAT(slack.direct_messages(kim), SizeIs(1));
    write([&](Transaction& tx) { unwant_message(tx, case_id, "call/kim", now()); });
    nudge();
    ASSERT_TRUE(eventually([&] { return !living("call/kim"); }));
    EXPECT_THAT(slack.direct_messages(kim), IsEmpty());
}

TEST_F(CourierTest, a_living_message_whose_reply_was_lost_is_found_and_brought_up_to_date) {
    const std::string channel = room();
    slack.hold_reply("chat.postMessage");
    start();
    want("card", "room", "v1");
    ASSERT_TRUE(slack.wait_until_held("chat.postMessage"));
    crash();
    slack.heal();
    slack.release("chat.postMessage");
    want("card", "room", "v2");
    start();
    ASSERT_TRUE(eventually([&] { return living("card")->posted_hash == "v2"; }));
    EXPECT_THAT(texts(slack.messages(channel)), ElementsAre("v2"));
    EXPECT_EQ(slack.messages(channel)[0].edits, 1U);
}

TEST_F(CourierTest, an_address_is_looked_up_once_and_nobody_behind_it_ends_the_message) {
    start();
    say("e1", slack::person_lane(UserId{"Kim@Example.com"}), "one");
    say("e2", slack::person_lane(UserId{"kim@example.com"}), "two");
    say("e3", slack::person_lane(UserId{"nobody@example.com"}), "three");
    ASSERT_TRUE(is_done("e2"));
    ASSERT_TRUE(eventually([&] { return state_of("e3") == EffectState::dead; }));
    EXPECT_THAT(find_effect(reader(), "e3")->error, testing::HasSubstr("nobody@example.com"));
}

/// Days are played through in a year that Slack knows nothing of.
class SimulatedCourierTest : public DeliveryTest {
protected:
    SimulatedCourierTest()
        : DeliveryTest{std::make_unique<SimulatedClock>(Instant{date::sys_days{date::year{2090} / 3 / 2}}, 1.0)} {}
};

TEST_F(SimulatedCourierTest, a_lost_reply_leaves_exactly_one_message_whatever_our_clock_shows) {
    const std::string channel = room();
    slack.lose_reply("chat.postMessage");
    start();
    say("e1", room_lane(), "once");
    ASSERT_TRUE(is_done("e1"));
    EXPECT_THAT(texts(slack.messages(channel)), ElementsAre("once"));
}

TEST_F(CourierTest, while_slack_is_down_everything_waits_and_then_arrives_in_order) {
    const std::string channel = room();
    slack.go_down();
    start();
    for (int i = 1; i <= 3; ++i) say("e" + std::to_string(i), room_lane(), "line " + std::to_string(i));
    ASSERT_TRUE(eventually([&] { return find_effect(reader(), "e1")->attempts == 1; }));
    EXPECT_EQ(state_of("e2"), EffectState::queued);
    slack.come_up();
    ASSERT_TRUE(is_done("e3"));
    EXPECT_THAT(texts(slack.messages(channel)), ElementsAre("line 1", "line 2", "line 3"));
}

TEST_F(CourierTest, a_refused_token_stops_everything_and_is_reported_until_it_works_again) {
    const std::string channel = room();
    const auto problem = [this] {
        std::promise<std::optional<std::string>> answer;
        asio::post(program->network.io, [&] { answer.set_value(program->courier.problem()); });
        return answer.get_future().get();
    };
    slack.refuse("chat.postMessage", "invalid_auth", slack_double::always);
    slack.refuse("auth.test", "invalid_auth", slack_double::always);
    start();
    say("e1", room_lane(), "one");
    ASSERT_TRUE(eventually([&] { return problem().has_value(); }));
    EXPECT_THAT(slack.messages(channel), IsEmpty());
    slack.heal("chat.postMessage");
    slack.heal("auth.test");
    ASSERT_TRUE(is_done("e1"));
    EXPECT_EQ(problem(), std::nullopt);
}

TEST_F(CourierTest, one_process_delivers_at_a_time) {
    const std::string channel = room();
    const auto lease = [this](const char* holder, Instant until) {
        return write([&](Transaction& tx) { return take_lease(tx, "courier", holder, now(), until); });
    };
    ASSERT_TRUE(lease("elsewhere", now() + 2s));
    const auto before = std::chrono::steady_clock::now();
    start();
    say("e1", room_lane(), "one");
    ASSERT_TRUE(is_done("e1"));
    EXPECT_GE(std::chrono::steady_clock::now() - before, 1500ms);
}

TEST_F(CourierTest, stopping_lets_the_call_in_flight_end_and_begins_no_other) {
    const std::string channel = room();
    slack.hold("chat.postMessage", 1);
    start();
    say("e1", room_lane(), "one");
    say("e2", room_lane(), "two");
    ASSERT_TRUE(slack.wait_until_held("chat.postMessage"));
    auto stopped = asio::co_spawn(program->network.io, program->courier.stop(), asio::use_future);
    slack.release("chat.postMessage");
    ASSERT_EQ(stopped.wait_for(3s), std::future_status::ready);
    EXPECT_EQ(state_of("e1"), EffectState::done);
    EXPECT_EQ(state_of("e2"), EffectState::queued);
    EXPECT_TRUE(write([&](Transaction& tx) { return take_lease(tx, "courier", "next", now(), now() + 1s); }));
}

} // namespace

} // namespace holdfast
