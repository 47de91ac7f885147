#pragma once

#include "playbooks/calendar/instant.hpp"

#include <string>

/// How numbers read in the sentences about signals.
namespace holdfast {

/// `12 %`, `10.1 %`: one decimal where it is not zero.
[[nodiscard]] std::string percent_in_words(double percent);
/// `42,000`: whole units.
[[nodiscard]] std::string amount_in_words(double amount);
/// `4`, `3.5`
[[nodiscard]] std::string count_in_words(double count);
/// `1 day`, `12 days`
[[nodiscard]] std::string days_in_words(int days);

/// Days and months are kept among the numbers of a signal as 20260304 and 202603.
[[nodiscard]] double as_number(Day day);
[[nodiscard]] double as_number(date::year_month month);
[[nodiscard]] Day day_from_number(double number);
[[nodiscard]] date::year_month month_from_number(double number);

} // namespace holdfast
