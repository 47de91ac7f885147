#pragma once

#include "playbooks/calendar/zone.hpp"

namespace holdfast {

/// The moment for which something is evaluated, and the zone whose days and months count. Later facts are ignored,
/// so that a past day can be evaluated as it stood.
struct AsOf {
    Instant instant;
    const Zone* zone; ///< never nullptr

    [[nodiscard]] Day today() const { return day_of(instant, *zone); }
    /// Whole days from the day of `earlier` to today; negative for a later day.
    [[nodiscard]] int days_since(Instant earlier) const {
        return static_cast<int>((today() - day_of(earlier, *zone)).count());
    }
};

} // namespace holdfast
