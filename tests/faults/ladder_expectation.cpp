#include "tests/faults/ladder_expectation.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace holdfast::faults {

namespace {

constexpr std::int64_t minute = 60'000;
constexpr std::int64_t hour = 60 * minute;
constexpr std::int64_t day = 24 * hour;
constexpr std::int64_t berlin = hour;

std::int64_t midnight(std::int64_t local) {
    return local - local % day;
}

/// 0 is Thursday, as on 1 January 1970.
bool is_working_day(std::int64_t local) {
    const auto weekday = local / day % 7;
    return weekday != 2 && weekday != 3;
}

} // namespace

std::vector<std::string> expected_rungs(std::int64_t opened, std::int64_t until) {
    const std::int64_t local = opened + berlin;
    const std::int64_t of_day = local - midnight(local);
    if (!is_working_day(local) || of_day < 9 * hour || of_day > 15 * hour) return {};

    std::vector<std::string> keys;
    std::int64_t starts = local;
    for (int count = 1; starts <= until + berlin; ++count) {
        const std::int64_t today = midnight(starts);
        const auto last_call = today + 16 * hour + 30 * minute;
        const auto first = starts + 90 * minute;
        const auto second = std::max(today + 14 * hour + 30 * minute, starts + 3 * hour);
        auto next = today + day;
        while (!is_working_day(next)) next += day;
        next += 9 * hour;
        const auto add = [&](int rung, std::int64_t due) {
            if (due < until + berlin) keys.push_back(fmt::format("call/{}/d{}/r{}", opened / 1'000, count, rung));
        };
        if (first < last_call) add(1, first);
        if (first < second && second < last_call) add(2, second);
        add(3, last_call);
        add(4, today + 17 * hour + 30 * minute);
        add(5, next);
        starts = next;
    }
    return keys;
}

} // namespace holdfast::faults
