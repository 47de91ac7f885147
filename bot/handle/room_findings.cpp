#include "bot/handle/room_findings.hpp"

#include "bot/slack/room_actual.hpp"
#include "storage/rooms.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <string>
#include <utility>

namespace holdfast {

namespace {

constexpr std::size_t most_shown = 10;

slack::RoomActual actual_of(Desk& desk, const CaseId& rescue) {
    const auto room = find_room(desk.reader(), rescue);
    return room ? slack::room_actual_from(room->actual) : slack::RoomActual{};
}

/// A method that the workspace refuses, with Slack's error code.
using Refused = std::pair<std::string, std::string>;

render::Finding finding_of(const Refused& refused, const std::vector<std::string>& accounts) {
    const auto& [method, code] = refused;
    const bool is_unknown = code == "unknown_method" || code == "method_deprecated";
    const auto others = accounts.size() - 1;
    const auto whose = others == 0 ? fmt::format("the room of {} goes", accounts.front())
                                   : fmt::format("the rooms of {} and {} more go", accounts.front(), others);
    return {
        false,
        fmt::format("Slack {} {} ({}): {} without it", is_unknown ? "does not know" : "refuses", method, code, whose),
        is_unknown ? "do by hand what the card of the room names: this workspace cannot"
                   : "ask a workspace admin to allow it; until then do by hand what the card of the room names"};
}

std::string called(Desk& desk, const UserId& person) {
    const auto name = name_of(desk.reader(), person);
    return name.empty() ? person.value : name;
}

void add_unreached(Desk& desk, const Case& rescue, const slack::RoomActual& room,
                   std::vector<render::Finding>& findings) {
    const auto around = desk.around();
    for (const auto& [user, why] : room.failures) {
        const UserId person{user};
        if (around.is_gone(person)) continue;
        findings.push_back({false, fmt::format("rescue of {}: {} {}", rescue.account_name, called(desk, person), why),
                            "name somebody else, or mend it in Slack"});
    }
}

} // namespace

std::vector<render::Finding> findings_about_rooms(Desk& desk) {
    std::vector<render::Finding> findings;
    std::map<Refused, std::vector<std::string>> accounts_without;
    for (const auto& rescue : desk.book().all_open(desk.reader())) {
        const auto room = actual_of(desk, rescue->id);
        for (const auto& [method, code] : room.refused) {
            if (code != "missing_scope") accounts_without[{method, code}].push_back(rescue->account_name);
        }
        if (!room.trouble.empty()) {
            findings.push_back({false, fmt::format("room of {}: {}", rescue->account_name, room.trouble), {}});
        }
        add_unreached(desk, *rescue, room, findings);
    }
    std::vector<render::Finding> all;
    for (const auto& [refused, accounts] : accounts_without) all.push_back(finding_of(refused, accounts));
    std::ranges::move(findings, std::back_inserter(all));
    if (all.size() <= most_shown) return all;
    const auto left_out = all.size() - most_shown;
    all.resize(most_shown);
    all.push_back({false, fmt::format("{} more like these", left_out), "settle the first ones, then ask again"});
    return all;
}

bool is_inviting_refused(Desk& desk) {
    const auto rescues = desk.book().all_open(desk.reader());
    return std::ranges::any_of(rescues, [&](const auto& rescue) {
        return actual_of(desk, rescue->id).refused.contains("conversations.invite");
    });
}

} // namespace holdfast
