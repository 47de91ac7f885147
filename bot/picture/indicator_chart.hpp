#pragma once

#include "playbooks/calendar/zone.hpp"

#include <string>
#include <vector>

namespace holdfast::picture {

/// A leading indicator with what was logged of it (S1-07).
struct ChartIndicator {
    struct Point {
        Instant at;
        double value = 0; ///< finite
    };
    std::string name;
    double target = 0;
    bool at_most = false;      ///< the target is not to be exceeded; else it is to be reached
    std::vector<Point> points; ///< oldest first

    [[nodiscard]] bool on_target(double value) const { return at_most ? value <= target : value >= target; }
};

struct IndicatorChart {
    std::string account_name;
    Instant opened_at;          ///< week 1 begins on this day
    Instant as_of;              ///< the chart ends with this week, the earliest with week 8
    const Zone* zone = nullptr; ///< whose days and weeks these are; never null
    std::vector<ChartIndicator> indicators;
};

/// A PNG, 1600 pixels wide: each indicator's values by week of the rescue against its target, one above the other. At
/// most six indicators and the latest 26 weeks.
[[nodiscard]] std::string draw(const IndicatorChart& chart);

/// The same in words, with the numbers.
[[nodiscard]] std::string alt_text(const IndicatorChart& chart);

} // namespace holdfast::picture
