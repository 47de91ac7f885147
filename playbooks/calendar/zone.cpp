#include "playbooks/calendar/zone.hpp"

#include <stdexcept>

namespace holdfast {

const Zone* find_zone(std::string_view name) {
    // Outside the try: a missing database is a failure to start, not an unknown name.
    static_cast<void>(date::get_tzdb());
    try {
        return date::locate_zone(name);
    } catch (const std::runtime_error&) {
        return nullptr;
    }
}

const Zone* first_known_zone(std::span<const std::string_view> names) {
    for (const auto name : names) {
        if (const auto* zone = find_zone(name)) return zone;
    }
    return nullptr;
}

WallTime to_wall_time(Instant instant, const Zone& zone) {
    return zone.to_local(instant);
}

Instant to_instant(WallTime wall_time, const Zone& zone) {
    // For a time inside a gap the library answers with the end of the gap, whichever side is chosen.
    return zone.to_sys(wall_time, date::choose::earliest);
}

Day day_of(Instant instant, const Zone& zone) {
    return date::floor<date::days>(to_wall_time(instant, zone));
}

MinuteOfDay minute_of_day(Instant instant, const Zone& zone) {
    const auto wall_time = to_wall_time(instant, zone);
    return date::floor<std::chrono::minutes>(wall_time - date::floor<date::days>(wall_time));
}

Instant at(Day day, MinuteOfDay minute, const Zone& zone) {
    return to_instant(day + minute, zone);
}

} // namespace holdfast
