#include "bot/slack/ids.hpp"
#include "bot/slack/manifest.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <string>
#include <string_view>

namespace holdfast::slack {
namespace {

using json = nlohmann::ordered_json;

TEST(Manifest, D_2_sends_everything_to_one_address) {
    const json manifest = app_manifest("https://bot.example.com/", true);
    const std::string address = "https://bot.example.com/slack/events";
    EXPECT_EQ(manifest["features"]["slash_commands"][0]["url"], address);
    EXPECT_EQ(manifest["settings"]["event_subscriptions"]["request_url"], address);
    EXPECT_EQ(manifest["settings"]["interactivity"]["request_url"], address);
    EXPECT_EQ(manifest["settings"]["interactivity"]["message_menu_options_url"], address);
    EXPECT_EQ(manifest["settings"]["socket_mode_enabled"], false);
}

TEST(Manifest, D_2_without_an_address_uses_socket_mode) {
    const json manifest = app_manifest(std::nullopt, true);
    EXPECT_EQ(manifest["settings"]["socket_mode_enabled"], true);
    EXPECT_FALSE(manifest.dump().contains("url"));
}

TEST(Manifest, D_8_has_one_command_and_the_shortcuts_within_slacks_limits) {
    const json features = app_manifest(std::nullopt, true)["features"];
    ASSERT_EQ(features["slash_commands"].size(), 1U);
    EXPECT_EQ(features["slash_commands"][0]["command"], "/rescue");
    EXPECT_EQ(features["slash_commands"][0]["should_escape"], true);
    int global = 0;
    for (const json& shortcut : features["shortcuts"]) {
        EXPECT_LE(shortcut["name"].get<std::string>().size(), 24U);
        global += shortcut["type"] == "global" ? 1 : 0;
    }
    EXPECT_EQ(global, 3);
    EXPECT_EQ(features["shortcuts"].size(), 7U);
    EXPECT_EQ(features["shortcuts"][0]["callback_id"], shortcut::flag_account.name());
}

TEST(Manifest, D_2_takes_the_address_with_or_without_the_path_that_slack_delivers_to) {
    for (const std::string_view given :
         {"https://bot.example.com", "https://bot.example.com/slack/events", "https://bot.example.com/slack/events/"})
        EXPECT_EQ(request_url(given), "https://bot.example.com/slack/events") << given;
    EXPECT_EQ(request_url("https://example.com/bot"), "https://example.com/bot/slack/events");
}

TEST(Manifest, D_2_asks_for_exactly_the_scopes_that_the_doctor_checks) {
    for (const bool rooms_are_private : {true, false}) {
        const json asked = app_manifest(std::nullopt, rooms_are_private)["oauth_config"]["scopes"]["bot"];
        const auto needed = needed_scopes(rooms_are_private);
        ASSERT_EQ(asked.size(), needed.size());
        for (std::size_t i = 0; i < asked.size(); ++i) {
            EXPECT_EQ(asked[i], needed[i].name);
            EXPECT_FALSE(needed[i].what_for.empty());
        }
    }
}

TEST(Manifest, D_2_asks_for_the_scope_of_public_rooms_only_where_rooms_are_public) {
    const auto asks_for_it = [](bool rooms_are_private) {
        return std::ranges::count(needed_scopes(rooms_are_private), "channels:manage", &NeededScope::name) == 1;
    };
    EXPECT_FALSE(asks_for_it(true));
    EXPECT_TRUE(asks_for_it(false));
}

} // namespace
} // namespace holdfast::slack
