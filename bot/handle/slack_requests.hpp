#pragma once

#include "bot/decode/slack_payload.hpp"
#include "bot/handle/reply.hpp"
#include "bot/handle/surface.hpp"
#include "bot/receive/slack_answer.hpp"

#include <boost/asio/awaitable.hpp>

#include <deque>
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
    void publish_home(const UserId& user);

    /// The same command by the same person within ten seconds is one command: what it answered then.
    struct Recent {
        Instant at;
        std::string key;
        std::string json;
    };
    [[nodiscard]] const Recent* answered_just_now(const std::string& key, Instant now);
    void remember_answer(std::string key, Instant now, std::string json);

    Desk& desk_;
    Surface& surface_;
    std::deque<Recent> recent_; ///< oldest first
    std::set<UserId> homes_;    ///< who opened the App Home since the start
};

} // namespace holdfast
