#pragma once

#include "playbooks/calendar/date_words.hpp"
#include "playbooks/calendar/zone.hpp"

#include <array>
#include <stdexcept>
#include <string>
#include <string_view>

/// Shorthand of the tests for zones, days and moments.
namespace holdfast::test {

inline const Zone& zone(std::string_view name) {
    const auto* found = find_zone(name);
    if (found == nullptr) throw std::runtime_error{"no such zone: " + std::string{name}};
    return *found;
}

inline Day day(std::string_view iso) {
    return parse_day(iso).value();
}

inline MinuteOfDay minute(std::string_view time) {
    return parse_time_of_day(time).value();
}

/// `2026-03-06 16:00` on the clocks of a zone.
inline Instant moment(std::string_view wall_time, std::string_view zone_name) {
    return at(day(wall_time.substr(0, 10)), minute(wall_time.substr(11)), zone(zone_name));
}

inline constexpr std::array<std::string_view, 4> zone_names{"Europe/Berlin", "America/New_York", "Pacific/Auckland",
                                                            "Europe/Lisbon"};

} // namespace holdfast::test
