#pragma once

#include "playbooks/calendar/instant.hpp"
#include "playbooks/calendar/zone.hpp"

#include <bitset>
#include <chrono>
#include <set>
#include <string>

namespace holdfast {

/// Working days by weekday, counted like date::weekday::c_encoding: bit 0 is Sunday.
using Weekdays = std::bitset<7>;
inline constexpr Weekdays monday_to_friday{0b0111110};

/// When people work, in wall time; the zone is said with every question. One set of hours serves people in many zones.
///
/// All questions presuppose hours that pass `problem`; otherwise they throw std::logic_error rather than
/// search for a working day that never comes.
struct WorkingHours {
    MinuteOfDay start = std::chrono::hours{9};
    MinuteOfDay end = std::chrono::hours{17} + std::chrono::minutes{30}; ///< exclusive; at most 24:00
    Weekdays days = monday_to_friday;
    std::set<Day> holidays;

    bool operator==(const WorkingHours&) const = default;

    /// What makes these hours unusable, fit to show to a person; empty when they are fine.
    [[nodiscard]] std::string problem() const;

    [[nodiscard]] bool is_working_day(Day day) const;
    /// The first working day after `day`.
    [[nodiscard]] Day next_working_day(Day day) const;
    /// The last working day before `day`.
    [[nodiscard]] Day previous_working_day(Day day) const;
    /// The n-th working day after `day`, or before it for a negative n. For 0 the day itself, or the next working day
    /// when it is none: the answer is always a working day.
    [[nodiscard]] Day add_working_days(Day day, int n) const;
    /// How many working days lie after `from` and not after `to`; negative when `to` is the earlier one, so that
    /// swapping the two only changes the sign.
    [[nodiscard]] int working_days_between(Day from, Day to) const;

    /// When work starts and ends on a working day. Both are the same where a clock change swallows the hours.
    [[nodiscard]] Instant opening(Day day, const Zone& zone) const;
    [[nodiscard]] Instant closing(Day day, const Zone& zone) const;

    [[nodiscard]] bool is_working_instant(Instant instant, const Zone& zone) const;
    /// The same instant when it lies in working hours, otherwise the next opening.
    [[nodiscard]] Instant next_working_instant(Instant instant, const Zone& zone) const;
    /// The moment at which `amount` of working time has passed: Friday 16:00 and two hours make Monday 09:30.
    /// Work that exactly fills a day is done at its closing, not at the next opening. Time is real time: an hour
    /// that a clock change repeats inside working hours counts twice.
    /// @throws std::invalid_argument for a negative amount.
    [[nodiscard]] Instant add_working_time(Instant instant, std::chrono::minutes amount, const Zone& zone) const;
};

} // namespace holdfast
