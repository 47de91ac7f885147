#pragma once

#include "playbooks/calendar/zone.hpp"

namespace holdfast {

/// The week of the sprint, counting from 1 (S0-28). A week is seven local days, whatever the clocks do: the number
/// changes at local midnight, and weeks after the eighth count on. Before the opening it is 1.
[[nodiscard]] int sprint_week(Instant opened, Instant now, const Zone& zone);

} // namespace holdfast
