#include "tests/slack/arguments.hpp"
#include "tests/slack/block_rules.hpp"
#include "tests/slack/shapes.hpp"
#include "tests/slack/web_api.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <ranges>

namespace holdfast::slack_double {

using nlohmann::json;

namespace {

/// The error for a channel name; empty when it is acceptable (contract 14).
std::string_view name_fault(const std::string& name) {
    if (name.empty()) return "invalid_name_required";
    if (length_of(name) > 80) return "invalid_name_maxlength";
    const auto is_mark = [](char c) { return c == '-' || c == '_'; };
    const auto is_allowed = [&](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || is_mark(c); };
    if (!std::ranges::all_of(name, is_allowed)) return "invalid_name_specials";
    if (std::ranges::all_of(name, is_mark)) return "invalid_name_punctuation";
    return "";
}

json create(Workspace& workspace, const json& arguments) {
    const std::string name = text_argument(arguments, "name");
    if (const auto fault = name_fault(name); !fault.empty()) return refusal(fault);
    const auto has_name = [&](const Channel& channel) { return channel.name == name; };
    if (std::ranges::any_of(std::views::values(workspace.channels), has_name)) return refusal("name_taken");
    const bool is_private = flag_argument(arguments, "is_private");
    const std::string& bot = workspace.settings.bot_user;
    const Channel& channel =
        workspace.add_channel({.name = name,
                               .kind = is_private ? ChannelKind::private_channel : ChannelKind::public_channel,
                               .creator = bot,
                               .members = {bot}});
    return success({{"channel", channel_json(workspace, channel)}});
}

/// Why one person cannot be invited; empty when nothing stands against it.
std::string_view invitation_fault(Workspace& workspace, const Channel& channel, const std::string& id) {
    const User* const person = workspace.user(id);
    if (person == nullptr) return "user_not_found";
    if (id == workspace.settings.bot_user) return "cant_invite_self";
    if (channel.has_member(id)) return "already_in_channel";
    if (person->deleted || !person->can_be_invited) return "cant_invite";
    if (person->is_restricted) return "user_is_restricted";
    return "";
}

json invite(Workspace& workspace, const json& arguments) {
    const auto found = joined_channel(workspace, arguments);
    if (!found) return found.error();
    Channel& channel = **found;
    if (channel.is_archived) return refusal("is_archived");
    const std::vector<std::string> people = list_argument(arguments, "users");
    if (people.empty()) return refusal("no_user");
    if (people.size() > 100) return refusal("too_many_members");

    json errors = json::array();
    std::vector<std::string> welcome;
    for (const std::string& id : people) {
        const std::string_view fault = invitation_fault(workspace, channel, id);
        if (fault.empty()) welcome.push_back(id);
        if (!fault.empty()) errors.push_back({{"user", id}, {"ok", false}, {"error", fault}});
    }
    // Forced, it still fails when nobody at all could be invited.
    const bool is_partly_done = flag_argument(arguments, "force") && !welcome.empty();
    if (!errors.empty() && !is_partly_done) {
        json answer = refusal(errors.front()["error"].get<std::string>());
        answer["errors"] = errors;
        return answer;
    }
    for (const std::string& id : welcome) {
        workspace.add_member(channel, id);
        workspace.add_system_line(channel, "channel_join", id, fmt::format("<@{}> has joined the channel", id));
    }
    json answer = success({{"channel", channel_json(workspace, channel)}});
    if (!errors.empty()) answer["errors"] = errors;
    return answer;
}

json set_line(Workspace& workspace, const json& arguments, const char* name, std::string Channel::* line) {
    const auto found = joined_channel(workspace, arguments);
    if (!found) return found.error();
    Channel& channel = **found;
    if (channel.is_archived) return refusal("is_archived");
    if (channel.kind == ChannelKind::im) return refusal("method_not_supported_for_channel_type");
    if (!arguments.contains(name)) {
        return refusal("invalid_arguments", {fmt::format("[ERROR] missing required field: {}", name)});
    }
    const std::string text = text_argument(arguments, name);
    if (length_of(text) > 250) return refusal("too_long");
    channel.*line = text;
    const std::string& bot = workspace.settings.bot_user;
    workspace.add_system_line(channel, fmt::format("channel_{}", name), bot,
                              fmt::format("<@{}> set the channel {}: {}", bot, name, text));
    return success({{"channel", channel_json(workspace, channel)}, {name, text}});
}

json set_topic(Workspace& workspace, const json& arguments) {
    return set_line(workspace, arguments, "topic", &Channel::topic);
}

json set_purpose(Workspace& workspace, const json& arguments) {
    return set_line(workspace, arguments, "purpose", &Channel::purpose);
}

/// Archiving removes the bot for good (contract 14).
json archive(Workspace& workspace, const json& arguments) {
    const auto found = visible_channel(workspace, arguments);
    if (!found) return found.error();
    Channel& channel = **found;
    if (channel.is_archived) return refusal("already_archived");
    if (channel.kind == ChannelKind::im) return refusal("method_not_supported_for_channel_type");
    if (!channel.has_member(workspace.settings.bot_user)) return refusal("not_in_channel");
    channel.is_archived = true;
    workspace.remove_member(channel, workspace.settings.bot_user);
    return success();
}

/// A bot token never can: archiving took it out of the channel.
json unarchive(Workspace& workspace, const json& arguments) {
    const auto found = visible_channel(workspace, arguments);
    if (!found) return found.error();
    return refusal((*found)->is_archived ? "not_in_channel" : "not_archived");
}

json info(Workspace& workspace, const json& arguments) {
    const auto found = visible_channel(workspace, arguments);
    if (!found) return found.error();
    json channel = channel_json(workspace, **found);
    if (flag_argument(arguments, "include_num_members")) channel["num_members"] = (*found)->members.size();
    return success({{"channel", channel}});
}

/// Cuts a list into the page that limit and cursor ask for; the cursor holds the place to go on from.
struct Page {
    std::size_t first = 0;
    std::size_t end = 0;
    std::string next_cursor = {};
    std::string_view fault = {};
};

Page page_of(std::size_t size, const json& arguments, std::int64_t usual_limit) {
    const std::int64_t limit = arguments.value("limit", usual_limit);
    if (limit < 1 || limit > 999) return {.fault = "invalid_limit"};
    Page page;
    const std::string cursor = text_argument(arguments, "cursor");
    if (!cursor.empty()) {
        const std::string position = read_cursor(cursor);
        const bool is_number = !position.empty() && position.find_first_not_of("0123456789") == std::string::npos;
        if (!is_number || std::stoul(position) > size) return {.fault = "invalid_cursor"};
        page.first = std::stoul(position);
    }
    page.end = std::min(size, page.first + static_cast<std::size_t>(limit));
    if (page.end < size) page.next_cursor = make_cursor(std::to_string(page.end));
    return page;
}

json members(Workspace& workspace, const json& arguments) {
    const auto found = visible_channel(workspace, arguments);
    if (!found) return found.error();
    const auto& all = (*found)->members;
    const Page page = page_of(all.size(), arguments, 100);
    if (!page.fault.empty()) return refusal(page.fault);
    json listed = json::array();
    for (std::size_t i = page.first; i < page.end; ++i) listed.push_back(all[i]);
    return success({{"members", listed}, {"response_metadata", {{"next_cursor", page.next_cursor}}}});
}

json open(Workspace& workspace, const json& arguments) {
    if (!text_argument(arguments, "channel").empty()) {
        const auto found = visible_channel(workspace, arguments);
        return found ? success({{"channel", {{"id", (*found)->id}}}}) : found.error();
    }
    std::vector<std::string> people = list_argument(arguments, "users");
    if (people.empty()) return refusal("users_list_not_supplied");
    if (people.size() > 8) return refusal("too_many_users");
    for (const std::string& id : people) {
        const User* const person = workspace.user(id);
        if (person == nullptr) return refusal("user_not_found");
        if (person->deleted) return refusal("user_disabled");
    }
    const std::size_t before = workspace.channels.size();
    Channel* channel = nullptr;
    if (people.size() == 1) {
        channel = &workspace.direct_message_with(people.front());
    } else {
        people.push_back(workspace.settings.bot_user);
        std::ranges::sort(people);
        for (Channel& one : std::views::values(workspace.channels)) {
            if (one.kind == ChannelKind::mpim && one.members == people) channel = &one;
        }
        if (channel == nullptr) {
            channel = &workspace.add_channel(
                {.name = "mpdm", .kind = ChannelKind::mpim, .creator = people.front(), .members = people});
        }
    }
    const bool was_open = workspace.channels.size() == before;
    const bool wants_all = flag_argument(arguments, "return_im");
    json answer = success({{"channel", wants_all ? channel_json(workspace, *channel) : json{{"id", channel->id}}}});
    if (was_open) answer.update({{"no_op", true}, {"already_open", true}});
    return answer;
}

MetadataDetail metadata_wanted(const json& arguments) {
    return flag_argument(arguments, "include_all_metadata") ? MetadataDetail::all : MetadataDetail::event_type_only;
}

/// Whether a message lies between oldest and latest. Both may have fewer decimals than a ts.
bool is_in_window(const std::string& ts, const json& arguments) {
    const auto micros = [](const std::string& text) {
        const auto point = text.find('.');
        std::string decimals = point == std::string::npos ? "" : text.substr(point + 1, 6);
        decimals.resize(6, '0');
        return std::stoll(text.substr(0, point)) * 1'000'000 + std::stoll(decimals);
    };
    const std::string oldest = text_argument(arguments, "oldest");
    const std::string latest = text_argument(arguments, "latest");
    const auto at = micros(ts);
    const bool inclusive = flag_argument(arguments, "inclusive");
    if (!oldest.empty() && (inclusive ? at < micros(oldest) : at <= micros(oldest))) return false;
    return latest.empty() || (inclusive ? at <= micros(latest) : at < micros(latest));
}

/// invalid_ts_oldest or invalid_ts_latest; empty when both bounds can be read.
std::string_view window_fault(const json& arguments) {
    const auto is_time = [&](const char* name) {
        const std::string text = text_argument(arguments, name);
        return text.find_first_not_of("0123456789.") == std::string::npos && !text.starts_with('.');
    };
    if (!is_time("oldest")) return "invalid_ts_oldest";
    return is_time("latest") ? "" : "invalid_ts_latest";
}

json page_of_messages(const Workspace& workspace, const Channel& channel, const std::vector<const Message*>& listed,
                      const json& arguments) {
    const Page page = page_of(listed.size(), arguments, 100);
    if (!page.fault.empty()) return refusal(page.fault);
    json messages = json::array();
    for (std::size_t i = page.first; i < page.end; ++i) {
        messages.push_back(message_json(workspace, channel, *listed[i], metadata_wanted(arguments)));
    }
    json answer = success({{"messages", messages}, {"has_more", !page.next_cursor.empty()}});
    if (!page.next_cursor.empty()) answer["response_metadata"] = {{"next_cursor", page.next_cursor}};
    return answer;
}

/// Newest first; replies only when they were broadcast.
json history(Workspace& workspace, const json& arguments) {
    const auto found = joined_channel(workspace, arguments);
    if (!found) return found.error();
    const Channel& channel = **found;
    if (const auto fault = window_fault(arguments); !fault.empty()) return refusal(fault);
    std::vector<const Message*> listed;
    for (const Message& message : std::views::reverse(channel.messages)) {
        const bool is_in_channel = message.thread_ts.empty() || message.broadcast;
        if (is_in_channel && is_in_window(message.ts, arguments)) listed.push_back(&message);
    }
    json answer = page_of_messages(workspace, channel, listed, arguments);
    if (answer["ok"] == true) answer["pin_count"] = channel.pins.size();
    return answer;
}

/// The parent first, then the replies, oldest first.
json replies(Workspace& workspace, const json& arguments) {
    const auto found = joined_channel(workspace, arguments);
    if (!found) return found.error();
    const Channel& channel = **found;
    if (const auto fault = window_fault(arguments); !fault.empty()) return refusal(fault);
    const std::string parent = text_argument(arguments, "ts");
    if (channel.message(parent) == nullptr) return refusal("thread_not_found");
    std::vector<const Message*> listed;
    for (const Message& message : channel.messages) {
        const bool is_reply = message.thread_ts == parent && is_in_window(message.ts, arguments);
        if (message.ts == parent || is_reply) listed.push_back(&message);
    }
    return page_of_messages(workspace, channel, listed, arguments);
}

json join(Workspace& workspace, const json& arguments) {
    const auto found = visible_channel(workspace, arguments);
    if (!found) return found.error();
    Channel& channel = **found;
    if (channel.kind != ChannelKind::public_channel) return refusal("method_not_supported_for_channel_type");
    if (channel.is_archived) return refusal("is_archived");
    const bool was_member = channel.has_member(workspace.settings.bot_user);
    workspace.add_member(channel, workspace.settings.bot_user);
    json answer = success({{"channel", channel_json(workspace, channel)}});
    if (was_member) warn(answer, "already_in_channel");
    return answer;
}

json kick(Workspace& workspace, const json& arguments) {
    const auto found = joined_channel(workspace, arguments);
    if (!found) return found.error();
    const std::string person = text_argument(arguments, "user");
    if (person == workspace.settings.bot_user) return refusal("cant_kick_self");
    if (workspace.user(person) == nullptr) return refusal("user_not_found");
    if (!(*found)->has_member(person)) return refusal("not_in_channel");
    workspace.remove_member(**found, person);
    return success({{"errors", json::object()}});
}

bool is_wanted_type(const Channel& channel, const std::vector<std::string>& types) {
    constexpr std::array<const char*, 4> names{"public_channel", "private_channel", "im", "mpim"};
    return std::ranges::find(types, names.at(static_cast<std::size_t>(channel.kind))) != types.end();
}

/// users.conversations without `user`: the conversations of the bot.
json own_conversations(Workspace& workspace, const json& arguments) {
    std::vector<std::string> types = list_argument(arguments, "types");
    if (types.empty()) types = {"public_channel"};
    std::vector<const Channel*> mine;
    for (const Channel& channel : std::views::values(workspace.channels)) {
        const bool is_hidden = channel.is_archived && flag_argument(arguments, "exclude_archived");
        const bool is_mine = channel.has_member(workspace.settings.bot_user);
        if (is_mine && !is_hidden && is_wanted_type(channel, types)) mine.push_back(&channel);
    }
    const Page page = page_of(mine.size(), arguments, 100);
    if (!page.fault.empty()) return refusal(page.fault);
    json listed = json::array();
    for (std::size_t i = page.first; i < page.end; ++i) listed.push_back(channel_json(workspace, *mine[i]));
    return success({{"channels", listed}, {"response_metadata", {{"next_cursor", page.next_cursor}}}});
}

using Verb = Needs::Verb;

constexpr std::array methods{
    Method{"conversations.create", true, {Verb::manage}, create},
    Method{"conversations.invite", true, {Verb::invite}, invite},
    Method{"conversations.setTopic", true, {Verb::topic}, set_topic},
    Method{"conversations.setPurpose", true, {Verb::topic}, set_purpose},
    Method{"conversations.archive", true, {Verb::manage}, archive},
    Method{"conversations.unarchive", true, {Verb::manage}, unarchive},
    Method{"conversations.info", false, {Verb::read}, info},
    Method{"conversations.members", false, {Verb::read}, members},
    Method{"conversations.open", true, {Verb::manage}, open},
    Method{"conversations.history", true, {Verb::history}, history},
    Method{"conversations.replies", false, {Verb::history}, replies},
    Method{"conversations.join", true, {Verb::scope, "channels:join"}, join},
    Method{"conversations.kick", true, {Verb::manage}, kick},
    Method{"users.conversations", false, {Verb::read}, own_conversations},
};

} // namespace

std::span<const Method> conversation_methods() {
    return methods;
}

} // namespace holdfast::slack_double
