#include "bot/picture/moment_words.hpp"

#include <fmt/format.h>

namespace holdfast::picture {

std::string day_and_month(Day day) {
    return fmt::format("{} {}", static_cast<unsigned>(date::year_month_day{day}.day()), date::format("%b", day));
}

std::string day_in_words(Day day) {
    return fmt::format("{} {}", day_and_month(day), static_cast<int>(date::year_month_day{day}.year()));
}

std::string moment_in_words(Instant at, const Zone& zone) {
    const auto minutes = date::floor<std::chrono::minutes>(to_wall_time(at, zone));
    return fmt::format("{}, {} ({})", day_in_words(day_of(at, zone)), date::format("%R", minutes), zone.name());
}

} // namespace holdfast::picture
