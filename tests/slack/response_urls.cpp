#include "tests/slack/response_urls.hpp"

#include "tests/slack/arguments.hpp"
#include "tests/slack/web_api.hpp"

#include <algorithm>

namespace holdfast::slack_double {

using nlohmann::json;

namespace {

constexpr unsigned most_uses = 5;

ResponseUrlAnswer refused(const std::string& code) {
    return {.status = 404, .body = refusal(code).dump(), .content_type = "application/json; charset=utf-8"};
}

void delete_original(Workspace& workspace, const ResponseUrl& url) {
    if (Ephemeral* const shown = workspace.ephemeral(url.message_ts); shown != nullptr) shown->deleted = true;
    Channel* const channel = workspace.channel(url.channel);
    if (channel == nullptr) return;
    std::erase_if(channel->messages, [&](const Message& message) { return message.ts == url.message_ts; });
}

/// An ephemeral message stays ephemeral, a visible one visible.
bool replace_original(Workspace& workspace, const ResponseUrl& url, const json& body) {
    if (Ephemeral* const shown = workspace.ephemeral(url.message_ts); shown != nullptr) {
        shown->text = text_argument(body, "text");
        shown->blocks = body.value("blocks", json::array());
        workspace.fill_block_ids(shown->blocks);
        return true;
    }
    Channel* const channel = workspace.channel(url.channel);
    Message* const message = channel == nullptr ? nullptr : channel->message(url.message_ts);
    if (message == nullptr) return false;
    message->text = text_argument(body, "text");
    message->blocks = body.value("blocks", json::array());
    workspace.fill_block_ids(message->blocks);
    ++message->edits;
    return true;
}

} // namespace

std::string show_message(Workspace& workspace, const json& body, const std::string& channel_id, const std::string& user,
                         const std::string& source) {
    json blocks = body.value("blocks", json::array());
    const std::string text = text_argument(body, "text");
    if (text.empty() && blocks.empty()) return {};
    Channel* const channel = workspace.channel(channel_id);
    if (text_argument(body, "response_type") == "in_channel" && channel != nullptr) {
        return workspace
            .add_message(*channel, {.user = workspace.settings.bot_user,
                                    .bot_id = workspace.settings.bot_id,
                                    .text = text,
                                    .blocks = blocks,
                                    .metadata = body.value("metadata", json()),
                                    .thread_ts = text_argument(body, "thread_ts")})
            .ts;
    }
    workspace.fill_block_ids(blocks);
    return workspace.ephemerals
        .emplace_back(Ephemeral{.ts = workspace.next_ts(),
                                .channel = channel_id,
                                .user = user,
                                .text = text,
                                .blocks = std::move(blocks),
                                .source = source})
        .ts;
}

ResponseUrlAnswer use_response_url(Workspace& workspace, const std::string& path, const json& body) {
    const auto found = workspace.response_urls.find(path);
    if (found == workspace.response_urls.end()) return refused("expired_url");
    ResponseUrl& url = found->second;
    if (url.expires < std::chrono::steady_clock::now()) return refused("expired_url");
    if (url.uses >= most_uses) return refused("used_url");
    if (!body.is_object()) return {.status = 400, .body = "invalid_payload"};
    ++url.uses;
    if (flag_argument(body, "delete_original")) {
        delete_original(workspace, url);
        return {};
    }
    const json fault = content_refusal(body);
    if (!fault.is_null()) return refused(fault["error"]);
    if (flag_argument(body, "replace_original") && replace_original(workspace, url, body)) return {};
    show_message(workspace, body, url.channel, url.user, "response_url");
    return {};
}

} // namespace holdfast::slack_double
