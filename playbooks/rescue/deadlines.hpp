#pragma once

#include "playbooks/rescue/policy.hpp"

/// What a day means as a deadline.
namespace holdfast {

/// `due:fri` lasts until the end of that person's working day, wherever they are: a step, a row of the plan, the end of
/// a service.
[[nodiscard]] inline Instant end_of_working_day(Day day, const UserId& person, const Surroundings& around) {
    return around.policy->working_hours.closing(day, *around.zone_of(person));
}

} // namespace holdfast
