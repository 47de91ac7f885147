#include "bot/slack/method_facts.hpp"

#include <algorithm>

namespace holdfast::slack {
namespace {

constexpr int tier2 = 20;
constexpr int tier3 = 50;
constexpr int tier4 = 100;
// Posting has a ceiling of "several hundred" a minute for the workspace; its real limit is the one per channel.
constexpr int posting = 200;
// Methods with a special, unpublished limit.
constexpr int special = 100;

constexpr bool json = true;
constexpr bool form = false;

using Scopes = std::array<std::string_view, 3>;
constexpr Scopes reads_conversations{"groups:read", "channels:read"};
constexpr Scopes reads_messages{"groups:history", "channels:history", "im:history"};

using enum Resend;

constexpr auto methods = std::to_array<MethodFacts>({
    {.method = "apps.connections.open",
     .calls_per_minute = tier3,
     .resend = safe,
     .accepts_json = json,
     .scopes = {"connections:write"},
     .token = Token::app},
    {.method = "auth.test", .calls_per_minute = special, .resend = safe, .accepts_json = json},
    {.method = "bookmarks.add",
     .calls_per_minute = tier2,
     .resend = look_first,
     .accepts_json = json,
     .scopes = {"bookmarks:write"}},
    {.method = "bookmarks.edit",
     .calls_per_minute = tier2,
     .resend = safe,
     .accepts_json = json,
     .scopes = {"bookmarks:write"}},
    {.method = "bookmarks.list",
     .calls_per_minute = tier3,
     .resend = safe,
     .accepts_json = json,
     .scopes = {"bookmarks:read"}},
    {.method = "chat.delete",
     .calls_per_minute = tier3,
     .resend = safe,
     .accepts_json = json,
     .scopes = {"chat:write"}},
    {.method = "chat.getPermalink", .calls_per_minute = special, .resend = safe, .accepts_json = form},
    {.method = "chat.postEphemeral",
     .calls_per_minute = tier4,
     .resend = never,
     .accepts_json = json,
     .scopes = {"chat:write"}},
    {.method = "chat.postMessage",
     .calls_per_minute = posting,
     .resend = look_first,
     .accepts_json = json,
     .scopes = {"chat:write"},
     .is_paced_per_channel = true},
    {.method = "chat.update",
     .calls_per_minute = tier3,
     .resend = safe,
     .accepts_json = json,
     .scopes = {"chat:write"}},
    {.method = "conversations.archive",
     .calls_per_minute = tier2,
     .resend = safe,
     .accepts_json = json,
     .scopes = {"groups:write"}},
    {.method = "conversations.create",
     .calls_per_minute = tier2,
     .resend = look_first,
     .accepts_json = json,
     .scopes = {"groups:write"}},
    {.method = "conversations.history",
     .calls_per_minute = tier3,
     .resend = safe,
     .accepts_json = json,
     .scopes = reads_messages},
    {.method = "conversations.info",
     .calls_per_minute = tier3,
     .resend = safe,
     .accepts_json = form,
     .scopes = reads_conversations},
    {.method = "conversations.invite",
     .calls_per_minute = tier3,
     .resend = safe,
     .accepts_json = json,
     .scopes = {"groups:write"}},
    {.method = "conversations.members",
     .calls_per_minute = tier4,
     .resend = safe,
     .accepts_json = form,
     .scopes = reads_conversations},
    {.method = "conversations.open",
     .calls_per_minute = tier3,
     .resend = safe,
     .accepts_json = json,
     .scopes = {"im:write"}},
    {.method = "conversations.replies",
     .calls_per_minute = tier3,
     .resend = safe,
     .accepts_json = form,
     .scopes = reads_messages},
    {.method = "conversations.setPurpose",
     .calls_per_minute = tier2,
     .resend = safe,
     .accepts_json = json,
     .scopes = {"groups:write"}},
    {.method = "conversations.setTopic",
     .calls_per_minute = tier2,
     .resend = safe,
     .accepts_json = json,
     .scopes = {"groups:write"}},
    {.method = "files.completeUploadExternal",
     .calls_per_minute = tier4,
     .resend = look_first,
     .accepts_json = json,
     .scopes = {"files:write"}},
    {.method = "files.getUploadURLExternal",
     .calls_per_minute = tier4,
     .resend = safe,
     .accepts_json = form,
     .scopes = {"files:write"}},
    {.method = "pins.add", .calls_per_minute = tier2, .resend = safe, .accepts_json = json, .scopes = {"pins:write"}},
    {.method = "pins.list", .calls_per_minute = tier2, .resend = safe, .accepts_json = form, .scopes = {"pins:read"}},
    {.method = "reactions.add",
     .calls_per_minute = tier3,
     .resend = safe,
     .accepts_json = json,
     .scopes = {"reactions:write"}},
    {.method = "usergroups.users.list",
     .calls_per_minute = tier2,
     .resend = safe,
     .accepts_json = form,
     .scopes = {"usergroups:read"}},
    {.method = "users.conversations",
     .calls_per_minute = tier3,
     .resend = safe,
     .accepts_json = form,
     .scopes = reads_conversations},
    {.method = "users.info", .calls_per_minute = tier4, .resend = safe, .accepts_json = form, .scopes = {"users:read"}},
    {.method = "users.lookupByEmail",
     .calls_per_minute = tier3,
     .resend = safe,
     .accepts_json = form,
     .scopes = {"users:read.email"}},
    {.method = "views.open", .calls_per_minute = tier4, .resend = never, .accepts_json = json},
    {.method = "views.publish", .calls_per_minute = tier4, .resend = safe, .accepts_json = json},
    {.method = "views.push", .calls_per_minute = tier4, .resend = never, .accepts_json = json},
    {.method = "views.update", .calls_per_minute = tier4, .resend = safe, .accepts_json = json},
});
static_assert(std::ranges::is_sorted(methods, {}, &MethodFacts::method));

} // namespace

MethodFacts method_facts(std::string_view method) {
    const auto* const found = std::ranges::lower_bound(methods, method, {}, &MethodFacts::method);
    if (found != methods.end() && found->method == method) return *found;
    return {.method = method, .calls_per_minute = tier2, .resend = look_first, .accepts_json = form};
}

std::span<const MethodFacts> known_methods() {
    return methods;
}

} // namespace holdfast::slack
