#pragma once

#include "playbooks/calendar/instant.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace holdfast::picture {

/// What an account ordered, month by month, against what is usual (S0-13).
struct OrderTrend {
    struct Month {
        date::year_month month;
        double amount = 0; ///< in units of the currency
        bool running = false;
    };
    /// From how far below usual on a stage of decline is reached, in percent; ascending.
    struct Bands {
        double shift = 10;
        double distancing = 20;
        double crisis = 40;
    };
    std::string account_name;
    std::string currency;        ///< ISO 4217, may be empty
    std::vector<Month> months;   ///< oldest first, without gaps
    std::optional<double> usual; ///< a month; none: not known yet
    Bands bands;
    std::string as_of; ///< in words, with its time zone
};

/// A PNG, 1600 pixels wide.
[[nodiscard]] std::string draw(const OrderTrend& trend);

/// The same in words, with the numbers.
[[nodiscard]] std::string alt_text(const OrderTrend& trend);

} // namespace holdfast::picture
