#include "bot/handle/room_findings.hpp"

#include "bot/handle/doctor_findings.hpp"
#include "bot/slack/room_actual.hpp"
#include "storage/accounts.hpp"
#include "storage/cases.hpp"
#include "storage/rooms.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <ranges>
#include <string>
#include <string_view>
#include <utility>

namespace holdfast {

namespace {

slack::RoomActual actual_of(Desk& desk, const CaseId& rescue) {
    const auto room = find_room(desk.reader(), rescue);
    return room ? slack::room_actual_from(room->actual) : slack::RoomActual{};
}

/// The room that was made last for a rescue that is over.
struct LastRoom {
    std::string account_name;
    slack::RoomActual actual;
};

/// Until the room of an open rescue has tried, nobody knows better what the workspace refuses than the last room did.
/// @return nothing where one has: a room that does without something says so itself
std::optional<LastRoom> last_room_that_knows(Desk& desk) {
    auto& db = desk.reader();
    const auto rescues = desk.book().all_open(db);
    const bool is_known = std::ranges::any_of(rescues, [&](const auto& rescue) {
        const auto room = actual_of(desk, rescue->id);
        return !room.members_tried.empty() || !room.refused.empty();
    });
    if (is_known) return std::nullopt;
    const auto cases = list_cases(db);
    for (const auto& one : std::views::reverse(cases)) {
        const auto room = one.open ? std::nullopt : find_room(db, one.id);
        if (!room || !room->channel) continue;
        const auto account = find_account(db, one.account);
        return LastRoom{account ? account->name : one.account.value, slack::room_actual_from(room->actual)};
    }
    return std::nullopt;
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
    if (const auto last = last_room_that_knows(desk)) {
        for (const auto& [method, code] : last->actual.refused) {
            if (code != "missing_scope") accounts_without[{method, code}].push_back(last->account_name);
        }
    }
    std::vector<render::Finding> all;
    for (const auto& [refused, accounts] : accounts_without) all.push_back(finding_of(refused, accounts));
    std::ranges::move(findings, std::back_inserter(all));
    return first_ten(std::move(all));
}

bool is_inviting_refused(Desk& desk) {
    const auto rescues = desk.book().all_open(desk.reader());
    constexpr const char* inviting = "conversations.invite";
    const bool is_open_room_refused = std::ranges::any_of(
        rescues, [&](const auto& rescue) { return actual_of(desk, rescue->id).refused.contains(inviting); });
    if (is_open_room_refused) return true;
    const auto last = last_room_that_knows(desk);
    return last && last->actual.refused.contains(inviting);
}

} // namespace holdfast
