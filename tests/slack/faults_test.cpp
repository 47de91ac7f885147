#include "tests/slack/double_fixture.hpp"

#include <gmock/gmock.h>

#include <future>

namespace holdfast::slack_double {
namespace {

using nlohmann::json;
using testing::IsEmpty;
using testing::SizeIs;

class DoubleFaults : public DoubleTest {
protected:
    [[nodiscard]] json note() const { return {{"channel", room}, {"text", "x"}}; }

    std::string room = private_room();
};

TEST_F(DoubleFaults, refuse_once_then_work_again) {
    slack.refuse("chat.postMessage", "restricted_action");
    EXPECT_EQ(error("chat.postMessage", note()), "restricted_action");
    EXPECT_THAT(slack.messages(room), IsEmpty());
    EXPECT_EQ(error("chat.postMessage", note()), "");
    EXPECT_EQ(slack.calls("chat.postMessage").front().fault, "refuse");
}

TEST_F(DoubleFaults, stay_until_healed_and_can_hit_every_method) {
    slack.refuse(std::string{every_method}, "internal_error", always);
    EXPECT_EQ(error("chat.postMessage", note()), "internal_error");
    EXPECT_EQ(error("users.info", {{"user", kim}}), "internal_error");
    EXPECT_EQ(error("users.info", {{"user", kim}}), "internal_error");
    slack.heal();
    EXPECT_EQ(error("users.info", {{"user", kim}}), "");
}

TEST_F(DoubleFaults, rate_limit_with_retry_after) {
    slack.rate_limit("chat.postMessage", std::chrono::seconds{7}, 2);
    const HttpResponse limited = post("chat.postMessage", note());
    EXPECT_EQ(limited.status, 429U);
    EXPECT_EQ(limited.headers.at("retry-after"), "7");
    EXPECT_EQ(post("chat.postMessage", note()).status, 429U);
    EXPECT_EQ(post("chat.postMessage", note()).status, 200U);
}

TEST_F(DoubleFaults, answer_html_when_the_service_is_ill) {
    slack.http_error("chat.postMessage", 503);
    const HttpResponse ill = post("chat.postMessage", note());
    EXPECT_EQ(ill.status, 503U);
    EXPECT_EQ(ill.headers.at("content-type"), "text/html; charset=utf-8");
    EXPECT_THAT(slack.messages(room), IsEmpty());
}

TEST_F(DoubleFaults, lose_the_reply_after_the_effect) {
    slack.lose_reply("chat.postMessage");
    const HttpResponse lost = post("chat.postMessage", note());
    EXPECT_EQ(lost.status, 0U);
    EXPECT_NE(lost.failure, "");
    EXPECT_THAT(slack.messages(room), SizeIs(1));
    EXPECT_EQ(slack.calls("chat.postMessage").front().answer["ok"], true);
}

TEST_F(DoubleFaults, drop_the_request_before_the_effect) {
    slack.drop_request("chat.postMessage");
    EXPECT_EQ(post("chat.postMessage", note()).status, 0U);
    EXPECT_THAT(slack.messages(room), IsEmpty());
    EXPECT_EQ(error("chat.postMessage", note()), "");
}

TEST_F(DoubleFaults, hold_a_call_until_released_without_holding_up_others) {
    slack.hold("chat.postMessage");
    auto posted = std::async(std::launch::async, [&] { return error("chat.postMessage", note()); });
    ASSERT_TRUE(slack.wait_until_held("chat.postMessage"));
    EXPECT_EQ(error("users.info", {{"user", kim}}), "");
    EXPECT_THAT(slack.messages(room), IsEmpty());
    EXPECT_FALSE(slack.calls("chat.postMessage").front().is_settled);
    slack.release("chat.postMessage");
    EXPECT_EQ(posted.get(), "");
    EXPECT_THAT(slack.messages(room), SizeIs(1));
}

TEST_F(DoubleFaults, hold_the_reply_after_the_effect) {
    slack.hold_reply("chat.postMessage");
    auto posted = std::async(std::launch::async, [&] { return error("chat.postMessage", note()); });
    ASSERT_TRUE(slack.wait_until_held("chat.postMessage"));
    EXPECT_THAT(slack.messages(room), SizeIs(1));
    slack.release("chat.postMessage");
    EXPECT_EQ(posted.get(), "");
}

TEST_F(DoubleFaults, delay_for_a_while_and_add_to_other_faults) {
    slack.delay("chat.postMessage", std::chrono::milliseconds{30});
    slack.refuse("chat.postMessage", "fatal_error");
    const HttpResponse late = post("chat.postMessage", note());
    EXPECT_GE(late.took.count(), 30);
    EXPECT_EQ(json::parse(late.body)["error"], "fatal_error");
}

TEST_F(DoubleFaults, cut_connections_while_down) {
    slack.go_down();
    EXPECT_EQ(post("chat.postMessage", note()).status, 0U);
    slack.come_up();
    EXPECT_EQ(error("chat.postMessage", note()), "");
    EXPECT_THAT(slack.calls("chat.postMessage"), SizeIs(1));
}

TEST_F(DoubleFaults, enforce_the_rate_of_posts_per_channel) {
    slack.enforce_post_rate(2);
    const std::string other = private_room("rescue-bolt");
    EXPECT_EQ(error("chat.postMessage", note()), "");
    EXPECT_EQ(error("chat.postMessage", note()), "");
    EXPECT_EQ(post("chat.postMessage", note()).status, 429U);
    EXPECT_EQ(error("chat.postMessage", {{"channel", other}, {"text", "x"}}), "");
    EXPECT_THAT(slack.post_times(room), SizeIs(2));
    EXPECT_EQ(slack.most_posts_within(std::chrono::seconds{60}), 2U);
}

TEST(DoubleShutdown, does_not_wait_for_held_calls) {
    std::future<HttpResponse> held;
    {
        SlackDouble slack(quiet_settings());
        slack.hold("auth.test");
        const std::string url = slack.api_url() + "auth.test";
        held =
            std::async(std::launch::async, [url] { return send_http("POST", url, {}, "", std::chrono::seconds{10}); });
        ASSERT_TRUE(slack.wait_until_held("auth.test"));
    }
    EXPECT_EQ(held.get().status, 0U);
}

} // namespace
} // namespace holdfast::slack_double
