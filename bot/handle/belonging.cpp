#include "bot/handle/belonging.hpp"

#include <utility>

namespace holdfast {

boost::asio::awaitable<Belonging> belonging_of(Desk& desk, UserId who, std::string team) {
    if (who.empty()) co_return Belonging::unknown;
    const auto known = find_user(desk.reader(), who);
    if (known && known->outsider) co_return Belonging::outsider;
    const auto home = desk.home();
    const bool is_of_home = !home.team.empty() && team == home.team;
    // Within an organisation people of several workspaces work together; who they are is on record, or Slack says it.
    const bool is_alone = !home.team.empty() && home.enterprise.empty();
    if (is_alone && !team.empty() && !is_of_home) co_return Belonging::outsider;
    if (known || is_of_home) co_return Belonging::colleague;
    const auto identity = co_await desk.look_up(std::move(who));
    if (identity) co_return identity->outsider ? Belonging::outsider : Belonging::colleague;
    co_return identity.error() == NotIdentified::nobody ? Belonging::outsider : Belonging::unknown;
}

} // namespace holdfast
