#include "playbooks/calendar/sponsor_call_due.hpp"

#include "playbooks/calendar/day_text.hpp"
#include "playbooks/wording/duration.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace holdfast {
namespace {

/// `1 minute was left`, `8 hours 48 minutes were left`
std::string time_left_in_words(std::chrono::minutes left) {
    return fmt::format("{} {} left", duration_in_words(left), left == std::chrono::minutes{1} ? "was" : "were");
}

std::string why_no_working_day(Day day, const WorkingHours& hours) {
    if (hours.holidays.contains(day)) return fmt::format("{} is a holiday for the sponsor", format_day_long(day));
    return fmt::format("it is {} for the sponsor", weekday_name(date::weekday{day}));
}

std::string why_too_late(std::chrono::minutes left) {
    if (left <= left.zero()) return "the sponsor's day was already over";
    return fmt::format("only {} of the sponsor's day", time_left_in_words(left));
}

SponsorCallDue on_the_next_working_day(Day day, const Zone& zone, const WorkingHours& hours,
                                       const SponsorCallRules& rules, std::string reason) {
    const auto call_day = hours.next_working_day(day);
    const auto opening = hours.opening(call_day, zone);
    const auto close = at(call_day, rules.close_of_day, zone);
    return {.due = std::min<Instant>(opening + rules.first_hours, close),
            .window_start = opening,
            .call_day = call_day,
            .same_day = false,
            .reason = std::move(reason)};
}

} // namespace

SponsorCallDue sponsor_call_due(Instant trip, const Zone& zone, const WorkingHours& hours,
                                const SponsorCallRules& rules) {
    const auto day = day_of(trip, zone);
    if (!hours.is_working_day(day)) {
        return on_the_next_working_day(day, zone, hours, rules, why_no_working_day(day, hours));
    }
    const auto close = at(day, rules.close_of_day, zone);
    const auto left = date::floor<std::chrono::minutes>(close - trip);
    if (left < rules.minutes_left) return on_the_next_working_day(day, zone, hours, rules, why_too_late(left));
    return {.due = close,
            .window_start = std::max(trip, hours.opening(day, zone)),
            .call_day = day,
            .same_day = true,
            .reason = fmt::format("{} of the sponsor's day", time_left_in_words(left))};
}

} // namespace holdfast
