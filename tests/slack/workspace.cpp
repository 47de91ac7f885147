#include "tests/slack/workspace.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <ranges>

namespace holdfast::slack_double {

std::vector<std::string> every_scope() {
    return {"app_mentions:read", "bookmarks:read",  "bookmarks:write", "channels:history", "channels:join",
            "channels:manage",   "channels:read",   "chat:write",      "commands",         "files:read",
            "files:write",       "groups:history",  "groups:read",     "groups:write",     "im:history",
            "im:read",           "im:write",        "mpim:history",    "mpim:read",        "mpim:write",
            "pins:read",         "pins:write",      "reactions:read",  "reactions:write",  "usergroups:read",
            "users:read",        "users:read.email"};
}

std::filesystem::path payload_dir_from_environment() {
    const char* value = std::getenv("HOLDFAST_PAYLOAD_DIR");
    return value == nullptr ? std::filesystem::path{} : std::filesystem::path{value};
}

bool Channel::has_member(std::string_view user) const {
    return std::ranges::find(members, user) != members.end();
}

Message* Channel::message(std::string_view ts) {
    const auto found = std::ranges::find(messages, ts, &Message::ts);
    return found == messages.end() ? nullptr : &*found;
}

const Message* Channel::message(std::string_view ts) const {
    const auto found = std::ranges::find(messages, ts, &Message::ts);
    return found == messages.end() ? nullptr : &*found;
}

Workspace::Workspace(Settings given) : settings(std::move(given)) {
    User bot{.id = settings.bot_user, .name = settings.bot_name, .tz = "Etc/UTC", .is_bot = true};
    users.emplace(bot.id, std::move(bot));
}

std::string Workspace::next_ts() {
    const std::int64_t now = settings.clock().time_since_epoch().count();
    last_ts_ = std::max(now, last_ts_ + 1);
    return fmt::format("{:010}.{:06}", last_ts_ / 1'000'000, last_ts_ % 1'000'000);
}

std::string Workspace::next_id(std::string_view prefix) {
    return fmt::format("{}0DBL{:05}", prefix, ++last_number_);
}

std::string Workspace::next_hash() {
    return fmt::format("{}.{:08x}", now_seconds(), ++last_number_);
}

std::int64_t Workspace::now_seconds() const {
    return settings.clock().time_since_epoch().count() / 1'000'000;
}

Channel* Workspace::channel(std::string_view id) {
    const auto found = channels.find(std::string{id});
    return found == channels.end() ? nullptr : &found->second;
}

User* Workspace::user(std::string_view id) {
    const auto found = users.find(std::string{id});
    return found == users.end() ? nullptr : &found->second;
}

View* Workspace::view(std::string_view id) {
    const auto found = views.find(std::string{id});
    return found == views.end() ? nullptr : &found->second;
}

Ephemeral* Workspace::ephemeral(std::string_view ts) {
    const auto found = std::ranges::find(ephemerals, ts, &Ephemeral::ts);
    return found == ephemerals.end() || found->deleted ? nullptr : &*found;
}

View* Workspace::home_of(std::string_view user) {
    for (View& view : std::views::values(views)) {
        if (view.user == user && view.content.at("type") == "home") return &view;
    }
    return nullptr;
}

bool Workspace::has_scope(std::string_view scope) const {
    return std::ranges::find(settings.scopes, scope) != settings.scopes.end();
}

Channel& Workspace::add_channel(Channel channel) {
    const bool is_direct = channel.kind == ChannelKind::im;
    if (channel.id.empty()) channel.id = next_id(is_direct ? "D" : "C");
    if (channel.created == 0) channel.created = now_seconds();
    channel.known_to_bot = channel.known_to_bot || channel.has_member(settings.bot_user);
    const std::string id = channel.id;
    return channels.insert_or_assign(id, std::move(channel)).first->second;
}

const Channel* Workspace::direct_message_of(std::string_view user) const {
    for (const Channel& channel : std::views::values(channels)) {
        if (channel.kind == ChannelKind::im && channel.has_member(user)) return &channel;
    }
    return nullptr;
}

Channel& Workspace::direct_message_with(const std::string& user) {
    if (const Channel* const open = direct_message_of(user); open != nullptr) return channels.at(open->id);
    return add_channel({.kind = ChannelKind::im, .creator = user, .members = {settings.bot_user, user}});
}

void Workspace::add_member(Channel& channel, const std::string& user) {
    if (!channel.has_member(user)) channel.members.push_back(user);
    if (user == settings.bot_user) channel.known_to_bot = true;
}

void Workspace::remove_member(Channel& channel, std::string_view user) {
    std::erase(channel.members, user);
}

Message& Workspace::add_message(Channel& channel, Message message) {
    message.ts = next_ts();
    message.channel = channel.id;
    fill_block_ids(message.blocks);
    return channel.messages.emplace_back(std::move(message));
}

void Workspace::add_system_line(Channel& channel, std::string subtype, std::string user, std::string text) {
    add_message(channel, {.user = std::move(user), .subtype = std::move(subtype), .text = std::move(text)});
}

std::string Workspace::issue_trigger(const std::string& user, const std::string& view_id) {
    std::string id = fmt::format("{}.{}.{:032x}", 1111111111111 + ++last_number_, 2222222222222, last_number_);
    const auto expires = std::chrono::steady_clock::now() + settings.trigger_life;
    triggers.emplace(id, Trigger{.user = user, .view_id = view_id, .expires = expires});
    return id;
}

std::string Workspace::issue_response_url(std::string_view family, ResponseUrl url) {
    url.expires = std::chrono::steady_clock::now() + std::chrono::minutes{30};
    const std::string path = fmt::format("/_response/{}/{}/{:024}", family, settings.team_id, ++last_number_);
    response_urls.emplace(path, std::move(url));
    return base_url + path;
}

void Workspace::fill_block_ids(nlohmann::json& blocks) {
    if (!blocks.is_array()) return;
    for (nlohmann::json& block : blocks) {
        if (block.is_object() && !block.contains("block_id")) block["block_id"] = fmt::format("b{:05}", ++last_number_);
    }
}

void Workspace::set_content(View& view, nlohmann::json content) {
    fill_block_ids(content["blocks"]);
    view.external_id = content.value("external_id", "");
    view.content = std::move(content);
    view.hash = next_hash();
    view.errors = nlohmann::json::object();
}

std::vector<View*> Workspace::modal_stack(std::string_view user) {
    std::vector<View*> stack;
    for (View& view : std::views::values(views)) {
        if (view.user == user && view.is_open && view.content.at("type") == "modal") stack.push_back(&view);
    }
    return stack;
}

} // namespace holdfast::slack_double
