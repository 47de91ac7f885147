#pragma once

#include "bot/deliver/slack_client.hpp"
#include "bot/receive/health_endpoints.hpp"
#include "storage/database.hpp"
#include "storage/file_identity.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <expected>
#include <optional>

namespace holdfast {

struct ReadinessWatchSettings {
    std::chrono::milliseconds when_well{60'000};    ///< between two questions to Slack while it answers
    std::chrono::milliseconds in_trouble{5'000};    ///< between two while it does not
    std::chrono::milliseconds database_look{2'000}; ///< between two looks at the database
};

/// Keeps Readiness true to what is: whether Slack answers and takes the token, and whether changes can be stored. Red
/// and green again by itself.
class ReadinessWatch {
public:
    /// @param readiness what is kept; it and the others outlive the watch
    ReadinessWatch(const asio::any_io_executor& executor, SlackClient& slack, Database& database, Readiness& readiness,
                   ReadinessWatchSettings settings = {});

    /// Asks Slack every minute, and at once when a call of anybody's shows trouble. Ends after stop().
    [[nodiscard]] asio::awaitable<void> watch_slack();
    /// Looks whether the file is still where it was, and tries to store something after a change could not be stored.
    /// Ends after stop().
    [[nodiscard]] asio::awaitable<void> watch_database();
    void stop();

    /// What Slack said last about the token; none before its first answer.
    [[nodiscard]] const std::optional<std::expected<BotIdentity, SlackFailure>>& identity() const { return identity_; }

private:
    void take(std::expected<BotIdentity, SlackFailure> answer);
    asio::awaitable<void> look_at_database();
    [[nodiscard]] bool file_is_in_place() const;

    SlackClient& slack_;
    Database& database_;
    Readiness& readiness_;
    ReadinessWatchSettings settings_;
    std::optional<FileIdentity> opened_;
    asio::steady_timer slack_timer_;
    asio::steady_timer database_timer_;
    std::optional<std::expected<BotIdentity, SlackFailure>> identity_;
    bool stopping_ = false;
};

} // namespace holdfast
