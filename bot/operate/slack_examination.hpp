#pragma once

#include "bot/deliver/slack_client.hpp"
#include "bot/operate/doctor.hpp"
#include "bot/receive/socket/socket_address.hpp"

#include <chrono>
#include <expected>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace holdfast {

/// What Slack's answer to auth.test shows about an installation, and what to measure it by.
struct InstallationFacts {
    std::expected<BotIdentity, SlackFailure> identity;
    std::optional<std::set<std::string>> scopes;         ///< none where Slack did not name them
    std::optional<std::chrono::milliseconds> clock_skew; ///< how far Slack's clock is ahead of ours
    /// What asking for a connection of Socket Mode came to; none where it is not used.
    std::optional<std::expected<HttpUrl, NoSocket>> socket = {};
    bool rooms_are_private = true; ///< what they are to be; public ones need a scope more
};

/// Token, granted scopes by name, clock skew (D-2) and the app-level token.
[[nodiscard]] std::vector<DoctorFinding> findings_about_slack(const InstallationFacts& facts);

/// Asks Slack, waiting for at most some seconds, and says what it showed. Not from the network thread.
[[nodiscard]] std::vector<DoctorFinding> examine_slack(const Settings& settings);

} // namespace holdfast
