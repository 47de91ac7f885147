#include "playbooks/calendar/working_time.hpp"

#include <algorithm>
#include <stdexcept>

namespace holdfast {
namespace {

constexpr date::days one_day{1};

void require_usable(const WorkingHours& hours) {
    if (const auto problem = hours.problem(); !problem.empty()) throw std::logic_error{problem};
}

Day neighbouring_working_day(const WorkingHours& hours, Day day, date::days direction) {
    require_usable(hours);
    do {
        day += direction;
    } while (!hours.is_working_day(day));
    return day;
}

} // namespace

std::string WorkingHours::problem() const {
    constexpr MinuteOfDay midnight = std::chrono::hours{24};
    if (days.none()) return "Working hours need at least one working day a week.";
    if (start < MinuteOfDay::zero() || end > midnight) return "Working hours lie between 00:00 and 24:00.";
    if (start >= end) return "Working hours must end later than they start.";
    return {};
}

bool WorkingHours::is_working_day(Day day) const {
    return days.test(date::weekday{day}.c_encoding()) && !holidays.contains(day);
}

Day WorkingHours::next_working_day(Day day) const {
    return neighbouring_working_day(*this, day, one_day);
}

Day WorkingHours::previous_working_day(Day day) const {
    return neighbouring_working_day(*this, day, -one_day);
}

Day WorkingHours::add_working_days(Day day, int n) const {
    if (n == 0) return is_working_day(day) ? day : next_working_day(day);
    for (; n > 0; --n) day = next_working_day(day);
    for (; n < 0; ++n) day = previous_working_day(day);
    return day;
}

int WorkingHours::working_days_between(Day from, Day to) const {
    if (to < from) return -working_days_between(to, from);
    int count = 0;
    for (auto day = from + one_day; day <= to; day += one_day) count += is_working_day(day) ? 1 : 0;
    return count;
}

Instant WorkingHours::opening(Day day, const Zone& zone) const {
    return at(day, start, zone);
}

Instant WorkingHours::closing(Day day, const Zone& zone) const {
    return at(day, end, zone);
}

bool WorkingHours::is_working_instant(Instant instant, const Zone& zone) const {
    const auto day = day_of(instant, zone);
    return is_working_day(day) && opening(day, zone) <= instant && instant < closing(day, zone);
}

Instant WorkingHours::next_working_instant(Instant instant, const Zone& zone) const {
    require_usable(*this);
    for (auto day = add_working_days(day_of(instant, zone), 0);; day = next_working_day(day)) {
        const auto candidate = std::max(instant, opening(day, zone));
        if (candidate < closing(day, zone)) return candidate;
    }
}

Instant WorkingHours::add_working_time(Instant instant, std::chrono::minutes amount, const Zone& zone) const {
    if (amount < amount.zero()) throw std::invalid_argument{"working time cannot be added backwards"};
    auto reached = next_working_instant(instant, zone);
    Instant::duration remaining = amount;
    while (true) {
        const auto left_today = closing(day_of(reached, zone), zone) - reached;
        if (remaining <= left_today) return reached + remaining;
        remaining -= left_today;
        reached = next_working_instant(reached + left_today, zone);
    }
}

} // namespace holdfast
