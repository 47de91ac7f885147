#pragma once

#include "bot/slack/views.hpp"
#include "playbooks/accounts/ids.hpp"

#include <boost/asio/awaitable.hpp>

#include <string>

namespace holdfast {

/// Who can read a channel.
enum class Readers {
    ours,
    outsiders, ///< people of another organisation among them
    unknown    ///< Slack could not be asked; counts as outsiders (rule 6)
};

/// What is said to one person at once and is worth nothing later: forms, answers beside the HTTP reply, the App Home.
/// Not durable, unlike the outbox. Calls return at once and work on; failures are logged, and told to the person where
/// they can do something about them.
class Surface {
public:
    virtual ~Surface() = default;

    /// Opens a form. Where it has not opened, or may not have, the person is asked to press again.
    virtual void open_form(std::string trigger_id, slack::Modal form, UserId user, ChannelId channel) = 0;
    /// Answers a button or shortcut: to its response_url, else as a direct message.
    virtual void answer(std::string response_url, slack::Message message, bool replaces, UserId user) = 0;
    /// A message that only this person sees in that channel; a direct message where that is not possible.
    virtual void whisper(ChannelId channel, UserId user, slack::Message message) = 0;
    virtual void publish_home(UserId user, slack::Home home) = 0;
    [[nodiscard]] virtual boost::asio::awaitable<Readers> readers_of(ChannelId channel) = 0;
    /// Slack says that the channel's readers have changed: what was known of them no longer counts.
    virtual void forget_readers_of(const ChannelId& channel) = 0;
    /// Slack says that the installation is gone.
    virtual void disconnected(std::string why) = 0;
};

} // namespace holdfast
