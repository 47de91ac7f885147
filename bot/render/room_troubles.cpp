#include "bot/render/room_troubles.hpp"

#include "bot/render/moments.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace holdfast::render {
namespace {

using slack::Mrkdwn;
using slack::operator""_mrkdwn;

constexpr std::size_t most_people = 5;
constexpr std::size_t most_refusals = 4;
constexpr std::size_t longest = 300;

/// What cannot be done without a method, and what people can do in its place.
struct Loss {
    std::string_view method;
    std::string_view what;
    std::string_view instead;
};
constexpr auto losses = std::to_array<Loss>({
    {"bookmarks.add", "put a bookmark to this card", "add it with + above the messages"},
    {"bookmarks.edit", "lead the bookmark to this card", "edit it by hand"},
    {"bookmarks.list", "put a bookmark to this card", "add it with + above the messages"},
    {"chat.getPermalink", "put a bookmark to this card", "add it with + above the messages"},
    {"conversations.archive", "archive this room", "archive it by hand"},
    {"conversations.create", "create the room", "ask a workspace admin to let Holdfast create private channels"},
    {"conversations.invite", "invite people", "invite the team by hand"},
    {"conversations.members", "see who is in this room", "type commands here, not elsewhere"},
    {"conversations.setPurpose", "set the purpose", "set it by hand"},
    {"conversations.setTopic", "set the topic", "read stage and next due here"},
    {"pins.add", "pin this card", "pin it by hand"},
});

Mrkdwn whose_fault(std::string_view code) {
    if (code == "missing_scope") return "a permission is missing, `/rescue doctor` says which"_mrkdwn;
    if (code == "unknown_method" || code == "method_deprecated") return "this workspace does not know how"_mrkdwn;
    return "this workspace does not allow it"_mrkdwn;
}

Mrkdwn refusal(const std::string& method, const std::string& code) {
    const auto* const known = std::ranges::find(losses, method, &Loss::method);
    const bool is_known = known != losses.end();
    return Mrkdwn::of("⚠️ I cannot {}: {} ({}). Try: {}.", is_known ? known->what : std::string_view{method},
                      whose_fault(code), Mrkdwn{code}.cut(40), is_known ? known->instead : "ask a workspace admin");
}

Mrkdwn people(const Case& state, const slack::RoomActual& room, const Surroundings& around) {
    std::vector<Mrkdwn> lines;
    for (const auto& [user, why] : room.failures) {
        lines.push_back(Mrkdwn::of("{} {}", slack::mention(UserId{user}).cut(60), Mrkdwn{why}.cut(70)));
    }
    // Nobody else would notice: nothing reaches an address that no colleague has. One that is still asked about may
    // have one.
    for (const UserId& user : state.team()) {
        if (around.presence_of(user) != Presence::unknown || room.failures.contains(user.value)) continue;
        lines.push_back(Mrkdwn::of("{} is not found in Slack", slack::mention(user).cut(80)));
    }
    if (lines.empty()) return {};
    const std::size_t beyond = lines.size() - std::min(lines.size(), most_people);
    lines.resize(lines.size() - beyond);
    if (beyond > 0) lines.push_back(Mrkdwn::of("and {} more", counted(beyond, "other")));
    return Mrkdwn::of("⚠️ Not reached, name others or mend it: {}", slack::joined(lines, "; "_mrkdwn));
}

} // namespace

std::vector<Mrkdwn> room_troubles(const Case& state, const slack::RoomActual& room, const Surroundings& around) {
    std::vector<Mrkdwn> lines;
    if (!room.trouble.empty()) lines.push_back(Mrkdwn::of("⚠️ {}", Mrkdwn{room.trouble}.cut(longest)));
    if (const Mrkdwn missing = people(state, room, around); !missing.empty()) lines.push_back(missing);
    std::size_t shown = 0;
    for (const auto& [method, code] : room.refused) {
        if (shown++ == most_refusals) break;
        lines.push_back(refusal(method, code).cut(longest));
    }
    if (room.refused.size() > most_refusals) {
        lines.push_back(Mrkdwn::of("and {} that I cannot do; `/rescue doctor` says why",
                                   counted(room.refused.size() - most_refusals, "other thing")));
    }
    return lines;
}

} // namespace holdfast::render
