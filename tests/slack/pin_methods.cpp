#include "tests/slack/arguments.hpp"
#include "tests/slack/block_rules.hpp"
#include "tests/slack/shapes.hpp"
#include "tests/slack/web_api.hpp"

#include <algorithm>
#include <array>

namespace holdfast::slack_double {

using nlohmann::json;

namespace {

/// The message that pins.add and reactions.add name by `timestamp`.
std::expected<Message*, json> named_message(Channel& channel, const json& arguments) {
    const std::string ts = text_argument(arguments, "timestamp");
    if (ts.empty()) return std::unexpected(refusal("no_item_specified"));
    if (!is_ts(ts)) return std::unexpected(refusal("bad_timestamp"));
    Message* const message = channel.message(ts);
    if (message == nullptr) return std::unexpected(refusal("message_not_found"));
    return message;
}

json add_pin(Workspace& workspace, const json& arguments) {
    const auto found = joined_channel(workspace, arguments);
    if (!found) return found.error();
    Channel& channel = **found;
    const auto message = named_message(channel, arguments);
    if (!message) return message.error();
    const std::string ts = (*message)->ts;
    if (std::ranges::find(channel.pins, ts, &Pin::ts) != channel.pins.end()) return refusal("already_pinned");
    channel.pins.push_back({.ts = ts, .by = workspace.settings.bot_user, .created = workspace.now_seconds()});
    return success();
}

json remove_pin(Workspace& workspace, const json& arguments) {
    const auto found = joined_channel(workspace, arguments);
    if (!found) return found.error();
    const std::string ts = text_argument(arguments, "timestamp");
    const auto removed = std::erase_if((*found)->pins, [&](const Pin& pin) { return pin.ts == ts; });
    return removed == 0 ? refusal("no_pin") : success();
}

json list_pins(Workspace& workspace, const json& arguments) {
    const auto found = visible_channel(workspace, arguments);
    if (!found) return found.error();
    const Channel& channel = **found;
    json items = json::array();
    for (const Pin& pin : channel.pins) {
        json message = message_json(workspace, channel, *channel.message(pin.ts), MetadataDetail::event_type_only);
        message["pinned_to"] = json::array({channel.id});
        message["permalink"] = permalink(workspace, *channel.message(pin.ts));
        items.push_back({{"type", "message"},
                         {"channel", channel.id},
                         {"created", pin.created},
                         {"created_by", pin.by},
                         {"message", message}});
    }
    return success({{"items", items}});
}

json add_bookmark(Workspace& workspace, const json& arguments) {
    const auto found = joined_channel(workspace, arguments, "channel_id");
    if (!found) return refusal("channel_not_found");
    Channel& channel = **found;
    if (text_argument(arguments, "type") != "link") return refusal("invalid_bookmark_type");
    const std::string link = text_argument(arguments, "link");
    if (!link.starts_with("http") || link.size() > 2048) return refusal("invalid_link");
    const std::string title = text_argument(arguments, "title");
    if (title.empty() || length_of(title) > 256) return refusal("invalid_arguments", {"invalid `title`"});
    const Bookmark& bookmark = channel.bookmarks.emplace_back(Bookmark{.id = workspace.next_id("Bk"),
                                                                       .title = title,
                                                                       .link = link,
                                                                       .emoji = text_argument(arguments, "emoji"),
                                                                       .created = workspace.now_seconds()});
    return success({{"bookmark", bookmark_json(workspace, channel, bookmark)}});
}

json edit_bookmark(Workspace& workspace, const json& arguments) {
    const auto found = joined_channel(workspace, arguments, "channel_id");
    if (!found) return refusal("channel_not_found");
    Channel& channel = **found;
    const auto bookmark = std::ranges::find(channel.bookmarks, text_argument(arguments, "bookmark_id"), &Bookmark::id);
    if (bookmark == channel.bookmarks.end()) return refusal("not_found");
    bookmark->title = arguments.value("title", bookmark->title);
    bookmark->link = arguments.value("link", bookmark->link);
    return success({{"bookmark", bookmark_json(workspace, channel, *bookmark)}});
}

json remove_bookmark(Workspace& workspace, const json& arguments) {
    const auto found = joined_channel(workspace, arguments, "channel_id");
    if (!found) return refusal("channel_not_found");
    const std::string id = text_argument(arguments, "bookmark_id");
    const auto removed = std::erase_if((*found)->bookmarks, [&](const Bookmark& one) { return one.id == id; });
    return removed == 0 ? refusal("not_found") : success();
}

json list_bookmarks(Workspace& workspace, const json& arguments) {
    const auto found = visible_channel(workspace, arguments, "channel_id");
    if (!found) return found.error();
    json listed = json::array();
    for (const Bookmark& bookmark : (*found)->bookmarks) listed.push_back(bookmark_json(workspace, **found, bookmark));
    return success({{"bookmarks", listed}});
}

json add_reaction(Workspace& workspace, const json& arguments) {
    const auto found = visible_channel(workspace, arguments);
    if (!found) return found.error();
    if ((*found)->is_archived) return refusal("is_archived");
    const auto message = named_message(**found, arguments);
    if (!message) return message.error();
    const std::string name = text_argument(arguments, "name");
    const bool has_colons = name.starts_with(':') || name.ends_with(':');
    if (name.empty() || has_colons) return refusal("invalid_name");
    auto& reactions = (*message)->reactions;
    auto reaction = std::ranges::find(reactions, name, &Reaction::name);
    if (reaction == reactions.end()) reaction = reactions.insert(reactions.end(), Reaction{.name = name});
    const std::string& bot = workspace.settings.bot_user;
    if (std::ranges::find(reaction->users, bot) != reaction->users.end()) return refusal("already_reacted");
    reaction->users.push_back(bot);
    return success();
}

using Verb = Needs::Verb;

constexpr std::array methods{
    Method{"pins.add", true, {Verb::scope, "pins:write"}, add_pin},
    Method{"pins.remove", true, {Verb::scope, "pins:write"}, remove_pin},
    Method{"pins.list", false, {Verb::scope, "pins:read"}, list_pins},
    Method{"bookmarks.add", true, {Verb::scope, "bookmarks:write"}, add_bookmark},
    Method{"bookmarks.edit", true, {Verb::scope, "bookmarks:write"}, edit_bookmark},
    Method{"bookmarks.remove", true, {Verb::scope, "bookmarks:write"}, remove_bookmark},
    Method{"bookmarks.list", true, {Verb::scope, "bookmarks:read"}, list_bookmarks},
    Method{"reactions.add", true, {Verb::scope, "reactions:write"}, add_reaction},
};

} // namespace

std::span<const Method> pin_methods() {
    return methods;
}

} // namespace holdfast::slack_double
