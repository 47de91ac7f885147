#include "bot/deliver/rate_limits.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <vector>

namespace holdfast {

namespace {

using namespace std::chrono_literals;

constexpr SteadyTime start{1h};

RC_GTEST_PROP(RateLimits, no_minute_has_more_calls_than_the_tier_grants, ()) {
    RateLimits limits;
    SteadyTime now = start;
    std::vector<SteadyTime> left;
    for (const int pause : *rc::gen::container<std::vector<int>>(200, rc::gen::inRange(0, 3'000))) {
        now += std::chrono::milliseconds{pause};
        left.push_back(limits.reserve("conversations.setTopic", "", now));
        RC_ASSERT(left.back() >= now);
    }
    for (const SteadyTime from : left) {
        const auto in_minute =
            std::ranges::count_if(left, [&](SteadyTime at) { return at >= from && at < from + 1min; });
        RC_ASSERT(in_minute <= 20);
    }
}

TEST(RateLimits, posts_to_one_channel_are_a_second_apart_and_others_do_not_wait) {
    RateLimits limits;
    EXPECT_EQ(limits.reserve("chat.postMessage", "C1", start), start);
    EXPECT_GE(limits.reserve("chat.postMessage", "C1", start), start + 1s);
    EXPECT_GE(limits.reserve("chat.postMessage", "C1", start), start + 2s);
    EXPECT_EQ(limits.reserve("chat.postMessage", "C2", start), start);
}

TEST(RateLimits, a_post_that_was_long_on_its_way_keeps_the_next_a_second_from_its_answer) {
    RateLimits limits;
    EXPECT_EQ(limits.reserve("chat.postMessage", "C1", start), start);
    limits.has_posted("C1", start + 800ms);
    EXPECT_GE(limits.reserve("chat.postMessage", "C1", start + 900ms), start + 1'800ms);
    EXPECT_EQ(limits.reserve("chat.postMessage", "C2", start + 900ms), start + 900ms);
}

TEST(RateLimits, an_answer_brings_no_post_nearer_to_one_that_is_to_leave_before_it) {
    RateLimits limits;
    EXPECT_EQ(limits.reserve("chat.postMessage", "C1", start), start);
    EXPECT_GE(limits.reserve("chat.postMessage", "C1", start), start + 1s);
    limits.has_posted("C1", start + 1ms);
    EXPECT_GE(limits.reserve("chat.postMessage", "C1", start + 1ms), start + 2s);
}

TEST(RateLimits, whoever_only_asks_for_the_turn_takes_no_place) {
    RateLimits limits;
    EXPECT_EQ(limits.turn("chat.postMessage", "C1", start), start);
    EXPECT_EQ(limits.reserve("chat.postMessage", "C1", start), start);
    const SteadyTime next = limits.turn("chat.postMessage", "C1", start);
    EXPECT_GE(next, start + 1s);
    EXPECT_EQ(limits.turn("chat.postMessage", "C1", start), next);
    EXPECT_EQ(limits.reserve("chat.postMessage", "C1", start), next);
    limits.rest("chat.update", start + 10min);
    EXPECT_EQ(limits.turn("chat.update", "", start), start + 10min);
}

TEST(RateLimits, a_rest_holds_up_its_method_only_and_ends_without_a_burst) {
    RateLimits limits;
    limits.rest("chat.update", start + 10s);
    EXPECT_TRUE(limits.rests("chat.update", start));
    EXPECT_FALSE(limits.rests("chat.update", start + 10s));
    EXPECT_EQ(limits.reserve("chat.update", "", start), start + 10s);
    EXPECT_GT(limits.reserve("chat.update", "", start), start + 11s);
    EXPECT_EQ(limits.reserve("chat.delete", "", start), start);
}

TEST(RetryDelay, grows_to_five_minutes_with_a_little_jitter) {
    std::minstd_rand random{7};
    const std::vector<std::chrono::milliseconds> expected{1s, 3s, 10s, 30s, 60s, 300s, 300s};
    for (std::size_t i = 0; i < expected.size(); ++i) {
        const auto delay = retry_delay(static_cast<int>(i) + 1, random);
        EXPECT_GE(delay, expected[i]);
        EXPECT_LE(delay, expected[i] * 12 / 10);
    }
    EXPECT_GE(retry_delay(0, random), 1s);
}

} // namespace

} // namespace holdfast
