#include "bot/handle/room_findings.hpp"

#include "bot/handle/doctor_findings.hpp"
#include "bot/slack/room_actual.hpp"
#include "storage/rooms.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace holdfast {

namespace {

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

/// A trouble says by itself what to do about it, except where no room could be created.
render::Finding finding_about(const Case& rescue, std::string_view trouble) {
    constexpr std::string_view advice = " Try: ";
    const auto at = trouble.find(advice);
    const auto fix = at == std::string_view::npos
                         ? std::string_view{"ask a workspace admin to let Holdfast create private channels; it tries "
                                            "again every hour"}
                         : trouble.substr(at + advice.size());
    return {false, fmt::format("room of {}: {}", rescue.account_name, trouble.substr(0, at)), std::string{fix}};
}

void add_unreached(Desk& desk, const Case& rescue, const slack::RoomActual& room,
                   std::vector<render::Finding>& findings) {
    const auto around = desk.around();
    for (const auto& [user, why] : room.failures) {
        const UserId person{user};
        if (around.is_gone(person)) continue;
        findings.push_back(
            {false, fmt::format("rescue of {}: {} {}", rescue.account_name, called_in_findings(desk, person), why),
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
        if (!room.trouble.empty()) findings.push_back(finding_about(*rescue, room.trouble));
        add_unreached(desk, *rescue, room, findings);
    }
    std::vector<render::Finding> all;
    for (const auto& [refused, accounts] : accounts_without) all.push_back(finding_of(refused, accounts));
    std::ranges::move(findings, std::back_inserter(all));
    return first_ten(std::move(all));
}

bool is_inviting_refused(Desk& desk) {
    const auto rescues = desk.book().all_open(desk.reader());
    return std::ranges::any_of(rescues, [&](const auto& rescue) {
        return actual_of(desk, rescue->id).refused.contains("conversations.invite");
    });
}

} // namespace holdfast
