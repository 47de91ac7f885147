#pragma once

#include "playbooks/calendar/instant.hpp"

#include <string>
#include <string_view>

namespace holdfast {

/// `2026-03-03`: files, the database, commands.
[[nodiscard]] std::string format_day(Day day);
/// `Tue 3 Mar 2026`: for people.
[[nodiscard]] std::string format_day_long(Day day);
/// `14:30`; `24:00` for the end of a day.
[[nodiscard]] std::string format_minute_of_day(MinuteOfDay minute);

/// `Saturday`
[[nodiscard]] std::string_view weekday_name(date::weekday weekday);
/// `February`
[[nodiscard]] std::string_view month_name(date::month month);

} // namespace holdfast
