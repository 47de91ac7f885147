#include "bot/handle/surroundings.hpp"

#include "storage/slack_users.hpp"
#include "storage/unknown_colleagues.hpp"

namespace holdfast {

namespace {

std::optional<KnownUser> known(Connection& db, const UserId& user) {
    if (user.empty()) return std::nullopt;
    return user.value.contains('@') ? find_user_by_email(db, user.value) : find_user(db, user);
}

} // namespace

Surroundings surroundings(Connection& db, const Rules& rules) {
    Surroundings around;
    around.policy = &rules.policy;
    around.catalog = &rules.catalog;
    around.zone_of = [&db, company = rules.company_zone](const UserId& user) {
        const auto found = known(db, user);
        const auto* zone = found ? find_zone(found->time_zone) : nullptr;
        return zone == nullptr ? company : zone;
    };
    around.presence_of = [&db](const UserId& user) {
        const auto found = known(db, user);
        if (found && !found->deleted) return Presence::active;
        if (is_unknown_colleague(db, user)) return Presence::unknown;
        return found ? Presence::deactivated : Presence::not_asked_yet;
    };
    around.known_as = [&db](const UserId& user) { return resolved(db, user); };
    return around;
}

std::string name_of(Connection& db, const UserId& user) {
    const auto found = known(db, user);
    return found ? found->name : std::string{};
}

UserId resolved(Connection& db, const UserId& user) {
    if (!user.value.contains('@')) return user;
    const auto found = find_user_by_email(db, user.value);
    return found ? found->id : user;
}

} // namespace holdfast
