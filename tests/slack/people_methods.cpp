#include "tests/slack/arguments.hpp"
#include "tests/slack/shapes.hpp"
#include "tests/slack/web_api.hpp"

#include <fmt/format.h>

#include <array>
#include <ranges>

namespace holdfast::slack_double {

using nlohmann::json;

namespace {

json auth_test(Workspace& workspace, const json& /*arguments*/) {
    const Settings& settings = workspace.settings;
    return success({{"url", fmt::format("https://{}.slack.com/", settings.team_domain)},
                    {"team", settings.team_name},
                    {"user", settings.bot_name},
                    {"team_id", settings.team_id},
                    {"user_id", settings.bot_user},
                    {"bot_id", settings.bot_id},
                    {"is_enterprise_install", false}});
}

json users_info(Workspace& workspace, const json& arguments) {
    const User* const person = workspace.user(text_argument(arguments, "user"));
    if (person == nullptr) return refusal("user_not_found");
    json shape = user_json(workspace, *person);
    if (flag_argument(arguments, "include_locale")) shape["locale"] = "en-US";
    return success({{"user", shape}});
}

json lookup_by_email(Workspace& workspace, const json& arguments) {
    const std::string email = text_argument(arguments, "email");
    for (const User& person : std::views::values(workspace.users)) {
        if (!email.empty() && person.email == email && !person.deleted) {
            return success({{"user", user_json(workspace, person)}});
        }
    }
    return refusal("users_not_found");
}

json group_members(Workspace& workspace, const json& arguments) {
    const auto found = workspace.user_groups.find(text_argument(arguments, "usergroup"));
    if (found == workspace.user_groups.end()) return refusal("no_such_subteam");
    return success({{"users", found->second}});
}

constexpr std::array methods{
    Method{"auth.test", true, {}, auth_test},
    Method{"users.info", false, {Needs::Verb::scope, "users:read"}, users_info},
    Method{"users.lookupByEmail", false, {Needs::Verb::scope, "users:read.email"}, lookup_by_email},
    Method{"usergroups.users.list", false, {Needs::Verb::scope, "usergroups:read"}, group_members},
};

} // namespace

std::span<const Method> people_methods() {
    return methods;
}

} // namespace holdfast::slack_double
