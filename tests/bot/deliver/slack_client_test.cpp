#include "bot/deliver/slack_client.hpp"
#include "tests/bot/deliver/delivery_fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace holdfast {

namespace {

using namespace std::chrono_literals;
using nlohmann::json;
using testing::SizeIs;
using Kind = SlackFailure::Kind;

class SlackClientTest : public testing::Test {
protected:
    SlackClientTest() {
        kim = slack.add_user({.name = "kim", .email = "kim@example.com"});
        network.start();
    }
    static slack_double::Settings quiet() {
        slack_double::Settings settings;
        settings.payload_dir.clear();
        return settings;
    }
    SlackResult call(const std::string& method, json arguments = json::object(), Urgency urgency = Urgency::ordinary) {
        return network.run(network.client.call(method, std::move(arguments), urgency));
    }
    auto respond(const std::string& url) {
        const json message{{"text", "hi"}};
        return network.run(network.client.post_response(url, message));
    }

    SlackDouble slack{quiet()};
    std::string kim;
    NetworkThread network{slack};
};

TEST_F(SlackClientTest, says_who_we_are_what_we_may_do_and_what_time_it_is_there) {
    const auto self = network.run(network.client.identity());
    ASSERT_TRUE(self);
    EXPECT_EQ(self->user.value, slack.settings().bot_user);
    EXPECT_EQ(self->bot_id, slack.settings().bot_id);
    ASSERT_TRUE(network.client.scopes());
    EXPECT_TRUE(network.client.scopes()->contains("chat:write"));
    ASSERT_TRUE(network.client.clock_skew());
    EXPECT_LT(std::chrono::abs(*network.client.clock_skew()), 5s);
}

TEST_F(SlackClientTest, a_read_is_repeated_until_it_is_answered) {
    slack.lose_reply("users.info");
    slack.http_error("users.info", 503);
    const auto answer = call("users.info", {{"user", kim}});
    ASSERT_TRUE(answer);
    EXPECT_EQ((*answer)["user"]["id"], kim);
}

TEST_F(SlackClientTest, a_read_that_is_never_answered_is_unavailable) {
    slack.http_error("users.info", 502, slack_double::always);
    const auto answer = call("users.info", {{"user", kim}});
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, Kind::unavailable);
    EXPECT_EQ(answer.error().code, "http_502");
    EXPECT_THAT(slack.calls("users.info"), SizeIs(3));
}

TEST_F(SlackClientTest, a_post_is_never_repeated_blindly) {
    slack.lose_reply("chat.postMessage");
    auto answer = call("chat.postMessage", {{"channel", kim}, {"text", "a"}});
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, Kind::doubtful);
    slack.refuse("chat.postMessage", "fatal_error");
    answer = call("chat.postMessage", {{"channel", kim}, {"text", "b"}});
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, Kind::doubtful);
    EXPECT_THAT(slack.calls("chat.postMessage"), SizeIs(2));
}

TEST_F(SlackClientTest, a_post_that_never_left_is_unavailable) {
    slack.go_down();
    const auto answer = call("auth.test");
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, Kind::unavailable);
}

TEST_F(SlackClientTest, a_refusal_says_what_it_asks_for) {
    slack.set_scopes({"chat:write"});
    const auto answer = call("users.info", {{"user", kim}});
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, Kind::refused);
    EXPECT_EQ(answer.error().reaction, slack::Reaction::scope);
    EXPECT_EQ(answer.error().needed, "users:read");
    EXPECT_EQ(in_words(answer.error()), "missing_scope (needs the scope users:read)");
}

TEST_F(SlackClientTest, an_urgent_call_waits_for_nothing) {
    slack.rate_limit("views.publish", 30s);
    slack.rate_limit("views.open", 30s);
    const auto before = std::chrono::steady_clock::now();
    const auto answer = call("views.open", {{"trigger_id", "x"}, {"view", json::object()}}, Urgency::urgent);
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().reaction, slack::Reaction::wait);
    EXPECT_LT(std::chrono::steady_clock::now() - before, 5s);
}

TEST_F(SlackClientTest, a_call_whose_turn_is_far_away_hears_when_it_comes_and_is_not_sent) {
    slack.rate_limit("users.info", 600s);
    const auto before = std::chrono::steady_clock::now();
    const auto first = call("users.info", {{"user", kim}});
    const auto second = call("users.info", {{"user", kim}});
    EXPECT_LT(std::chrono::steady_clock::now() - before, 10s);
    for (const SlackResult& answer : {first, second}) {
        ASSERT_FALSE(answer);
        EXPECT_EQ(answer.error().kind, Kind::refused);
        EXPECT_EQ(answer.error().reaction, slack::Reaction::wait);
        EXPECT_GT(answer.error().rest, 580s);
        EXPECT_LE(answer.error().rest, 601s);
    }
    EXPECT_THAT(slack.calls("users.info"), SizeIs(1));
    EXPECT_TRUE(call("auth.test")) << "other methods go on";
}

TEST_F(SlackClientTest, responses_go_to_slack_and_to_nobody_else) {
    const auto foreign = respond("http://192.0.2.1/_response/x");
    ASSERT_FALSE(foreign);
    EXPECT_EQ(foreign.error().code, "foreign_url");
    EXPECT_FALSE(respond("file:///etc/passwd"));
    EXPECT_FALSE(respond("http://hooks.slack.com/x"));
    EXPECT_FALSE(respond("https://hooks.slack.com.evil.test/x"));
    const auto expired = respond("http://127.0.0.1:" + std::to_string(slack.port()) + "/_response/none");
    ASSERT_FALSE(expired);
    EXPECT_EQ(expired.error().kind, Kind::refused);
    EXPECT_THAT(slack.calls("response_url"), SizeIs(1));
}

TEST_F(SlackClientTest, a_response_that_slack_may_have_taken_is_not_sent_again) {
    const auto url = "http://127.0.0.1:" + std::to_string(slack.port()) + "/_response/none";
    slack.http_error("response_url", 503);
    slack.lose_reply("response_url");
    for (std::size_t sent = 1; sent <= 2; ++sent) {
        const auto answer = respond(url);
        ASSERT_FALSE(answer);
        EXPECT_EQ(answer.error().kind, Kind::doubtful);
        EXPECT_THAT(slack.calls("response_url"), SizeIs(sent));
    }
}

} // namespace

} // namespace holdfast
