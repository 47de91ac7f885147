#include "playbooks/signals/order_baseline.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace holdfast {
namespace {

date::year_month month_of(Day day) {
    const date::year_month_day date{day};
    return date.year() / date.month();
}

/// Orders from `first` to `last`, both included. A month may come in several rows.
OrderMonth sum_of(std::span<const OrderMonth> order_months, date::year_month first, date::year_month last) {
    OrderMonth sum{.month = last, .total = {}, .orders = 0};
    for (const auto& row : order_months) {
        if (row.month < first || last < row.month) continue;
        sum.total += row.total;
        sum.orders += row.orders;
    }
    return sum;
}

} // namespace

double OrderBaseline::usual_amount() const {
    return static_cast<double>(cents) / 100 / months;
}

double OrderBaseline::usual_orders() const {
    return static_cast<double>(orders) / months;
}

Ratio OrderBaseline::amount_against_usual(const OrderMonth& month) const {
    return {Ratio::Whole{month.total.cents} * months, cents};
}

std::expected<OrderBaseline, std::string> order_baseline(std::span<const OrderMonth> order_months,
                                                         const OrderBaselineThresholds& thresholds, Day today) {
    if (order_months.empty()) return std::unexpected("No orders are on record.");

    const auto last = month_of(today) - date::months{1};
    const auto before_last = last - date::months{1};
    const auto end = before_last - date::months{1};
    const auto first_on_record = std::ranges::min(order_months, {}, &OrderMonth::month).month;
    const auto start = std::max(first_on_record, before_last - date::months{thresholds.months});
    const auto months = std::max(static_cast<int>((end - start).count()) + 1, 0);
    if (months < thresholds.least_months) {
        return std::unexpected(
            fmt::format("Complete months with orders on record before the last two: {}. To know what is "
                        "usual, {} are needed.",
                        months, thresholds.least_months));
    }

    const auto usual = sum_of(order_months, start, end);
    if (usual.total.cents <= 0 || usual.orders <= 0) {
        return std::unexpected(fmt::format("Nothing was ordered in the {} months before the last two, so there is "
                                           "nothing to compare with.",
                                           months));
    }
    return OrderBaseline{.months = months,
                         .cents = usual.total.cents,
                         .orders = usual.orders,
                         .before_last = sum_of(order_months, before_last, before_last),
                         .last = sum_of(order_months, last, last)};
}

} // namespace holdfast
