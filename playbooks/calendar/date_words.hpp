#pragma once

#include "playbooks/calendar/instant.hpp"

#include <expected>
#include <string>
#include <string_view>

namespace holdfast {

/// Reads a day as files carry it: `2026-03-04`, nothing shorter and nothing around it.
/// @return the day, or what is wrong with the text, fit to show to a person.
[[nodiscard]] std::expected<Day, std::string> parse_day(std::string_view text);

/// Reads a date as people type it (grammar of /rescue, "date"): `today`, `tomorrow`, `mon`…`sun` or `monday`…`sunday`,
/// `2026-03-04`, `+3d`, `+2w`. Upper and lower case are the same.
///
/// A weekday is its next occurrence after today: on a Friday, `fri` is a week away, since today has its own word.
/// @param today the day where the person who typed is.
[[nodiscard]] std::expected<Day, std::string> parse_date_word(std::string_view text, Day today);

/// Reads a time as people type it (grammar of /rescue, "time"): `14:30`, `2pm`, `9:05am`.
[[nodiscard]] std::expected<MinuteOfDay, std::string> parse_time_of_day(std::string_view text);

} // namespace holdfast
