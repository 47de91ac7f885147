#include "bot/handle/surroundings.hpp"

#include "storage/slack_users.hpp"

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
    around.is_deactivated = [&db](const UserId& user) {
        const auto found = known(db, user);
        return found && found->deleted;
    };
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
