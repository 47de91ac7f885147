#include "bot/receive/slack_signature.hpp"
#include "tests/bot/receive/heard_log.hpp"
#include "tests/bot/receive/served.hpp"

#include <gmock/gmock.h>

#include <variant>

namespace holdfast {
namespace {

using holdfast::testing::recorded_secret;
using ::testing::HasSubstr;
using ::testing::Not;

class SlackEndpointTest : public ServedTest {
protected:
    HeardResponse deliver(std::string_view body, std::string_view content_type = "application/json",
                          std::vector<std::string> more = {}) {
        const std::string timestamp = "1531420618";
        more.push_back(fmt::format("Content-Type: {}", content_type));
        more.push_back("X-Slack-Request-Timestamp: " + timestamp);
        more.push_back("X-Slack-Signature: " + slack_signature::signature_of(body, timestamp, recorded_secret));
        return request("POST", "/slack/events", std::move(more), body);
    }
};

constexpr std::string_view command =
    "command=%2Frescue&text=status+acme&user_id=U1&channel_id=C1&trigger_id=1.2.x&team_id=T1";
constexpr std::string_view form = "application/x-www-form-urlencoded";

TEST_F(SlackEndpointTest, reacts_to_every_recorded_request_as_the_record_says) {
    const auto requests = holdfast::testing::recorded_requests();
    if (requests.empty()) GTEST_SKIP() << "no recorded requests at hand";
    for (const auto& recorded : requests) {
        handed_on_.clear();
        const auto heard = send(recorded.bytes);
        if (recorded.name.starts_with("bad-")) {
            EXPECT_EQ(heard.status, 401U) << recorded.name;
            EXPECT_EQ(heard.body, R"({"error":"invalid request"})") << recorded.name;
            EXPECT_TRUE(handed_on_.empty()) << recorded.name;
            continue;
        }
        EXPECT_EQ(heard.status, 200U) << recorded.name << ": " << heard.body;
        if (recorded.name == "url-verification") {
            EXPECT_EQ(heard.json()["challenge"], "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P");
            EXPECT_TRUE(handed_on_.empty());
        } else {
            EXPECT_EQ(heard.body, "") << recorded.name;
            EXPECT_EQ(handed_on_.size(), recorded.name == "ssl-check" ? 0U : 1U) << recorded.name;
        }
    }
}

TEST_F(SlackEndpointTest, hands_on_a_command_and_sends_back_what_it_is_answered) {
    slack_answer_ = R"({"text":"fine"})";
    const auto heard = deliver(command, form);
    EXPECT_EQ(heard.status, 200U);
    EXPECT_EQ(heard.body, slack_answer_);
    EXPECT_THAT(heard.head, HasSubstr("Content-Type: application/json\r\n"));
    ASSERT_EQ(handed_on_.size(), 1U);
    EXPECT_EQ(std::get<SlashCommand>(handed_on_.front()).text, "status acme");
}

TEST_F(SlackEndpointTest, says_how_often_an_event_has_come_before) {
    constexpr std::string_view event = R"({"type":"event_callback","event_id":"Ev1","event":{"type":"message"}})";
    deliver(event);
    deliver(event, "application/json", {"X-Slack-Retry-Num: 3", "X-Slack-Retry-Reason: http_error"});
    ASSERT_EQ(handed_on_.size(), 2U);
    EXPECT_EQ(std::get<EventCallback>(handed_on_[0]).repetition, 0);
    EXPECT_EQ(std::get<EventCallback>(handed_on_[1]).repetition, 3);
}

TEST_F(SlackEndpointTest, takes_commands_on_the_paths_of_apps_that_were_set_up_by_hand) {
    for (const std::string path : {"/slack/commands", "/slack/interactive", "/slack/options"}) {
        const auto heard = request("POST", path, {}, "x");
        EXPECT_EQ(heard.status, 401U) << path;
    }
}

TEST_F(SlackEndpointTest, refuses_what_is_signed_for_another_time) {
    clock_.at += std::chrono::seconds{301};
    EXPECT_EQ(deliver(command, form).status, 401U);
    clock_.at -= std::chrono::seconds{602};
    EXPECT_EQ(deliver(command, form).status, 401U);
    EXPECT_TRUE(handed_on_.empty());
}

TEST_F(SlackEndpointTest, a_signature_checked_before_anything_is_read) {
    const auto heard = request("POST", "/slack/events", {"Content-Type: application/json"}, "{broken");
    EXPECT_EQ(heard.status, 401U);
    EXPECT_EQ(heard.body, R"({"error":"invalid request"})");
}

TEST_F(SlackEndpointTest, acknowledges_kinds_that_are_not_known_and_does_nothing) {
    EXPECT_EQ(deliver(R"({"type":"from_next_year"})").status, 200U);
    EXPECT_EQ(deliver("nothing=known", form).status, 200U);
    EXPECT_TRUE(handed_on_.empty());
}

TEST_F(SlackEndpointTest, a_kind_that_is_not_known_cannot_write_lines_into_the_log) {
    const holdfast::testing::HeardLog log;
    EXPECT_EQ(deliver(R"({"type":"x\n[2026-03-03 09:12:00.000] [error] FORGED"})").status, 200U);
    EXPECT_EQ(log.lines(), 1) << log.text();
    EXPECT_THAT(log.text(), ::testing::StartsWith("info: "));
    EXPECT_THAT(log.text(), Not(HasSubstr("[error]")));
}

TEST_F(SlackEndpointTest, media_types_know_no_case) {
    EXPECT_EQ(deliver(command, "Application/X-WWW-Form-URLEncoded").status, 200U);
    EXPECT_EQ(deliver(R"({"type":"event_callback","event":{}})", "Application/JSON; charset=UTF-8").status, 200U);
    EXPECT_EQ(handed_on_.size(), 2U);
}

TEST_F(SlackEndpointTest, says_that_it_cannot_read_a_genuine_request) {
    EXPECT_EQ(deliver("{broken").status, 400U);
    EXPECT_EQ(deliver("[1]").status, 400U);
    EXPECT_EQ(deliver("a=%zz", form).status, 400U);
    EXPECT_EQ(deliver("<x/>", "text/xml").status, 415U);
    EXPECT_EQ(deliver("{}", "").status, 415U);
}

TEST_F(SlackEndpointTest, refuses_bodies_beyond_a_mebibyte) {
    const std::string body(1024 * 1024 + 1, 'x');
    EXPECT_EQ(deliver(body, form).status, 413U);
    EXPECT_TRUE(handed_on_.empty());
}

TEST_F(SlackEndpointTest, measures_how_long_slack_waits) {
    deliver(command, form);
    const auto metrics = request("GET", "/metrics").body;
    EXPECT_THAT(metrics, HasSubstr("holdfast_slack_ack_seconds_count 1"));
    EXPECT_THAT(metrics, HasSubstr(R"(holdfast_http_requests_total{path="/slack/events",status="200"} 1)"));
}

} // namespace
} // namespace holdfast
