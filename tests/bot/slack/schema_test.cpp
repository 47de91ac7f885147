#include "bot/slack/manifest.hpp"
#include "bot/slack/views.hpp"
#include "tests/bot/slack/hostile_views.hpp"
#include "tests/bot/slack/slack_schema.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <rapidcheck.h>

#include <string>

namespace holdfast::slack {
namespace {

using test::SlackSchema;

TEST_F(SlackSchema, accepts_every_message) {
    add(payload(Message{.text = "plain"_mrkdwn}));
    EXPECT_TRUE(rc::check([this] {
        const Message message = test::some_message();
        add(payload(message));
        add(reply_to_asker(message));
        add(reply_in_channel(message));
    }));
    expect_accepted_as("message --strict");
    expect_accepted_as("message --method=chat.update");
}

TEST_F(SlackSchema, accepts_every_modal) {
    add(payload(Modal{.callback = modal::touch, .title = "", .blocks = {}}));
    EXPECT_TRUE(rc::check([this] { add(payload(test::some_modal())); }));
    expect_accepted_as("modal --strict");
}

TEST_F(SlackSchema, accepts_every_home) {
    add(payload(Home{.blocks = {}}));
    EXPECT_TRUE(rc::check([this] { add(payload(test::some_home())); }));
    expect_accepted_as("home --strict");
}

TEST_F(SlackSchema, accepts_every_answer_to_a_submission) {
    const std::vector<std::pair<std::string, std::string>> errors{{"owner", "Choose who does it."}};
    add(field_errors(errors));
    expect_accepted_as("submission --strict");
}

TEST_F(SlackSchema, accepts_every_suggestion) {
    add(suggested_options({}));
    EXPECT_TRUE(rc::check([this] { add(suggested_options(test::some_options())); }));
    expect_accepted_as("suggestion --strict");
}

TEST_F(SlackSchema, accepts_both_manifests) {
    add(app_manifest(std::nullopt, true));
    add(app_manifest("https://bot.example.com", false));
    expect_accepted_as("manifest --strict");
}

} // namespace
} // namespace holdfast::slack
