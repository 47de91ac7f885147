#include "storage/leases.hpp"
#include "tests/bot/deliver/delivery_fixture.hpp"

#include <gmock/gmock.h>

#include <future>

namespace holdfast {

namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

using CourierTest = DeliveryTest;

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

TEST_F(CourierTest, an_address_is_looked_up_once_and_nobody_behind_it_ends_the_message) {
    start();
    say("e1", slack::person_lane(UserId{"Kim@Example.com"}), "one");
    say("e2", slack::person_lane(UserId{"kim@example.com"}), "two");
    say("e3", slack::person_lane(UserId{"nobody@example.com"}), "three");
    ASSERT_TRUE(is_done("e2"));
    ASSERT_TRUE(eventually([&] { return state_of("e3") == EffectState::dead; }));
    EXPECT_THAT(find_effect(reader(), "e3")->error, testing::HasSubstr("nobody@example.com"));
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
