#include "bot/decode/slack_user.hpp"

#include <nlohmann/json.hpp>

#include <string>

namespace holdfast {

namespace {

using nlohmann::json;

const json& part(const json& object, const char* key) {
    static const json nothing;
    if (!object.is_object()) return nothing;
    const auto found = object.find(key);
    return found == object.end() ? nothing : *found;
}

std::string text(const json& object, const char* key) {
    const json& value = part(object, key);
    return value.is_string() ? value.get<std::string>() : std::string{};
}

bool flag(const json& object, const char* key) {
    return part(object, key) == true;
}

bool is_outsider(const json& user, std::string_view own_team) {
    if (flag(user, "is_stranger")) return true;
    const std::string team = text(user, "team_id");
    // Within one organisation people of several workspaces work together.
    const bool is_of_organisation = part(user, "enterprise_user").is_object();
    return !own_team.empty() && !team.empty() && team != own_team && !is_of_organisation;
}

} // namespace

std::optional<KnownUser> known_user_from(const json& user, std::string_view own_team, Instant now) {
    const json& profile = part(user, "profile");
    KnownUser known;
    known.id = UserId{text(user, "id")};
    if (known.id.empty()) return std::nullopt;
    known.email = text(profile, "email");
    known.time_zone = text(user, "tz");
    known.deleted = flag(user, "deleted");
    // Slack's own bot says of itself that it is none (contract, section 16).
    known.is_bot = flag(user, "is_bot") || known.id.value == "USLACKBOT";
    known.outsider = is_outsider(user, own_team);
    known.fetched_at = now;
    for (const std::string& name :
         {text(profile, "real_name"), text(user, "real_name"), text(profile, "display_name"), text(user, "name")})
        if (known.name.empty()) known.name = name;
    return known;
}

std::string_view unfit_because(const KnownUser& user) {
    if (user.is_bot) return "is an app, not a person";
    if (user.deleted) return "is deactivated in Slack";
    if (user.outsider) return "belongs to another organisation";
    return {};
}

} // namespace holdfast
