#pragma once

#include "bot/deliver/slack_client.hpp"
#include "storage/database.hpp"

#include <chrono>
#include <map>
#include <string>

namespace holdfast {

/// Who is in the user groups that stand for people in the configuration (Q13), asked once an hour at most and
/// remembered in the database. When Slack cannot be asked, those who were known stay. Used from the network thread;
/// must outlive its coroutines.
class GroupMembers {
public:
    GroupMembers(Database& database, SlackClient& slack) : database_{database}, slack_{slack} {}

    /// Asks Slack, unless it was asked within the hour.
    [[nodiscard]] asio::awaitable<void> refresh(UserId group);

    /// Why nobody is known of a group, or what is known is old, in words; by group.
    [[nodiscard]] const std::map<UserId, std::string>& problems() const { return problems_; }

private:
    Database& database_;
    SlackClient& slack_;
    std::map<UserId, SteadyTime> ask_again_at_;
    std::map<UserId, std::string> problems_;
};

} // namespace holdfast
