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
    /// @param again_after how long nobody is asked about a group whose members could not be asked for, or not be stored
    GroupMembers(Database& database, SlackClient& slack,
                 std::chrono::milliseconds again_after = std::chrono::minutes{5})
        : database_{database}, slack_{slack}, again_after_{again_after} {}

    /// Asks Slack, unless its answer was stored within the hour. What goes wrong is a problem of the group.
    [[nodiscard]] asio::awaitable<void> refresh(UserId group);

    /// Why nobody is known of a group, or what is known is old, in words; by group.
    [[nodiscard]] const std::map<UserId, std::string>& problems() const { return problems_; }

private:
    void note_problem(const UserId& group, std::string why);

    Database& database_;
    SlackClient& slack_;
    std::chrono::milliseconds again_after_;
    std::map<UserId, SteadyTime> ask_again_at_;
    std::map<UserId, std::string> problems_;
};

} // namespace holdfast
