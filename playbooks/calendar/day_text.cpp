#include "playbooks/calendar/day_text.hpp"

#include <fmt/format.h>

#include <array>

namespace holdfast {
namespace {

constexpr std::array<std::string_view, 7> weekday_names{"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                        "Thursday", "Friday", "Saturday"};
constexpr std::array<std::string_view, 12> month_names{"January",   "February", "March",    "April",
                                                       "May",       "June",     "July",     "August",
                                                       "September", "October",  "November", "December"};

std::string_view abbreviated(std::string_view name) {
    return name.substr(0, 3);
}

} // namespace

std::string format_day(Day day) {
    const date::year_month_day date{day};
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                       static_cast<unsigned>(date.day()));
}

std::string format_day_long(Day day) {
    const date::year_month_day date{day};
    return fmt::format("{} {} {} {}", abbreviated(weekday_name(date::weekday{day})), static_cast<unsigned>(date.day()),
                       abbreviated(month_name(date.month())), static_cast<int>(date.year()));
}

std::string format_minute_of_day(MinuteOfDay minute) {
    return fmt::format("{:02}:{:02}", minute.count() / 60, minute.count() % 60);
}

std::string_view weekday_name(date::weekday weekday) {
    return weekday_names.at(weekday.c_encoding());
}

std::string_view month_name(date::month month) {
    return month_names.at(static_cast<unsigned>(month) - 1);
}

} // namespace holdfast
