#include "bot/slack/manifest.hpp"

#include "bot/slack/ids.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <string>

namespace holdfast::slack {
namespace {

using json = nlohmann::ordered_json;

constexpr std::string_view scope_of_public_rooms = "channels:manage";

constexpr auto scopes = std::to_array<NeededScope>({
    {"app_mentions:read", "answer when somebody mentions the bot"},
    {"bookmarks:read", "see whether a room has its bookmarks already"},
    {"bookmarks:write", "put bookmarks into a room"},
    {"channels:history", "recognise own messages in public channels after a lost answer"},
    {scope_of_public_rooms, "create public rooms, invite people, set topic and purpose, archive"},
    {"channels:read", "tell whether a public channel is shared with another organisation"},
    {"chat:write", "post and update cards, reminders and answers"},
    {"commands", "the command /rescue and the shortcuts"},
    {"files:write", "post pictures and exports"},
    {"groups:history", "recognise own messages in rooms after a lost answer, read messages marked by a reaction"},
    {"groups:read", "know who is in a room and whether it still exists"},
    {"groups:write", "create rooms, invite people, set topic and purpose, archive"},
    {"im:history", "read what people write to the bot, recognise own direct messages after a lost answer"},
    {"im:write", "send direct messages, such as the request to call the sponsor"},
    {"pins:read", "see whether the card is pinned already"},
    {"pins:write", "pin the card"},
    {"reactions:read", "log a touch or a win by reaction"},
    {"reactions:write", "mark a message that has been logged"},
    {"usergroups:read", "know the members of the leaders' group"},
    {"users:read", "names, time zones and who has left"},
    {"users:read.email", "find the owner of an account by e-mail address"},
});
static_assert(std::ranges::is_sorted(scopes, {}, &NeededScope::name));

constexpr auto bot_events = std::to_array<std::string_view>({
    "app_home_opened",     "app_mention",       "app_uninstalled", "tokens_revoked",
    "message.im",          "reaction_added",    "user_change",     "member_joined_channel",
    "member_left_channel", "channel_left",      "group_left",      "channel_archive",
    "group_archive",       "channel_unarchive", "group_unarchive", "channel_deleted",
    "group_deleted",       "channel_rename",    "group_rename",    "channel_id_changed",
    "channel_shared",      "channel_unshared",  "team_join",
});

struct Shortcut {
    std::string_view name; ///< at most 24 characters
    std::string_view type;
    CallbackId callback;
    std::string_view description;
};

constexpr auto shortcuts = std::to_array<Shortcut>({
    {"Flag an account", "global", shortcut::flag_account, "Record a warning sign about an account"},
    {"Log a customer touch", "global", shortcut::log_touch, "Record a call, a meeting or a message with a customer"},
    {"My rescue to-dos", "global", shortcut::my_todos, "Your open items over all rescues"},
    {"Log as customer touch", "message", shortcut::message_touch, "Record this message as a contact with the customer"},
    {"Save as warning signal", "message", shortcut::message_signal, "Record this message as a warning sign"},
    {"Add to rescue timeline", "message", shortcut::message_timeline, "Keep this message in the record of a rescue"},
    {"Make it a plan action", "message", shortcut::message_plan, "Put this message into the two-week plan"},
});

json shortcuts_json() {
    json list = json::array();
    for (const Shortcut& entry : shortcuts) {
        list.push_back({{"name", entry.name},
                        {"type", entry.type},
                        {"callback_id", entry.callback.name()},
                        {"description", entry.description}});
    }
    return list;
}

json scope_names(bool rooms_are_private) {
    json names = json::array();
    for (const NeededScope& scope : needed_scopes(rooms_are_private)) names.push_back(scope.name);
    return names;
}

} // namespace

std::string request_url(std::string_view url) {
    constexpr std::string_view path = "/slack/events";
    while (url.ends_with('/')) url.remove_suffix(1);
    if (url.ends_with(path)) url.remove_suffix(path.size());
    return std::string{url}.append(path);
}

std::vector<NeededScope> needed_scopes(bool rooms_are_private) {
    std::vector<NeededScope> needed{scopes.begin(), scopes.end()};
    if (rooms_are_private) std::erase_if(needed, [](const auto& one) { return one.name == scope_of_public_rooms; });
    return needed;
}

json app_manifest(std::optional<std::string_view> url, bool rooms_are_private) {
    json command{{"command", "/rescue"},
                 {"description", "Save a customer account that is about to leave"},
                 {"usage_hint", "[health | list | open | touch | step | plan | help] [account] …"},
                 {"should_escape", true}};
    json events{{"bot_events", bot_events}};
    json interactivity{{"is_enabled", true}};
    if (url) {
        const std::string address = request_url(*url);
        command["url"] = address;
        events["request_url"] = address;
        interactivity["request_url"] = address;
        interactivity["message_menu_options_url"] = address;
    }

    json manifest;
    manifest["_metadata"] = {{"major_version", 2}, {"minor_version", 1}};
    manifest["display_information"] = {
        {"name", "Holdfast"},
        {"description", "Notices when a customer is about to leave and leads the team through the rescue"},
        {"background_color", "#1d3b4f"},
        {"long_description",
         "Holdfast watches orders, tickets, payments and what people notice. At the first warning sign it opens a room "
         "for the account, asks the manager to call the customer's sponsor the same day, and leads the team through "
         "the nine steps of the rescue with plans, reminders, summaries and reviews. Start with /rescue help."}};
    manifest["features"] = {
        {"app_home",
         {{"home_tab_enabled", true}, {"messages_tab_enabled", true}, {"messages_tab_read_only_enabled", false}}},
        {"bot_user", {{"display_name", "holdfast"}, {"always_online", true}}},
        {"shortcuts", shortcuts_json()},
        {"slash_commands", json::array({std::move(command)})}};
    manifest["oauth_config"] = {{"scopes", {{"bot", scope_names(rooms_are_private)}}}};
    manifest["settings"] = {{"event_subscriptions", std::move(events)},
                            {"interactivity", std::move(interactivity)},
                            {"org_deploy_enabled", false},
                            {"socket_mode_enabled", !url.has_value()},
                            {"token_rotation_enabled", false}};
    return manifest;
}

} // namespace holdfast::slack
