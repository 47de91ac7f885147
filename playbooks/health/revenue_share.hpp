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

/// @param account the account's revenue of the last twelve months.
/// @param company the company's: as configured, else the sum of its accounts.
/// @param major_percent share from which on an account is major; two decimals count.
/// @return nothing when the company's revenue is not above zero.
[[nodiscard]] std::optional<RevenueShare> revenue_share(Money account, Money company, double major_percent = 20);

} // namespace holdfast
