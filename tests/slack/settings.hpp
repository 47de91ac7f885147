#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace holdfast::slack_double {

using Instant = std::chrono::sys_time<std::chrono::microseconds>;

/// Every bot scope that some method of the double asks for (Slack contract, appendix B).
[[nodiscard]] std::vector<std::string> every_scope();

/// The value of HOLDFAST_PAYLOAD_DIR; empty when the variable is not set.
[[nodiscard]] std::filesystem::path payload_dir_from_environment();

/// Who the workspace and the app are, and how the double reaches the bot. All fields have working defaults.
struct Settings {
    /// 0 takes any free port; ask SlackDouble::port() which.
    std::uint16_t port = 0;
    /// Where the bot receives everything, for example http://127.0.0.1:3000/slack/events. The host must be an address.
    std::string bot_url = {};

    std::string bot_token = "xoxb-double-0000000001";
    std::string signing_secret = "5eafdead5eafdead5eafdead5eafdead";
    /// App-level token, for Socket Mode, and what it may do.
    std::string app_token = "xapp-double-0000000001";
    std::vector<std::string> app_scopes = {"connections:write"};
    /// What people do goes to the bot over the sockets it has opened, instead of to bot_url.
    bool socket_mode = false;
    std::string command = "/rescue";

    std::string team_id = "T0TEAM0001";
    std::string team_name = "Example";
    std::string team_domain = "example";
    std::string app_id = "A0APP00001";
    std::string bot_id = "B0BOT00001";
    std::string bot_user = "U0BOT00001";
    std::string bot_name = "holdfast";

    /// What the token may do; a method without its scope answers missing_scope.
    std::vector<std::string> scopes = every_scope();
    /// false: views.publish answers not_enabled.
    bool home_tab = true;

    /// Drives message ts, `created` fields and the Date header. Signatures, triggers and response_urls use real time.
    std::function<Instant()> clock = [] {
        return std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
    };

    /// How long a person's request waits for the bot; Slack gives three seconds (contract 3, 6.1).
    std::chrono::milliseconds answer_deadline{3000};
    /// How long a trigger_id may be used (contract 6.2).
    std::chrono::milliseconds trigger_life{3000};

    /// Where payloads of the bot are written for the validator; empty writes nothing.
    std::filesystem::path payload_dir = payload_dir_from_environment();
};

} // namespace holdfast::slack_double
