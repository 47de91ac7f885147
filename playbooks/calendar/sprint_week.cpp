#include "playbooks/calendar/sprint_week.hpp"

#include <algorithm>

namespace holdfast {

int sprint_week(Instant opened, Instant now, const Zone& zone) {
    const auto days = std::max((day_of(now, zone) - day_of(opened, zone)).count(), 0);
    return days / 7 + 1;
}

} // namespace holdfast
