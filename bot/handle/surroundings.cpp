#include "bot/handle/surroundings.hpp"

#include "bot/slack/mrkdwn.hpp"
#include "storage/slack_users.hpp"
#include "storage/unknown_colleagues.hpp"
#include "storage/user_groups.hpp"

#include <memory>
#include <unordered_map>
#include <vector>

namespace holdfast {

namespace {

std::optional<KnownUser> known(Connection& db, const UserId& user) {
    if (user.empty()) return std::nullopt;
    return user.value.contains('@') ? find_user_by_email(db, user.value) : find_user(db, user);
}

/// What the core asks about a colleague. It asks about the same few again and again while one case is drawn, and nobody
/// changes meanwhile: each is read once.
struct Colleague {
    const Zone* zone = nullptr;
    Presence presence = Presence::not_asked_yet;
    UserId known_as;
};

class Colleagues {
public:
    Colleagues(Connection& db, const Zone* company_zone) : db_{db}, company_zone_{company_zone} {}

    const Colleague& at(const UserId& user) {
        const auto known = read_.find(user);
        return known == read_.end() ? read_.emplace(user, read(user)).first->second : known->second;
    }

    std::vector<UserId> behind(const UserId& configured) {
        return slack::is_user_group(configured) ? members_of_group(db_, configured)
                                                : std::vector{at(configured).known_as};
    }

private:
    Colleague read(const UserId& user) {
        const auto found = known(db_, user);
        Colleague colleague{found ? find_zone(found->time_zone) : nullptr, Presence::not_asked_yet,
                            found ? found->id : user};
        if (colleague.zone == nullptr) colleague.zone = company_zone_;
        if (found && !found->deleted)
            colleague.presence = Presence::active;
        else if (is_unknown_colleague(db_, user))
            colleague.presence = Presence::unknown;
        else if (found)
            colleague.presence = Presence::deactivated;
        return colleague;
    }

    Connection& db_;
    const Zone* company_zone_;
    std::unordered_map<UserId, Colleague> read_;
};

} // namespace

Surroundings surroundings(Connection& db, const Rules& rules) {
    Surroundings around;
    around.policy = &rules.policy;
    around.catalog = &rules.catalog;
    // The surroundings are copied, and every question of every copy may be answered from what one of them read.
    const auto colleagues = std::make_shared<Colleagues>(db, rules.company_zone);
    around.zone_of = [colleagues](const UserId& user) { return colleagues->at(user).zone; };
    around.presence_of = [colleagues](const UserId& user) { return colleagues->at(user).presence; };
    around.known_as = [colleagues](const UserId& user) { return colleagues->at(user).known_as; };
    around.people_behind = [colleagues](const UserId& configured) { return colleagues->behind(configured); };
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
