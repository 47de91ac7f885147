#include "tests/bot/deliver/delivery_fixture.hpp"

#include <gmock/gmock.h>

#include <atomic>
#include <chrono>
#include <memory>

namespace holdfast {

namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class FailedAttemptsTest : public DeliveryTest {
protected:
    /// A day of attempts has come to nothing.
    void let_a_day_of_attempts_pass(const std::string& effect_id) {
        write([&](Transaction& tx) {
            tx.run("UPDATE outbox SET state = 'doubtful', attempts = :attempts, created_at = :at, error = 'http_500'"
                   " WHERE effect_id = :effect",
                   attempts_of_a_day, now() - 25h, effect_id);
        });
    }
};

TEST_F(FailedAttemptsTest, error_pages_delay_and_double_nothing) {
    const std::string channel = room();
    slack.http_error("chat.postMessage", 500);
    slack.http_error("chat.postMessage", 503);
    start();
    say("e1", room_lane(), "one");
    say("e2", room_lane(), "two");
    ASSERT_TRUE(is_done("e2"));
    EXPECT_THAT(texts(slack.messages(channel)), ElementsAre("one", "two"));
}

TEST_F(FailedAttemptsTest, a_row_that_is_tried_again_keeps_its_place_and_holds_up_no_other_lane) {
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

TEST_F(FailedAttemptsTest, what_can_never_arrive_is_given_up_and_the_lane_goes_on) {
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

TEST_F(FailedAttemptsTest, a_row_that_slack_failed_to_take_for_a_day_is_looked_for_and_given_up_and_the_lane_goes_on) {
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

TEST_F(FailedAttemptsTest, a_row_that_is_as_many_attempts_but_no_day_old_is_tried_again) {
    const std::string channel = room();
    say("e1", room_lane(), "late");
    let_a_day_of_attempts_pass("e1");
    write([this](Transaction& tx) { tx.run("UPDATE outbox SET created_at = :at", now() - 1h); });
    start();
    ASSERT_TRUE(is_done("e1"));
    EXPECT_THAT(texts(slack.messages(channel)), ElementsAre("late"));
}

TEST_F(FailedAttemptsTest, a_card_that_slack_failed_to_take_for_a_day_silences_its_room_no_longer) {
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

TEST_F(FailedAttemptsTest, a_card_that_slack_fails_to_take_is_posted_again_after_pauses_that_grow) {
    room();
    slack.http_error("chat.postMessage", 500, 3);
    start();
    want("card", "room", "v1");
    ASSERT_TRUE(eventually([&] { return living("card")->posted_hash == "v1"; }));
    const auto calls = slack.calls("chat.postMessage");
    ASSERT_THAT(calls, SizeIs(4));
    EXPECT_GE(calls[3].arrived - calls[2].arrived, 3s);
}

/// A clock that the test puts forward and back while it runs.
class AdjustedClock final : public Clock {
public:
    [[nodiscard]] Instant now() const override { return SystemClock{}.now() + ahead.load(); }
    [[nodiscard]] std::chrono::steady_clock::duration until(Instant when) const override {
        return SystemClock{}.until(when - ahead.load());
    }

    std::atomic<std::chrono::hours> ahead{};
};

class AdjustedClockTest : public DeliveryTest {
protected:
    AdjustedClockTest() : DeliveryTest{std::make_unique<AdjustedClock>()} {}

    void put_ahead(std::chrono::hours by) { static_cast<AdjustedClock&>(*clock).ahead = by; }
};

TEST_F(AdjustedClockTest, what_a_clock_that_was_ahead_put_off_goes_out_when_the_clock_is_set_back) {
    const std::string channel = room();
    slack.http_error("chat.postMessage", 500);
    start();
    put_ahead(2h);
    say("e1", room_lane(), "one");
    ASSERT_TRUE(eventually([&] { return find_effect(reader(), "e1")->attempts == 1; }));
    put_ahead(0h);
    want("card", "room", "v1");
    ASSERT_TRUE(is_done("e1"));
    EXPECT_THAT(texts(slack.messages(channel)), testing::UnorderedElementsAre("one", "v1"));
}

TEST_F(AdjustedClockTest, what_a_clock_that_was_ahead_left_waiting_goes_out_after_a_restart_with_the_right_one) {
    const std::string channel = room();
    put_ahead(2h);
    say("e1", room_lane(), "one");
    want("card", "room", "v1");
    put_ahead(0h);
    start();
    ASSERT_TRUE(is_done("e1"));
    ASSERT_TRUE(eventually([&] { return living("card")->posted_hash == "v1"; }));
    EXPECT_THAT(texts(slack.messages(channel)), testing::UnorderedElementsAre("v1", "one"));
}

} // namespace

} // namespace holdfast
