#pragma once

#include "bot/slack/blocks.hpp"

#include <nlohmann/json_fwd.hpp>

#include <span>
#include <string>
#include <utility>
#include <vector>

/// What is sent to Slack as a whole. `payload` is the only way to JSON and keeps every limit of limits.hpp: texts are
/// cut at a word, blank texts become a dash, ids are made unique. Where the blocks together are too many or too long,
/// blocks are left out above the closing rows of buttons, and a line says how many.
namespace holdfast::slack {

/// A message in a conversation, or the answer to a command.
struct Message {
    Mrkdwn text; ///< notification and fallback for screen readers; the message itself where there are no blocks
    std::vector<Block> blocks = {};
    std::string effect_id = {}; ///< goes into the metadata, by which a message already posted is recognised
    std::string thread_ts = {}; ///< the parent's ts for an answer in its thread
};

struct Modal {
    CallbackId callback;
    std::string title;
    std::vector<ModalBlock> blocks;
    std::string submit = {}; ///< empty: no submit button, unless something is asked ("Save")
    std::string close = "Cancel";
    std::string private_metadata = {};
    std::string external_id = {};
    bool notify_on_close = false;
};

struct Home {
    std::vector<Block> blocks;
    std::string private_metadata = {};
};

/// Arguments of chat.postMessage, chat.update and chat.postEphemeral that depend on what is said; the caller adds
/// channel, user and ts.
[[nodiscard]] nlohmann::json payload(const Message& message);
/// @throws std::length_error or std::invalid_argument when private_metadata or external_id cannot be sent as they
///         are: they are the program's own data, and a cut one would be a wrong one.
[[nodiscard]] nlohmann::json payload(const Modal& modal);
/// @throws as for a modal
[[nodiscard]] nlohmann::json payload(const Home& home);

/// The body that answers a slash command or goes to a response_url: seen by the asker alone…
[[nodiscard]] nlohmann::json reply_to_asker(const Message& message);
/// …or by everybody in the channel.
[[nodiscard]] nlohmann::json reply_in_channel(const Message& message);

/// Answers a view_submission: red text under the inputs named by block_id (Slack contract, section 7.3).
[[nodiscard]] nlohmann::json field_errors(std::span<const std::pair<std::string, std::string>> text_by_block_id);
/// Answers a block_suggestion: what an ExternalSelect offers for the text typed so far, a hundred options at most
/// (Slack contract, section 6.5).
[[nodiscard]] nlohmann::json suggested_options(std::span<const Option> options);

} // namespace holdfast::slack
