#pragma once

#include "bot/decode/slack_payload.hpp"
#include "bot/handle/answered_events.hpp"
#include "bot/handle/reply.hpp"
#include "bot/handle/slack_answer.hpp"
#include "bot/handle/surface.hpp"
#include "bot/render/answers.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace holdfast {

/// Answers what Slack sends, whichever door it came through. What changes something is durable before the answer.
class SlackRequests {
public:
    SlackRequests(Desk& desk, Surface& surface) : desk_{desk}, surface_{surface} {}

    [[nodiscard]] boost::asio::awaitable<SlackAnswer> answer(SlackRequest request);

    /// Draws the App Home again, after something changed, for everybody who opened it within a day. @throws as Reader
    [[nodiscard]] boost::asio::awaitable<void> refresh_homes();

private:
    using Answering = boost::asio::awaitable<SlackAnswer>;

    Answering answer_one(SlashCommand command);
    Answering answer_one(BlockAction action);
    Answering answer_one(ViewSubmission submission);
    Answering answer_one(ViewClosed closed);
    Answering answer_one(Shortcut shortcut);
    Answering answer_one(BlockSuggestion suggestion);
    Answering answer_one(EventCallback event);
    Answering answer_one(AppRateLimited limited);
    Answering answer_one(UrlVerification verification);
    Answering answer_one(SslCheck check);
    Answering answer_one(Unknown unknown);

    boost::asio::awaitable<void> act_on_event(const EventCallback& event);
    boost::asio::awaitable<void> note_message(const Shortcut& shortcut, CaseId rescue, Asker asker);
    /// In the room of this rescue, for whoever asks there.
    boost::asio::awaitable<Reply> change_room(CaseId id, Request request, Asker asker);
    /// @param asker  outlives the answering
    boost::asio::awaitable<Reply> answer_typed(const Asker& asker, std::string typed);
    boost::asio::awaitable<void> answer_direct_message(const EventCallback& event);
    boost::asio::awaitable<void> answer_mention(const EventCallback& event);
    boost::asio::awaitable<Readers> readers_of(ChannelId channel);
    void publish_home(const UserId& user);
    void draw_home(const UserId& user, std::vector<render::WatchRow> watch);

    /// The same command by the same person within ten seconds is one command: what it answered then.
    struct Recent {
        Instant at;
        UserId user;
        std::string key;
        std::string json;
    };
    /// What repetitions wait for, by the key of the command or event.
    using Waiting = std::map<std::string, boost::asio::steady_timer>;
    /// Marks a command or event as being answered, so that a repetition that comes meanwhile waits for the answer. May
    /// outlive the SlackRequests: what was being answered when they went away is destroyed later, with the io_context.
    class UnderWay {
    public:
        /// @param latest when whoever waits goes on without the answer
        UnderWay(const std::shared_ptr<Waiting>& waiting, std::string key, const boost::asio::any_io_executor& executor,
                 std::chrono::steady_clock::time_point latest);
        ~UnderWay();
        UnderWay(const UnderWay&) = delete;
        UnderWay& operator=(const UnderWay&) = delete;

    private:
        std::weak_ptr<Waiting> waiting_;
        std::string key_;
    };
    /// Waits while the command or event is being answered.
    boost::asio::awaitable<void> end_of(const std::string& key);
    [[nodiscard]] const Recent* answered_just_now(const std::string& key, Instant now);
    /// Whether whoever typed it did something else since.
    [[nodiscard]] bool is_overtaken(const Recent& command) const;
    void remember_answer(Recent answered);

    Desk& desk_;
    Surface& surface_;
    std::deque<Recent> recent_; ///< oldest first
    std::shared_ptr<Waiting> under_way_ = std::make_shared<Waiting>();
    AnsweredEvents answered_events_;
    std::map<UserId, Instant> homes_; ///< who has opened the App Home, and when last
};

} // namespace holdfast
