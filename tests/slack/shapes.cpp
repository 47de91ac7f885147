#include "tests/slack/shapes.hpp"

#include "tests/slack/elements.hpp"

#include <date/tz.h>
#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace holdfast::slack_double {

using nlohmann::json;

namespace {

/// Seconds east of UTC now; 0 for a zone the system does not know.
std::int64_t offset_of(const std::string& tz, std::int64_t now) {
    try {
        return date::locate_zone(tz)->get_info(date::sys_seconds{std::chrono::seconds{now}}).offset.count();
    } catch (const std::runtime_error&) {
        return 0;
    }
}

json bot_profile(const Settings& settings) {
    return {{"id", settings.bot_id},      {"app_id", settings.app_id}, {"user_id", settings.bot_user},
            {"name", settings.bot_name},  {"deleted", false},          {"updated", 1700000000},
            {"team_id", settings.team_id}};
}

json written_text(const std::string& text) {
    const json element{{"type", "text"}, {"text", text}};
    const json section{{"type", "rich_text_section"}, {"elements", json::array({element})}};
    return json::array({{{"type", "rich_text"}, {"block_id", "wRtXt"}, {"elements", json::array({section})}}});
}

void add_thread_fields(const Channel& channel, const Message& message, json& shape) {
    if (!message.thread_ts.empty()) {
        shape["thread_ts"] = message.thread_ts;
        const Message* const parent = channel.message(message.thread_ts);
        if (parent != nullptr) shape["parent_user_id"] = parent->user;
        return;
    }
    std::size_t replies = 0;
    std::string latest;
    for (const Message& other : channel.messages) {
        if (other.thread_ts != message.ts) continue;
        ++replies;
        latest = other.ts;
    }
    if (replies == 0) return;
    shape["thread_ts"] = message.ts;
    shape["reply_count"] = replies;
    shape["latest_reply"] = latest;
}

} // namespace

std::string escape_raw_signs(std::string_view text) {
    std::string escaped;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const std::string_view rest = text.substr(at);
        const bool is_entity = rest.starts_with("&amp;") || rest.starts_with("&lt;") || rest.starts_with("&gt;");
        if (text[at] == '&' && !is_entity) {
            escaped += "&amp;";
        } else if (text[at] == '<') {
            escaped += "&lt;";
        } else if (text[at] == '>') {
            escaped += "&gt;";
        } else {
            escaped += text[at];
        }
    }
    return escaped;
}

json with_plain_text_escaped(json value) {
    if (value.is_object() && value.value("type", json()) == "plain_text" && value.contains("text") &&
        value["text"].is_string()) {
        value["text"] = escape_raw_signs(value["text"].get_ref<const std::string&>());
    }
    if (value.is_structured()) {
        for (json& part : value) part = with_plain_text_escaped(std::move(part));
    }
    return value;
}

json user_json(const Workspace& workspace, const User& user) {
    const Settings& settings = workspace.settings;
    const std::string& team = user.team_id.empty() ? settings.team_id : user.team_id;
    const std::string& real_name = user.real_name.empty() ? user.name : user.real_name;
    const bool is_stranger = team != settings.team_id;
    json profile{{"title", ""},
                 {"phone", ""},
                 {"real_name", real_name},
                 {"real_name_normalized", real_name},
                 {"display_name", user.name},
                 {"display_name_normalized", user.name},
                 {"status_text", ""},
                 {"status_emoji", ""},
                 {"team", team}};
    if (!user.email.empty() && !is_stranger && workspace.has_scope("users:read.email")) profile["email"] = user.email;
    json shape{{"id", user.id},      {"team_id", team},       {"name", user.name},    {"deleted", user.deleted},
               {"profile", profile}, {"is_bot", user.is_bot}, {"is_app_user", false}, {"updated", 1700000000}};
    if (is_stranger) shape["is_stranger"] = true;
    if (user.deleted) return shape;
    shape["real_name"] = real_name;
    shape["tz"] = user.tz;
    shape["tz_label"] = user.tz;
    shape["tz_offset"] = offset_of(user.tz, workspace.now_seconds());
    shape["is_admin"] = false;
    shape["is_owner"] = false;
    shape["is_restricted"] = user.is_restricted;
    shape["is_ultra_restricted"] = false;
    return shape;
}

json channel_json(const Workspace& workspace, const Channel& channel) {
    const std::string& bot = workspace.settings.bot_user;
    if (channel.kind == ChannelKind::im) {
        const auto partner = std::ranges::find_if(channel.members, [&](const auto& id) { return id != bot; });
        return {{"id", channel.id},
                {"created", channel.created},
                {"is_im", true},
                {"is_org_shared", false},
                {"user", partner == channel.members.end() ? "" : *partner},
                {"is_open", true},
                {"priority", 0}};
    }
    const bool is_private = channel.kind != ChannelKind::public_channel;
    return {{"id", channel.id},
            {"name", channel.name},
            {"name_normalized", channel.name},
            {"is_channel", !is_private},
            {"is_group", is_private},
            {"is_im", false},
            {"is_mpim", channel.kind == ChannelKind::mpim},
            {"is_private", is_private},
            {"created", channel.created},
            {"creator", channel.creator},
            {"is_archived", channel.is_archived},
            {"is_general", false},
            {"unlinked", 0},
            {"is_shared", channel.is_ext_shared},
            {"is_ext_shared", channel.is_ext_shared},
            {"is_org_shared", false},
            {"is_pending_ext_shared", false},
            {"pending_shared", json::array()},
            {"is_member", channel.has_member(bot)},
            {"context_team_id", workspace.settings.team_id},
            {"topic", {{"value", channel.topic}, {"creator", ""}, {"last_set", 0}}},
            {"purpose", {{"value", channel.purpose}, {"creator", ""}, {"last_set", 0}}},
            {"previous_names", json::array()}};
}

