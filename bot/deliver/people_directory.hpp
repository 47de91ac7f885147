#pragma once

#include "bot/clock/clock.hpp"
#include "bot/deliver/slack_client.hpp"
#include "storage/database.hpp"
#include "storage/slack_users.hpp"

#include <chrono>
#include <expected>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace holdfast {

/// Why somebody could not be looked up.
struct NotFound {
    bool for_now = false;                     ///< Slack could not be asked; otherwise there is no such person
    std::string why;                          ///< for people, a whole sentence
    std::optional<SlackFailure> failure = {}; ///< what Slack said, where it was asked
};

/// Who people are, asked once an hour at most and remembered in the database. Used from the network thread; must
/// outlive its coroutines.
class PeopleDirectory {
public:
    /// @param real_time for the age of what is known: Slack's facts do not age with a simulated clock
    PeopleDirectory(asio::any_io_executor executor, Database& database, SlackClient& slack, const Clock& real_time);

    /// The person with a Slack id or an e-mail address. When Slack cannot be asked, what was known longer ago is
    /// good enough.
    [[nodiscard]] asio::awaitable<std::expected<KnownUser, NotFound>> find(UserId who);

    /// Looks all of them up in the background, so that later answers are at hand.
    void refresh(std::vector<UserId> people);

private:
    asio::awaitable<std::expected<KnownUser, NotFound>> ask(const UserId& who);
    [[nodiscard]] std::optional<KnownUser> remembered(const UserId& who);

    asio::any_io_executor executor_;
    Database& database_;
    Reader reader_;
    SlackClient& slack_;
    const Clock& real_time_;
    std::map<std::string, SteadyTime> unknown_until_; ///< whom Slack did not know, so that it is not asked all the time
};

} // namespace holdfast
