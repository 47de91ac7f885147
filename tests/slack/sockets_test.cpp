#include "tests/slack/double_fixture.hpp"

namespace holdfast::slack_double {
namespace {

using nlohmann::json;

class Sockets : public DoubleTest {
protected:
    [[nodiscard]] json open_with(const std::string& token) const {
        return json::parse(send_http("POST", slack.api_url() + "apps.connections.open",
                                     {{"Authorization", "Bearer " + token}}, {}, std::chrono::seconds{5})
                               .body);
    }
};

TEST_F(Sockets, are_opened_with_the_app_token_only) {
    EXPECT_TRUE(open_with(slack.settings().app_token)["url"].get<std::string>().starts_with("ws://127.0.0.1:"));
    EXPECT_NE(open_with(slack.settings().app_token), open_with(slack.settings().app_token)) << "each ticket is new";
    EXPECT_EQ(open_with(slack.settings().bot_token)["error"], "not_allowed_token_type");
    EXPECT_EQ(open_with("xapp-other")["error"], "invalid_auth");
    EXPECT_EQ(error("apps.connections.open", json::object()), "not_allowed_token_type");
}

TEST_F(Sockets, need_their_scope) {
    slack.set_app_scopes({"authorizations:read"});
    const json refused = open_with(slack.settings().app_token);
    EXPECT_EQ(refused["error"], "missing_scope");
    EXPECT_EQ(refused["needed"], "connections:write");
}

TEST_F(Sockets, people_hear_that_nobody_listens) {
    slack.use_socket_mode(true);
    const Answer answer = slack.slash(kim, slack.add_channel({.name = "town", .members = {kim}}), "help");
    EXPECT_EQ(answer.status, 0U);
    EXPECT_EQ(answer.failure, "the bot has no socket open");
}

} // namespace
} // namespace holdfast::slack_double
