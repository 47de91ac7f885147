#pragma once

#include "bot/clock/clock.hpp"
#include "bot/deliver/slack_client.hpp"
#include "storage/database.hpp"
#include "storage/slack_users.hpp"

#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <expected>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace holdfast {

/// Why somebody could not be looked up.
struct NotFound {
    bool for_now = false;                     ///< asking again soon may bring an answer
    bool is_nobody = false;                   ///< Slack says that there is no such person
    std::string why;                          ///< for people, a whole sentence
    std::optional<SlackFailure> failure = {}; ///< what Slack said, where it was asked
};

/// Who people are, asked once an hour at most and remembered in the database. Whoever wants to know the same at the
/// same time waits for the same answer. Used from the network thread; must outlive its coroutines.
class PeopleDirectory {
public:
    /// @param real_time for the age of what is known: Slack's facts do not age with a simulated clock
    /// @param slow_for nobody waits for so long after somebody waited in vain
    PeopleDirectory(asio::any_io_executor executor, Database& database, SlackClient& slack, const Clock& real_time,
                    std::chrono::milliseconds slow_for = std::chrono::seconds{30});

    /// The person with a Slack id or an e-mail address. When Slack cannot be asked, what was known longer ago is
    /// good enough.
    [[nodiscard]] asio::awaitable<std::expected<KnownUser, NotFound>> find(UserId who);

    /// The same for whoever waits at a screen: what was known longer ago, or `for_now`, when Slack has not answered
    /// within that time. The question goes on, so that the answer is at hand later; for a while nobody else waits.
    [[nodiscard]] asio::awaitable<std::expected<KnownUser, NotFound>> find_within(UserId who,
                                                                                  std::chrono::milliseconds patience);

    /// Slack refused this person: asks anew in the background, however fresh what is known.
    void doubt(const UserId& who);

    /// Called on the network thread when something else became known of somebody that matters to whoever reckons with
    /// them: their zone, or whether they can be reached.
    using Listener = std::function<void(const UserId&)>;
    void on_news(Listener listener) { on_news_ = std::move(listener); }

private:
    using Found = std::expected<KnownUser, NotFound>;
    /// What Slack has been asked about somebody, and who waits for it. Belongs to all of them: any may end first.
    struct Question {
        std::vector<std::shared_ptr<asio::steady_timer>> waiting; ///< each until its patience ends, or the answer comes
        std::optional<Found> found;
    };

    [[nodiscard]] bool is_fresh(const KnownUser& user) const;
    [[nodiscard]] std::shared_ptr<Question> question_about(const UserId& who);
    [[nodiscard]] asio::awaitable<void> put(UserId who, std::shared_ptr<Question> question);
    [[nodiscard]] asio::awaitable<void> wait_for(std::shared_ptr<Question> question, SteadyTime until);
    /// What Slack said, or what was known longer ago where it cannot say now.
    [[nodiscard]] static Found best_answer(const UserId& who, const Question* question, std::optional<KnownUser> known);
    [[nodiscard]] asio::awaitable<Found> ask(const UserId& who);
    [[nodiscard]] std::optional<KnownUser> remembered(const UserId& who);
    [[nodiscard]] asio::awaitable<void> keep_unknown(UserId who);
    [[nodiscard]] asio::awaitable<void> keep_known(UserId who, KnownUser user);

    asio::any_io_executor executor_;
    Database& database_;
    Reader reader_;
    SlackClient& slack_;
    const Clock& real_time_;
    std::chrono::milliseconds slow_for_;
    Listener on_news_ = [](const UserId&) {};
    struct Unknown {
        SteadyTime until;
        NotFound why;
    };
    SteadyTime slow_until_;                                      ///< Slack kept somebody waiting in vain
    std::map<std::string, std::shared_ptr<Question>> questions_; ///< that are not answered yet
    std::map<std::string, Unknown> unknown_; ///< whom Slack did not name, so that it is not asked all the time
};

} // namespace holdfast
