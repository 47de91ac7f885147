#include "playbooks/wording/duration.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <string_view>

namespace holdfast {

namespace {

std::string counted(std::int64_t count, std::string_view unit) {
    return fmt::format("{} {}{}", count, unit, count == 1 ? "" : "s");
}

std::string in_two_units(std::int64_t large, std::string_view large_unit, std::int64_t small,
                         std::string_view small_unit) {
    auto text = counted(large, large_unit);
    if (small > 0) text += ' ' + counted(small, small_unit);
    return text;
}

} // namespace

std::string duration_in_words(std::chrono::milliseconds span) {
    const std::int64_t minutes =
        std::max<std::int64_t>(std::chrono::duration_cast<std::chrono::minutes>(span).count(), 0);
    if (minutes < 120) return counted(minutes, "minute");
    const auto hours = minutes / 60;
    if (hours < 48) return in_two_units(hours, "hour", minutes % 60, "minute");
    return in_two_units(hours / 24, "day", hours % 24, "hour");
}

} // namespace holdfast
