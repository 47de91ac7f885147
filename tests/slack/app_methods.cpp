#include "tests/slack/web_api.hpp"

#include <algorithm>
#include <array>

namespace holdfast::slack_double {

using nlohmann::json;

namespace {

json connections_open(Workspace& workspace, const json& /*arguments*/) {
    const std::string needed = "connections:write";
    if (std::ranges::find(workspace.settings.app_scopes, needed) == workspace.settings.app_scopes.end()) {
        json answer = refusal("missing_scope");
        answer["needed"] = needed;
        return answer;
    }
    const std::string ticket = workspace.next_id("T");
    workspace.socket_tickets.insert(ticket);
    return success({{"url", workspace.socket_url + "?ticket=" + ticket + "&app_id=" + workspace.settings.app_id}});
}

constexpr std::array methods{
    Method{"apps.connections.open", true, {}, connections_open, true},
};

} // namespace

std::span<const Method> app_methods() {
    return methods;
}

} // namespace holdfast::slack_double
