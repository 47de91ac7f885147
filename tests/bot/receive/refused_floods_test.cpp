#include "bot/receive/slack_signature.hpp"
#include "storage/failure.hpp"
#include "tests/bot/receive/heard_log.hpp"
#include "tests/bot/receive/served.hpp"

#include <gmock/gmock.h>

namespace holdfast {
namespace {

using namespace std::chrono_literals;
using holdfast::testing::HeardLog;
using holdfast::testing::recorded_secret;
using ::testing::HasSubstr;
using ::testing::Not;

/// Three refusals at once, and none comes back while a test runs. Every request has a connection of its own.
class RefusedFloods : public ServedTest {
protected:
    RefusedFloods() : ServedTest{"open sesame", {}, limits()} {}

    static HttpLimits limits() {
        HttpLimits limits;
        limits.refusals = {.burst = 3, .refill = 10min, .addresses = 10};
        return limits;
    }

    HeardResponse unsigned_command() { return request("POST", "/slack/events", {form}, command); }

    HeardResponse signed_command() { return signed_command(form); }
    HeardResponse signed_command(const std::string& content_type) {
        const auto signature = slack_signature::signature_of(command, "1531420618", recorded_secret);
        return request("POST", "/slack/events",
                       {content_type, "X-Slack-Request-Timestamp: 1531420618", "X-Slack-Signature: " + signature},
                       command);
    }

    void expect_limited(const HeardResponse& heard) {
        EXPECT_EQ(heard.status, 429U);
        EXPECT_THAT(heard.head, HasSubstr("\r\nRetry-After: 1800\r\n"));
        EXPECT_THAT(heard.head, HasSubstr("\r\nConnection: close\r\n"));
        EXPECT_EQ(heard.body, "");
    }

    const std::string form = "Content-Type: application/x-www-form-urlencoded";
    const std::string command = "command=%2Frescue&text=status+acme&user_id=U1&channel_id=C1&trigger_id=1.2.x";
};

TEST_F(RefusedFloods, unsigned_requests_turn_from_401_to_429_and_signed_ones_pass) {
    const HeardLog log;
    for (int i = 0; i < 3; ++i) EXPECT_EQ(unsigned_command().status, 401U);
    EXPECT_EQ(log.lines(), 3) << log.text();
    for (int i = 0; i < 20; ++i) expect_limited(unsigned_command());
    EXPECT_EQ(log.lines(), 4) << log.text();
    EXPECT_THAT(log.text(), HasSubstr("too many requests of 127.0.0.1 were refused"));

    EXPECT_EQ(signed_command().status, 200U);
    EXPECT_EQ(handed_on_.size(), 1U);
    expect_limited(unsigned_command());
    EXPECT_EQ(log.lines(), 4) << log.text();
}

TEST_F(RefusedFloods, whatever_is_refused_counts_and_is_limited) {
    const std::string bearer = "Authorization: Bearer open sesame";
    EXPECT_EQ(send("NONSENSE\r\n\r\n").status, 400U);
    EXPECT_EQ(request("GET", "/nothing").status, 404U);
    EXPECT_EQ(request("GET", "/v1/accounts/acme/health").status, 401U);

    const HeardLog log;
    expect_limited(send("NONSENSE\r\n\r\n"));
    expect_limited(request("GET", "/nothing"));
    expect_limited(request("DELETE", "/healthz"));
    expect_limited(request("GET", "/v1/accounts/acme/health"));
    expect_limited(unsigned_command());
    EXPECT_EQ(log.lines(), 1) << log.text();

    EXPECT_EQ(request("GET", "/healthz").status, 200U);
    EXPECT_EQ(request("GET", "/metrics").status, 200U);
    EXPECT_EQ(request("GET", "/v1/accounts/acme/health", {bearer}).status, 200U);
    const auto order = R"({"account":"acme","date":"2018-07-01","amount":"10"})";
    EXPECT_EQ(request("POST", "/v1/orders", {bearer, "Content-Type: application/json"}, order).status, 200U);
}

TEST_F(RefusedFloods, senders_who_are_known_are_told_what_is_wrong_and_do_not_count) {
    const std::string bearer = "Authorization: Bearer open sesame";
    for (int i = 0; i < 5; ++i) EXPECT_EQ(request("POST", "/v1/orders", {bearer}, "of no type").status, 415U);
    for (int i = 0; i < 5; ++i) EXPECT_EQ(request("GET", "/v1/accounts/nobody/health", {bearer}).status, 404U);
    for (int i = 0; i < 5; ++i) EXPECT_EQ(signed_command("Content-Type: text/plain").status, 415U);
    for (int i = 0; i < 3; ++i) EXPECT_EQ(unsigned_command().status, 401U);
    expect_limited(unsigned_command());

    const HeardLog log;
    EXPECT_EQ(request("POST", "/v1/orders", {bearer}, "of no type").status, 415U);
    EXPECT_EQ(signed_command("Content-Type: text/plain").status, 415U);
    EXPECT_EQ(log.lines(), 2) << log.text();
}

TEST_F(RefusedFloods, what_is_right_or_could_not_be_stored_does_not_count) {
    slack_failure_ = std::make_exception_ptr(Overloaded{});
    for (int i = 0; i < 5; ++i) EXPECT_EQ(signed_command().status, 503U);
    slack_failure_ = nullptr;
    for (int i = 0; i < 5; ++i) EXPECT_EQ(signed_command().status, 200U);
    for (int i = 0; i < 5; ++i) EXPECT_EQ(request("GET", "/readyz").status, 503U);
    for (int i = 0; i < 3; ++i) EXPECT_EQ(unsigned_command().status, 401U);
    expect_limited(unsigned_command());
}

TEST_F(RefusedFloods, metrics_count_the_status_that_was_sent) {
    for (int i = 0; i < 5; ++i) unsigned_command();
    request("GET", "/nothing");
    const auto metrics = request("GET", "/metrics").body;
    EXPECT_THAT(metrics, HasSubstr(R"(holdfast_http_requests_total{path="/slack/events",status="401"} 3)"));
    EXPECT_THAT(metrics, HasSubstr(R"(holdfast_http_requests_total{path="/slack/events",status="429"} 2)"));
    EXPECT_THAT(metrics, HasSubstr(R"(holdfast_http_requests_total{path="other",status="429"} 1)"));
    EXPECT_THAT(metrics, Not(HasSubstr(R"(path="other",status="404")")));
}

} // namespace
} // namespace holdfast