json message_json(const Workspace& workspace, const Channel& channel, const Message& message, MetadataDetail detail) {
    const Settings& settings = workspace.settings;
    json shape{{"type", "message"},
               {"user", message.user},
               {"ts", message.ts},
               {"text", message.text},
               {"team", settings.team_id}};
    if (!message.subtype.empty()) shape["subtype"] = message.subtype;
    if (!message.bot_id.empty()) {
        shape["bot_id"] = message.bot_id;
        shape["app_id"] = settings.app_id;
        shape["bot_profile"] = bot_profile(settings);
    } else if (message.subtype.empty()) {
        shape["client_msg_id"] = "00000000-0000-4000-8000-" + message.ts.substr(5, 5) + message.ts.substr(11) + "0";
        shape["blocks"] = written_text(message.text);
    }
    if (!message.blocks.empty()) shape["blocks"] = with_plain_text_escaped(message.blocks);
    if (!message.attachments.empty()) shape["attachments"] = message.attachments;
    if (message.metadata.is_object() && detail == MetadataDetail::all) shape["metadata"] = message.metadata;
    if (message.metadata.is_object() && detail == MetadataDetail::event_type_only) {
        shape["metadata"] = {{"event_type", message.metadata.at("event_type")}};
    }
    for (const std::string& id : message.files) shape["files"].push_back(file_json(workspace, workspace.files.at(id)));
    if (message.marked_edited) shape["edited"] = {{"user", settings.bot_user}, {"ts", message.ts}};
    for (const Reaction& reaction : message.reactions) {
        shape["reactions"].push_back(
            {{"name", reaction.name}, {"users", reaction.users}, {"count", reaction.users.size()}});
    }
    add_thread_fields(channel, message, shape);
    return shape;
}

json bookmark_json(const Workspace& workspace, const Channel& channel, const Bookmark& bookmark) {
    return {{"id", bookmark.id},
            {"channel_id", channel.id},
            {"title", bookmark.title},
            {"link", bookmark.link},
            {"emoji", bookmark.emoji},
            {"icon_url", ""},
            {"type", "link"},
            {"entity_id", nullptr},
            {"date_created", bookmark.created},
            {"date_updated", 0},
            {"last_updated_by_user_id", workspace.settings.bot_user},
            {"last_updated_by_team_id", workspace.settings.team_id},
            {"app_id", workspace.settings.app_id}};
}

json file_json(const Workspace& workspace, const File& file) {
    json shares = json::object();
    for (const auto& [channel, ts] : file.shares) {
        const bool is_public = workspace.channels.at(channel).kind == ChannelKind::public_channel;
        shares[is_public ? "public" : "private"][channel] = json::array({{{"ts", ts}}});
    }
    return {{"id", file.id},
            {"name", file.name},
            {"title", file.title.empty() ? file.name : file.title},
            {"user", workspace.settings.bot_user},
            {"size", file.bytes.size()},
            {"alt_txt", file.alt_text},
            {"mode", "hosted"},
            {"is_external", false},
            {"file_access", "visible"},
            {"shares", shares}};
}

json view_json(const Workspace& workspace, const View& view) {
    const Settings& settings = workspace.settings;
    json shape{{"private_metadata", ""}, {"callback_id", ""}, {"external_id", ""},       {"clear_on_close", false},
               {"close", nullptr},       {"submit", nullptr}, {"notify_on_close", false}};
    shape.update(with_plain_text_escaped(view.content));
    shape["id"] = view.id;
    shape["team_id"] = settings.team_id;
    shape["app_id"] = settings.app_id;
    shape["bot_id"] = settings.bot_id;
    shape["app_installed_team_id"] = settings.team_id;
    shape["hash"] = view.hash;
    shape["root_view_id"] = view.root_id;
    shape["previous_view_id"] = view.previous_id.empty() ? json() : json(view.previous_id);
    shape["state"] = {{"values", state_values(view.content.at("blocks"), view.typed)}};
    return shape;
}

std::string permalink(const Workspace& workspace, const Message& message) {
    std::string digits = message.ts;
    std::erase(digits, '.');
    std::string link =
        fmt::format("https://{}.slack.com/archives/{}/p{}", workspace.settings.team_domain, message.channel, digits);
    if (!message.thread_ts.empty()) link += fmt::format("?thread_ts={}&cid={}", message.thread_ts, message.channel);
    return link;
}

} // namespace holdfast::slack_double
