#include "playbooks/rescue/unfit.hpp"

namespace holdfast {

std::string_view unfit_because(const KnownUser& user) {
    if (user.is_bot) return "is an app, not a person";
    if (user.deleted) return "is deactivated in Slack";
    if (user.outsider) return "belongs to another organisation";
    return {};
}

} // namespace holdfast
