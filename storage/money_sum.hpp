#pragma once

#include "playbooks/accounts/money.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>

namespace holdfast {

/// A sum of amounts that no row on record can break. The database gives up a sum that leaves 64 bits, so the statement
/// adds up whole billions of cents and what is left of them apart: `SUM(cents / 1000000000), SUM(cents % 1000000000)`.
struct MoneySum {
    std::int64_t billions = 0;
    std::int64_t rest = 0;

    /// Where it cannot be counted, the end of what can be.
    [[nodiscard]] Money total() const {
        using Whole = __int128;
        constexpr std::numeric_limits<std::int64_t> countable;
        const auto cents = Whole{billions} * 1'000'000'000 + rest;
        return Money{static_cast<std::int64_t>(std::clamp(cents, Whole{countable.min()}, Whole{countable.max()}))};
    }
};

} // namespace holdfast
