#pragma once

#include "playbooks/calendar/zone.hpp"

#include <string>

/// Days and moments as a picture has to say them: written out, with their zone, since nothing translates them for the
/// reader.
namespace holdfast::picture {

/// `3 Mar`
[[nodiscard]] std::string day_and_month(Day day);
/// `3 Mar 2026`
[[nodiscard]] std::string day_in_words(Day day);
/// `3 Mar 2026, 09:12 (Europe/Berlin)`
[[nodiscard]] std::string moment_in_words(Instant at, const Zone& zone);

} // namespace holdfast::picture
