#include "tests/slack/arguments.hpp"
#include "tests/slack/block_rules.hpp"
#include "tests/slack/shapes.hpp"
#include "tests/slack/web_api.hpp"

#include <algorithm>
#include <array>

namespace holdfast::slack_double {

using nlohmann::json;

namespace {

constexpr std::size_t text_is_cut_at = 40'000;
constexpr std::size_t longest_edited_text = 4'000;

/// Where a post goes: the named channel, or the direct message with the named person.
std::expected<Channel*, json> destination(Workspace& workspace, const json& arguments) {
    const std::string name = text_argument(arguments, "channel");
    const User* const person = workspace.user(name);
    if (person == nullptr) return visible_channel(workspace, arguments);
    if (person->deleted || person->id == workspace.settings.bot_user) {
        return std::unexpected(refusal("channel_not_found"));
    }
    return &workspace.direct_message_with(name);
}

bool may_post(const Workspace& workspace, const Channel& channel) {
    return channel.has_member(workspace.settings.bot_user) ||
           (channel.kind == ChannelKind::public_channel && workspace.has_scope("chat:write.public"));
}

/// Cuts after `longest` characters without breaking one.
std::string cut(const std::string& text, std::size_t longest) {
    std::size_t characters = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool begins_character = (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
        if (begins_character && ++characters > longest) return text.substr(0, at);
    }
    return text;
}

/// Null when the thread can be replied to.
json thread_refusal(const Channel& channel, const std::string& thread_ts) {
    if (thread_ts.empty()) return nullptr;
    const Message* const parent = channel.message(thread_ts);
    const bool is_parent = parent != nullptr && parent->thread_ts.empty();
    return is_parent ? json() : refusal("cannot_reply_to_message");
}

Message own_message(const Workspace& workspace, const json& arguments) {
    return {.user = workspace.settings.bot_user,
            .bot_id = workspace.settings.bot_id,
            .text = cut(text_argument(arguments, "text"), text_is_cut_at),
            .blocks = arguments.value("blocks", json::array()),
            .attachments = arguments.value("attachments", json::array()),
            .metadata = arguments.value("metadata", json()),
            .thread_ts = text_argument(arguments, "thread_ts"),
            .broadcast = flag_argument(arguments, "reply_broadcast")};
}

json post_message(Workspace& workspace, const json& arguments) {
    const auto found = destination(workspace, arguments);
    if (!found) return found.error();
    Channel& channel = **found;
    if (channel.is_archived) return refusal("is_archived");
    if (!may_post(workspace, channel)) return refusal("not_in_channel");
    if (json refused = content_refusal(arguments); !refused.is_null()) return refused;
    if (json refused = thread_refusal(channel, text_argument(arguments, "thread_ts")); !refused.is_null()) {
        return refused;
    }
    const Message& message = workspace.add_message(channel, own_message(workspace, arguments));
    workspace.post_times[channel.id].push_back(std::chrono::steady_clock::now());
    json answer =
        success({{"channel", channel.id}, {"ts", message.ts}, {"message", message_json(workspace, channel, message)}});
    if (length_of(text_argument(arguments, "text")) > text_is_cut_at) warn(answer, "message_truncated");
    if (message.text.empty()) warn(answer, "missing_text_in_message");
    return answer;
}

/// Text without blocks removes the blocks, omitted metadata stays, {} removes it (contract 13).
void replace_content(Workspace& workspace, Message& message, const json& arguments) {
    if (arguments.contains("text") || arguments.contains("blocks") || arguments.contains("attachments")) {
        message.text = text_argument(arguments, "text");
        message.blocks = arguments.value("blocks", json::array());
        message.attachments = arguments.value("attachments", json::array());
        workspace.fill_block_ids(message.blocks);
    }
    if (arguments.contains("metadata")) {
        message.metadata = arguments["metadata"].empty() ? json() : arguments["metadata"];
    }
    message.marked_edited = message.blocks.empty();
    ++message.edits;
}

json update_refusal(const json& arguments) {
    if (length_of(text_argument(arguments, "text")) > longest_edited_text) return refusal("msg_too_long");
    const bool changes_metadata_only = arguments.contains("metadata") && !arguments.contains("text") &&
                                       !arguments.contains("blocks") && !arguments.contains("attachments");
    json refused = content_refusal(arguments);
    return changes_metadata_only && refused.value("error", "") == "no_text" ? json() : refused;
}

json update(Workspace& workspace, const json& arguments) {
    const auto found = visible_channel(workspace, arguments);
    if (!found) return found.error();
    Channel& channel = **found;
    if (channel.is_archived) return refusal("is_inactive");
    Message* const message = channel.message(text_argument(arguments, "ts"));
    const bool is_ephemeral = workspace.ephemeral(text_argument(arguments, "ts")) != nullptr;
    if (message == nullptr) return refusal(is_ephemeral ? "cant_update_message" : "message_not_found");
    if (message->bot_id != workspace.settings.bot_id) return refusal("cant_update_message");
    json refused = update_refusal(arguments);
    if (!refused.is_null()) return refused;
    replace_content(workspace, *message, arguments);
    return success({{"channel", channel.id},
                    {"ts", message->ts},
                    {"text", message->text},
                    {"message", message_json(workspace, channel, *message)}});
}

json post_ephemeral(Workspace& workspace, const json& arguments) {
    const auto found = joined_channel(workspace, arguments);
    if (!found) return found.error();
    const Channel& channel = **found;
    if (channel.is_archived) return refusal("is_archived");
    if (!channel.has_member(text_argument(arguments, "user"))) return refusal("user_not_in_channel");
    if (text_argument(arguments, "text").size() > longest_edited_text) return refusal("msg_too_long");
    if (json refused = content_refusal(arguments); !refused.is_null()) return refused;
    Ephemeral message{.ts = workspace.next_ts(),
                      .channel = channel.id,
                      .user = text_argument(arguments, "user"),
                      .text = text_argument(arguments, "text"),
                      .blocks = arguments.value("blocks", json::array()),
                      .source = "chat.postEphemeral"};
    workspace.fill_block_ids(message.blocks);
    workspace.ephemerals.push_back(message);
    return success({{"message_ts", message.ts}});
}

json remove(Workspace& workspace, const json& arguments) {
    const auto found = visible_channel(workspace, arguments);
    if (!found) return found.error();
    Channel& channel = **found;
    const std::string ts = text_argument(arguments, "ts");
    const Message* const message = channel.message(ts);
    if (message == nullptr) return refusal("message_not_found");
    if (message->bot_id != workspace.settings.bot_id) return refusal("cant_delete_message");
    std::erase_if(channel.messages, [&](const Message& one) { return one.ts == ts; });
    std::erase_if(channel.pins, [&](const Pin& pin) { return pin.ts == ts; });
    return success({{"channel", channel.id}, {"ts", ts}});
}

json get_permalink(Workspace& workspace, const json& arguments) {
    const auto found = visible_channel(workspace, arguments);
    if (!found) return found.error();
    const Message* const message = (*found)->message(text_argument(arguments, "message_ts"));
    if (message == nullptr) return refusal("message_not_found");
    return success({{"channel", (*found)->id}, {"permalink", permalink(workspace, *message)}});
}

constexpr Needs chat_write{.verb = Needs::Verb::scope, .scope = "chat:write"};

constexpr std::array methods{
    Method{"chat.postMessage", true, chat_write, post_message},     Method{"chat.update", true, chat_write, update},
    Method{"chat.postEphemeral", true, chat_write, post_ephemeral}, Method{"chat.delete", true, chat_write, remove},
    Method{"chat.getPermalink", false, {}, get_permalink},
};

} // namespace

std::span<const Method> chat_methods() {
    return methods;
}

} // namespace holdfast::slack_double
