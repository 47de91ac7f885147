#pragma once

#include "playbooks/calendar/instant.hpp"

#include <date/tz.h>

#include <chrono>
#include <span>
#include <string_view>

namespace holdfast {

/// An IANA time zone. It lives as long as the program, so that a pointer or reference to it never dangles.
using Zone = date::time_zone;
/// What a clock on the wall shows, without saying where the wall is.
using WallTime = date::local_time<Instant::duration>;

/// The zone with this IANA name (`Europe/Berlin`), or nullptr when the time zone database has no such zone.
/// @throws std::runtime_error when there is no time zone database at all.
[[nodiscard]] const Zone* find_zone(std::string_view name);

/// The first zone of these names that exists; nullptr when none does. For example (Q12) the zone of the sponsor,
/// else of the account, else of the manager, each of which may be empty.
[[nodiscard]] const Zone* first_known_zone(std::span<const std::string_view> names);

[[nodiscard]] WallTime to_wall_time(Instant instant, const Zone& zone);

/// The only way back from wall time. A time that the clocks jump over becomes the first instant after the gap; a time
/// that they show twice becomes the earlier of the two.
[[nodiscard]] Instant to_instant(WallTime wall_time, const Zone& zone);

[[nodiscard]] Day day_of(Instant instant, const Zone& zone);
/// Whole minutes on the clock since local midnight, 0…1439; on a day of a clock change not the minutes passed.
[[nodiscard]] MinuteOfDay minute_of_day(Instant instant, const Zone& zone);
/// When the clock shows `minute` on `day`; 24:00 is the midnight that ends the day. Settles as `to_instant`.
[[nodiscard]] Instant at(Day day, MinuteOfDay minute, const Zone& zone);

} // namespace holdfast
