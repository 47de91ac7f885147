#include "tests/slack/double_fixture.hpp"

#include <gmock/gmock.h>

#include <set>

// The payloads of people's actions carry the field sets that were recorded from Slack.

namespace holdfast::slack_double {
namespace {

using nlohmann::json;
using testing::ElementsAre;

std::set<std::string> keys(const json& object) {
    std::set<std::string> names;
    for (const auto& [name, value] : object.items()) names.insert(name);
    return names;
}

class InboundShape : public DoubleTest {
protected:
    InboundShape() { slack.set_bot_url(bot.url()); }

    ListeningBot bot;
    std::string room = slack.add_channel({.name = "town", .members = {slack.settings().bot_user, kim}});
};

TEST_F(InboundShape, of_a_slash_command) {
    slack.slash(kim, room, "status");
    std::vector<std::string> names;
    for (const auto& [name, value] : decode_form(bot.requests().back().body)) names.push_back(name);
    EXPECT_THAT(names,
                ElementsAre("token", "team_id", "team_domain", "channel_id", "channel_name", "user_id", "user_name",
                            "command", "text", "api_app_id", "is_enterprise_install", "response_url", "trigger_id"));
}

TEST_F(InboundShape, of_a_button_in_a_message) {
    const json actions{{"type", "actions"}, {"elements", json::array({button("go", "x")})}};
    const std::string ts =
        call("chat.postMessage", {{"channel", room}, {"text", "card"}, {"blocks", json::array({actions})}})["ts"];
    slack.press(kim, room, ts, "go");
    EXPECT_EQ(keys(bot.payload()), (std::set<std::string>{"type", "user", "api_app_id", "token", "container",
                                                          "trigger_id", "team", "enterprise", "is_enterprise_install",
                                                          "channel", "message", "state", "response_url", "actions"}));
    EXPECT_EQ(keys(bot.payload()["actions"][0]),
              (std::set<std::string>{"type", "block_id", "action_id", "text", "value", "action_ts"}));
}

TEST_F(InboundShape, of_shortcuts) {
    slack.global_shortcut(kim, "touch");
    EXPECT_EQ(keys(bot.payload()),
              (std::set<std::string>{"type", "token", "action_ts", "team", "user", "is_enterprise_install",
                                     "enterprise", "callback_id", "trigger_id"}));
    slack.message_shortcut(kim, room, slack.add_message(kim, room, "x"), "touch");
    EXPECT_EQ(keys(bot.payload()), (std::set<std::string>{"type", "token", "action_ts", "team", "user", "channel",
                                                          "is_enterprise_install", "enterprise", "callback_id",
                                                          "trigger_id", "response_url", "message_ts", "message"}));
}

TEST_F(InboundShape, of_a_view_and_its_submission_and_closing) {
    const json plain{{"type", "plain_text"}, {"text", "Touch"}};
    const json view{{"type", "modal"},         {"title", plain},          {"submit", plain},
                    {"notify_on_close", true}, {"blocks", json::array()}, {"callback_id", "touch"}};
    const std::set<std::string> view_keys{"id",
                                          "team_id",
                                          "type",
                                          "blocks",
                                          "private_metadata",
                                          "callback_id",
                                          "state",
                                          "hash",
                                          "title",
                                          "clear_on_close",
                                          "notify_on_close",
                                          "close",
                                          "submit",
                                          "previous_view_id",
                                          "root_view_id",
                                          "app_id",
                                          "external_id",
                                          "app_installed_team_id",
                                          "bot_id"};
    const auto opened = [&] {
        const std::string trigger = slack.global_shortcut(kim, "touch").trigger_id;
        return call("views.open", {{"trigger_id", trigger}, {"view", view}})["view"]["id"].get<std::string>();
    };
    slack.submit(opened());
    EXPECT_EQ(keys(bot.payload()),
              (std::set<std::string>{"type", "team", "user", "api_app_id", "token", "trigger_id", "view",
                                     "response_urls", "is_enterprise_install", "enterprise"}));
    EXPECT_EQ(keys(bot.payload()["view"]), view_keys);
    slack.close_view(opened(), true);
    EXPECT_EQ(keys(bot.payload()), (std::set<std::string>{"type", "team", "user", "api_app_id", "token", "view",
                                                          "is_cleared", "is_enterprise_install", "enterprise"}));
    EXPECT_EQ(bot.payload()["is_cleared"], true);
}

TEST_F(InboundShape, of_an_event_envelope) {
    slack.open_home(kim);
    const json envelope = json::parse(bot.requests().back().body);
    EXPECT_EQ(keys(envelope), (std::set<std::string>{"token", "team_id", "context_team_id", "context_enterprise_id",
                                                     "api_app_id", "event", "type", "event_id", "event_time",
                                                     "authorizations", "is_ext_shared_channel", "event_context"}));
    EXPECT_EQ(keys(envelope["event"]), (std::set<std::string>{"type", "user", "channel", "tab", "event_ts"}));
}

} // namespace
} // namespace holdfast::slack_double
