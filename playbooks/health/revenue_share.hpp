#pragma once

#include "playbooks/accounts/money.hpp"

#include <optional>

namespace holdfast {

/// How much of the company's revenue an account brings (S0-01, Q14).
struct RevenueShare {
    double percent = 0;    ///< for showing
    bool is_major = false; ///< decided exactly: 20.00 % is major, 19.99 % is not

    bool operator==(const RevenueShare&) const = default;
};

/// The revenue of an account and of the company, by one measure. Empty: not known by it.
struct ComparedRevenue {
    std::optional<Money> account;
    std::optional<Money> company;

    bool operator==(const ComparedRevenue&) const = default;
};

/// What is to be compared (Q14): what was ordered where that is known of both and can be true, else what is on record.
/// Never one of each, which would say nothing.
[[nodiscard]] ComparedRevenue comparable_revenue(const ComparedRevenue& ordered, const ComparedRevenue& on_record);

/// @param account the account's revenue of the last twelve months.
/// @param company the company's: as configured, else the sum of its accounts.
/// @param major_percent share from which on an account is major; two decimals count.
/// @return nothing when the company's revenue is not above zero.
[[nodiscard]] std::optional<RevenueShare> revenue_share(Money account, Money company, double major_percent = 20);

} // namespace holdfast
