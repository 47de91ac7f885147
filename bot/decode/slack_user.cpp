#include "bot/decode/slack_user.hpp"

#include "bot/slack/json_members.hpp"

#include <nlohmann/json.hpp>

#include <string>

namespace holdfast {

namespace {

using nlohmann::json;

bool is_outsider(const json& user, const Workspace& home) {
    if (is_true(user, "is_stranger")) return true;
    const std::string team = text_member(user, "team_id");
    // Within one organisation people of several workspaces work together.
    const std::string organisation = text_member(member(user, "enterprise_user"), "enterprise_id");
    const bool is_of_organisation = !home.enterprise.empty() && organisation == home.enterprise;
    const bool is_home_known = !home.team.empty() || !home.enterprise.empty();
    return is_home_known && !team.empty() && team != home.team && !is_of_organisation;
}

} // namespace

std::optional<KnownUser> known_user_from(const json& user, const Workspace& home, Instant now) {
    const json& profile = member(user, "profile");
    KnownUser known;
    known.id = UserId{text_member(user, "id")};
    if (known.id.empty()) return std::nullopt;
    known.email = text_member(profile, "email");
    known.time_zone = text_member(user, "tz");
    known.deleted = is_true(user, "deleted");
    // Slack's own bot says of itself that it is none (contract, section 16).
    known.is_bot = is_true(user, "is_bot") || known.id.value == "USLACKBOT";
    known.outsider = is_outsider(user, home);
    known.fetched_at = now;
    for (const std::string& name : {text_member(profile, "real_name"), text_member(user, "real_name"),
                                    text_member(profile, "display_name"), text_member(user, "name")})
        if (known.name.empty()) known.name = name;
    return known;
}

} // namespace holdfast
