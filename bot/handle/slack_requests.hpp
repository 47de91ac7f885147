#pragma once

#include "bot/decode/slack_payload.hpp"
#include "bot/handle/answered_events.hpp"
#include "bot/handle/reply.hpp"
#include "bot/handle/slack_answer.hpp"
#include "bot/handle/surface.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

#include <deque>
#include <map>
#include <set>
#include <string>

namespace holdfast {

/// Answers what Slack sends, whichever door it came through. What changes something is durable before the answer.
class SlackRequests {
public:
    SlackRequests(Desk& desk, Surface& surface) : desk_{desk}, surface_{surface} {}

    [[nodiscard]] boost::asio::awaitable<SlackAnswer> answer(SlackRequest request);

    /// Draws the App Home again for everybody who has it open, after something changed.
    void refresh_homes();

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
    boost::asio::awaitable<void> note_message(const Shortcut& shortcut, Asker asker);
    boost::asio::awaitable<void> answer_direct_message(const EventCallback& event);
    boost::asio::awaitable<void> answer_mention(const EventCallback& event);
    boost::asio::awaitable<Readers> readers_of(ChannelId channel);
    void publish_home(const UserId& user);

    /// The same command by the same person within ten seconds is one command: what it answered then.
    struct Recent {
        Instant at;
        std::string key;
        std::string json;
    };
    /// Marks a command as being answered, so that a repetition that comes meanwhile waits for the answer.
    class UnderWay {
    public:
        UnderWay(SlackRequests& requests, std::string key, const boost::asio::any_io_executor& executor);
        ~UnderWay();
        UnderWay(const UnderWay&) = delete;
        UnderWay& operator=(const UnderWay&) = delete;

    private:
        SlackRequests& requests_;
        std::string key_;
    };
    /// Waits while the command is being answered.
    boost::asio::awaitable<void> end_of(const std::string& key);
    [[nodiscard]] const Recent* answered_just_now(const std::string& key, Instant now);
    void remember_answer(std::string key, Instant now, std::string json);

    Desk& desk_;
    Surface& surface_;
    std::deque<Recent> recent_; ///< oldest first
    std::map<std::string, boost::asio::steady_timer> under_way_;
    AnsweredEvents answered_events_;
    std::set<UserId> homes_; ///< who opened the App Home since the start
};

} // namespace holdfast
