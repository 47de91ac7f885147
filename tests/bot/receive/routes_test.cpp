#include "storage/outbox.hpp"
#include "tests/bot/receive/served.hpp"

#include <gmock/gmock.h>

namespace holdfast {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

using RoutesTest = ServedTest;

TEST_F(RoutesTest, unknown_paths_and_wrong_methods_are_told_apart) {
    for (const std::string path :
         {"/", "/nothing", "/slack", "/slack/events/", "/v1", "/v1/colours", "/v1/accounts/acme"})
        EXPECT_EQ(request("GET", path).status, 404U) << path;
    const auto wrong = request("GET", "/slack/events");
    EXPECT_EQ(wrong.status, 405U);
    EXPECT_THAT(wrong.head, HasSubstr("Allow: POST\r\n"));
    EXPECT_EQ(request("DELETE", "/healthz").status, 405U);
    EXPECT_EQ(request("POST", "/v1/accounts/acme/health").status, 405U);
}

TEST_F(RoutesTest, unknown_paths_do_not_become_series) {
    request("GET", "/one");
    request("GET", "/two");
    const auto metrics = request("GET", "/metrics").body;
    EXPECT_THAT(metrics, HasSubstr(R"(holdfast_http_requests_total{path="other",status="404"} 2)"));
    EXPECT_THAT(metrics, Not(HasSubstr("/one")));
}

TEST_F(RoutesTest, is_alive_before_it_is_ready) {
    EXPECT_EQ(request("GET", "/healthz").status, 200U);
    EXPECT_EQ(request("GET", "/healthz").body, "ok");
    readiness_.slack_problem = "the token is revoked";
    const auto not_ready = request("GET", "/readyz");
    EXPECT_EQ(not_ready.status, 503U);
    EXPECT_EQ(not_ready.json()["slack"], "the token is revoked");
    EXPECT_EQ(not_ready.json()["database"], "ok");
    readiness_.slack_token_valid = true;
    EXPECT_EQ(request("GET", "/readyz").status, 200U);
    readiness_.stopping = true;
    EXPECT_EQ(request("GET", "/readyz").status, 503U);
}

TEST_F(RoutesTest, metrics_show_what_waits_to_be_delivered) {
    database_.write_now([now = clock_.now()](Transaction& tx) {
        const NewEffect effect{"e1", std::nullopt, "lane", "chat.postMessage", "{}", now};
        append_effect(tx, effect, now - std::chrono::seconds{40});
    });
    metrics_.slack_called("chat.postMessage", "ok");
    metrics_.reminder_became_due(true);
    metrics_.commit_failed();
    const auto heard = request("GET", "/metrics");
    EXPECT_THAT(heard.head, HasSubstr("Content-Type: text/plain; version=0.0.4"));
    EXPECT_THAT(heard.body, HasSubstr("holdfast_outbox_depth 1"));
    EXPECT_THAT(heard.body, HasSubstr("holdfast_outbox_age_seconds 40"));
    EXPECT_THAT(heard.body, HasSubstr(R"(holdfast_slack_calls_total{method="chat.postMessage",result="ok"} 1)"));
    EXPECT_THAT(heard.body, HasSubstr(R"(holdfast_reminders_due_total{late="yes"} 1)"));
    EXPECT_THAT(heard.body, HasSubstr("holdfast_commit_failures_total 1"));
}

} // namespace
} // namespace holdfast
