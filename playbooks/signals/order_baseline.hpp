#pragma once

#include "playbooks/signals/account_history.hpp"
#include "playbooks/signals/ratio.hpp"
#include "playbooks/signals/thresholds.hpp"

#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>

namespace holdfast {

/// The two last complete months of an account beside the months before them, which say what is usual.
/// A baseline has at least one order and a total above zero.
struct OrderBaseline {
    int months = 0;         ///< how many months say what is usual
    std::int64_t cents = 0; ///< ordered in all of them together
    std::int64_t orders = 0;
    OrderMonth before_last;
    OrderMonth last;

    [[nodiscard]] double usual_amount() const; ///< per month, in units of the currency
    [[nodiscard]] double usual_orders() const; ///< per month
    [[nodiscard]] Ratio amount_against_usual(const OrderMonth& month) const;
};

/// @param today its month is running and therefore left out.
/// @return or why it cannot be said what is usual, in a sentence.
[[nodiscard]] std::expected<OrderBaseline, std::string>
order_baseline(std::span<const OrderMonth> order_months, const OrderBaselineThresholds& thresholds, Day today);

} // namespace holdfast
