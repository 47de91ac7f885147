#pragma once

#include "bot/deliver/slack_client.hpp"

#include <expected>
#include <optional>
#include <string>
#include <string_view>

namespace holdfast {

/// Slack's coordinates of a message.
struct PostedMessage {
    ChannelId channel;
    std::string ts;
};

/// Where a message goes.
struct PostPlace {
    std::string address; ///< a conversation, or a person for the direct messages with them
    bool is_person = false;
    std::string thread_ts; ///< of the parent, empty outside threads
};

/// A message that may have been posted.
struct Sought {
    PostPlace place;
    std::string effect_id; ///< in its metadata
    std::string text;      ///< for workspaces that keep no metadata
    /// When it was wanted, by Slack's clock as far as ours was right: its id is looked for from a day before on, its
    /// words since then. None: the newest thousands are looked through for both.
    std::optional<Instant> since;
    std::string file_name = {}; ///< of the file that it shares; empty: it shares none
};

/// The conversation of a place; opened where the place is a person.
[[nodiscard]] asio::awaitable<std::expected<std::string, SlackFailure>> conversation_of(SlackClient& slack,
                                                                                        PostPlace place);

/// Marks a message, so that it can be found again (interfaces, "What is written to Slack").
void mark_effect(nlohmann::json& arguments, std::string_view effect_id);

/// Looks whether a message was posted (Slack contract, section 15). None: it was not, as far as Slack shows.
/// A refusal means that looking is not possible there.
[[nodiscard]] asio::awaitable<std::expected<std::optional<PostedMessage>, SlackFailure>> find_posted(SlackClient& slack,
                                                                                                     Sought sought);

} // namespace holdfast
