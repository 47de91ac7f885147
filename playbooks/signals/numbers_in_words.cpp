#include "playbooks/signals/numbers_in_words.hpp"

#include "playbooks/accounts/money.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace holdfast {
namespace {

std::string with_one_decimal_at_most(double number) {
    auto text = fmt::format("{:.1f}", number);
    if (text.ends_with(".0")) text.resize(text.size() - 2);
    return text;
}

date::year_month month_from_digits(long digits) {
    return date::year{static_cast<int>(digits / 100)} / date::month{static_cast<unsigned>(digits % 100)};
}

} // namespace

std::string percent_in_words(double percent) {
    return with_one_decimal_at_most(percent) + " %";
}

std::string amount_in_words(double amount) {
    constexpr double most = 9e16; // in whole units, so that the cents can be counted
    return format_money(Money{std::llround(std::clamp(amount, -most, most)) * 100}, "");
}

std::string count_in_words(double count) {
    return with_one_decimal_at_most(count);
}

std::string days_in_words(int days) {
    return fmt::format("{} day{}", days, days == 1 ? "" : "s");
}

double as_number(Day day) {
    const date::year_month_day date{day};
    return as_number(date.year() / date.month()) * 100 + static_cast<unsigned>(date.day());
}

double as_number(date::year_month month) {
    return static_cast<int>(month.year()) * 100 + static_cast<double>(static_cast<unsigned>(month.month()));
}

Day day_from_number(double number) {
    const auto digits = std::lround(number);
    return Day{month_from_digits(digits / 100) / date::day{static_cast<unsigned>(digits % 100)}};
}

date::year_month month_from_number(double number) {
    return month_from_digits(std::lround(number));
}

} // namespace holdfast
