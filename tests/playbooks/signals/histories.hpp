#pragma once

#include "playbooks/calendar/as_of.hpp"
#include "playbooks/calendar/date_words.hpp"
#include "playbooks/signals/account_history.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

/// Shorthand of the tests for what is on record about an account.
namespace holdfast::test {

inline Day day(std::string_view iso) {
    return parse_day(iso).value();
}

/// Noon in Berlin on the day.
inline Instant noon(Day day) {
    return at(day, std::chrono::hours{12}, *find_zone("Europe/Berlin"));
}

inline AsOf as_of(Day day) {
    return {noon(day), find_zone("Europe/Berlin")};
}

/// The months before March 2026, oldest first; the last two of them are January and February 2026.
struct MonthBefore {
    std::int64_t cents;
    int orders = 1;
};
inline AccountHistory with_months_before_march_2026(const std::vector<MonthBefore>& months) {
    AccountHistory history;
    auto month = date::year{2026} / date::March - date::months{static_cast<int>(months.size())};
    for (const auto& [cents, orders] : months) {
        history.order_months.push_back({month, Money{cents}, orders});
        month += date::months{1};
    }
    return history;
}

/// `usual` for a number of months, then January and February 2026.
inline AccountHistory with_usual_then(MonthBefore usual, MonthBefore january, MonthBefore february,
                                      std::size_t usual_months = 12) {
    std::vector<MonthBefore> months(usual_months, usual);
    months.push_back(january);
    months.push_back(february);
    return with_months_before_march_2026(months);
}

} // namespace holdfast::test
