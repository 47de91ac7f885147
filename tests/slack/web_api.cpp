#include "tests/slack/web_api.hpp"

#include "tests/slack/arguments.hpp"
#include "tests/slack/block_rules.hpp"

#include <boost/algorithm/string/join.hpp>
#include <fmt/format.h>
#include <openssl/evp.h>

#include <algorithm>
#include <array>

namespace holdfast::slack_double {

using nlohmann::json;

namespace {

std::string_view prefix_of(ChannelKind kind) {
    switch (kind) {
    case ChannelKind::public_channel: return "channels";
    case ChannelKind::private_channel: return "groups";
    case ChannelKind::im: return "im";
    case ChannelKind::mpim: return "mpim";
    }
    return "channels";
}

/// The scopes of which one is enough for this verb in this kind of conversation (contract, appendix B).
std::vector<std::string> scopes_for(Needs::Verb verb, ChannelKind kind) {
    const std::string_view prefix = prefix_of(kind);
    const std::string write = fmt::format("{}:write", prefix);
    const std::string manage = kind == ChannelKind::public_channel ? "channels:manage" : write;
    switch (verb) {
    case Needs::Verb::read: return {fmt::format("{}:read", prefix)};
    case Needs::Verb::history: return {fmt::format("{}:history", prefix)};
    case Needs::Verb::manage: return {manage};
    case Needs::Verb::invite: return {manage, write + ".invites"};
    case Needs::Verb::topic: return {manage, write + ".topic"};
    case Needs::Verb::none:
    case Needs::Verb::scope: return {};
    }
    return {};
}

/// Which kinds of conversation a call touches.
std::vector<ChannelKind> kinds_touched(Workspace& workspace, const Method& method, const json& arguments) {
    if (method.name == "conversations.create") {
        return {flag_argument(arguments, "is_private") ? ChannelKind::private_channel : ChannelKind::public_channel};
    }
    if (method.name == "conversations.open") {
        return {list_argument(arguments, "users").size() > 1 ? ChannelKind::mpim : ChannelKind::im};
    }
    if (method.name == "users.conversations") {
        std::vector<ChannelKind> kinds;
        const std::string types = arguments.value("types", "public_channel");
        if (types.find("public_channel") != std::string::npos) kinds.push_back(ChannelKind::public_channel);
        if (types.find("private_channel") != std::string::npos) kinds.push_back(ChannelKind::private_channel);
        if (types.find("mpim") != std::string::npos) kinds.push_back(ChannelKind::mpim);
        return kinds;
    }
    const Channel* const channel = workspace.channel(text_argument(arguments, "channel"));
    if (channel == nullptr) return {};
    return {channel->kind};
}

json missing_scope(const Workspace& workspace, const std::string& needed) {
    json answer = refusal("missing_scope");
    answer["needed"] = needed;
    answer["provided"] = boost::algorithm::join(workspace.settings.scopes, ",");
    return answer;
}

/// Null when the token may call the method.
json scope_refusal(Workspace& workspace, const Method& method, const json& arguments) {
    if (method.needs.verb == Needs::Verb::none) return nullptr;
    if (method.needs.verb == Needs::Verb::scope) {
        const std::string scope{method.needs.scope};
        return workspace.has_scope(scope) ? json() : missing_scope(workspace, scope);
    }
    for (const ChannelKind kind : kinds_touched(workspace, method, arguments)) {
        const std::vector<std::string> enough = scopes_for(method.needs.verb, kind);
        const bool has_one = std::ranges::any_of(enough, [&](const auto& scope) { return workspace.has_scope(scope); });
        if (!has_one) return missing_scope(workspace, enough.front());
    }
    return nullptr;
}

json metadata_refusal(const json& arguments) {
    if (!arguments.contains("metadata") || arguments["metadata"].empty()) return nullptr;
    const json& metadata = arguments["metadata"];
    const bool is_well_formed = metadata.is_object() && metadata.contains("event_type") &&
                                metadata["event_type"].is_string() && metadata.contains("event_payload") &&
                                metadata["event_payload"].is_object();
    return is_well_formed ? json() : refusal("invalid_metadata_format");
}

json blocks_refusal(const std::vector<BlockFault>& faults) {
    std::vector<std::string> errors;
    std::vector<std::string> messages;
    for (const BlockFault& fault : faults) {
        errors.push_back(fmt::format("{} [json-pointer:{}]", fault.message, fault.pointer));
        messages.push_back("[ERROR] " + errors.back());
    }
    json answer = refusal("invalid_blocks", messages);
    answer["errors"] = errors;
    return answer;
}

/// Slack was seen to refuse messages from about here (contract 9: msg_blocks_too_long).
constexpr std::size_t most_text_in_blocks = 13'200;

} // namespace

const Method* find_method(std::string_view name) {
    for (const auto methods : {chat_methods(), conversation_methods(), people_methods(), view_methods(), file_methods(),
                               pin_methods(), app_methods()}) {
        const auto found = std::ranges::find(methods, name, &Method::name);
        if (found != methods.end()) return &*found;
    }
    return nullptr;
}

json call_method(Workspace& workspace, const Method& method, const json& arguments) {
    json refused = scope_refusal(workspace, method, arguments);
    return refused.is_null() ? method.answer(workspace, arguments) : refused;
}

json success(json fields) {
    fields["ok"] = true;
    return fields;
}

json refusal(std::string_view code) {
    return {{"ok", false}, {"error", code}};
}

json refusal(std::string_view code, const std::vector<std::string>& messages) {
    return {{"ok", false}, {"error", code}, {"response_metadata", {{"messages", messages}}}};
}

void warn(json& answer, const std::string& warning) {
    const std::string earlier = answer.value("warning", "");
    answer["warning"] = earlier.empty() ? warning : earlier + "," + warning;
    answer["response_metadata"]["warnings"].push_back(warning);
}

std::expected<Channel*, json> visible_channel(Workspace& workspace, const json& arguments, const char* name) {
    Channel* const channel = workspace.channel(text_argument(arguments, name));
    if (channel == nullptr) return std::unexpected(refusal("channel_not_found"));
    const bool is_visible = channel->kind == ChannelKind::public_channel ||
                            channel->has_member(workspace.settings.bot_user) ||
                            (channel->is_archived && channel->known_to_bot);
    if (!is_visible) return std::unexpected(refusal("channel_not_found"));
    return channel;
}

std::expected<Channel*, json> joined_channel(Workspace& workspace, const json& arguments, const char* name) {
    auto channel = visible_channel(workspace, arguments, name);
    if (channel && !(*channel)->has_member(workspace.settings.bot_user)) {
        return std::unexpected(refusal("not_in_channel"));
    }
    return channel;
}

bool is_ts(std::string_view text) {
    if (text.size() != 17 || text[10] != '.') return false;
    return std::ranges::count_if(text, [](char c) { return c >= '0' && c <= '9'; }) == 16;
}

std::string make_cursor(std::string_view position) {
    std::string plain = fmt::format("next:{}", position);
    while (plain.size() % 3 == 0) plain += ' ';
    std::string cursor(4 * ((plain.size() + 2) / 3) + 1, '\0');
    const int length =
        EVP_EncodeBlock(reinterpret_cast<unsigned char*>(cursor.data()),
                        reinterpret_cast<const unsigned char*>(plain.data()), static_cast<int>(plain.size()));
    cursor.resize(static_cast<std::size_t>(length));
    return cursor;
}

std::string read_cursor(std::string_view cursor) {
    std::string plain(3 * cursor.size() / 4 + 3, '\0');
    const int length =
        EVP_DecodeBlock(reinterpret_cast<unsigned char*>(plain.data()),
                        reinterpret_cast<const unsigned char*>(cursor.data()), static_cast<int>(cursor.size()));
    if (length < 0 || !plain.starts_with("next:")) return {};
    plain.resize(std::min(plain.find_first_of(std::string_view{" \0", 2}), plain.size()));
    return plain.substr(5);
}

json content_refusal(const json& arguments) {
    const bool has_blocks = arguments.contains("blocks");
    const bool has_attachments = arguments.contains("attachments");
    if (has_blocks && !arguments["blocks"].is_array()) return refusal("invalid_blocks_format");
    if (has_attachments && !arguments["attachments"].is_array()) return refusal("invalid_attachments");
    const json blocks = arguments.value("blocks", json::array());
    const json attachments = arguments.value("attachments", json::array());
    if (text_argument(arguments, "text").empty() && blocks.empty() && attachments.empty()) return refusal("no_text");
    if (attachments.size() > 100) return refusal("too_many_attachments");
    const auto faults = check_blocks(blocks, Surface::message, "/blocks");
    if (!faults.empty()) return blocks_refusal(faults);
    if (text_in(blocks) + text_in(attachments) > most_text_in_blocks) return refusal("msg_blocks_too_long");
    return metadata_refusal(arguments);
}

} // namespace holdfast::slack_double
