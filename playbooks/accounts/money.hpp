#pragma once

#include <compare>
#include <cstdint>
#include <expected>
#include <limits>
#include <string>
#include <string_view>

namespace holdfast {

/// An amount in minor units (cents). Currencies without a subdivision are still kept times 100.
struct Money {
    std::int64_t cents = 0;
    auto operator<=>(const Money&) const = default;
};

/// No single amount is taken that is larger, positive or negative: ten trillion, for currencies of small coin.
/// Thousands of them fit into one sum.
inline constexpr Money largest_amount{1'000'000'000'000'000};

/// Adds up. A sum that cannot be counted stays at the end of what can be, on its side of zero.
constexpr Money& operator+=(Money& sum, Money amount) noexcept {
    if (__builtin_add_overflow(sum.cents, amount.cents, &sum.cents)) {
        constexpr std::numeric_limits<std::int64_t> countable;
        sum.cents = amount.cents < 0 ? countable.min() : countable.max();
    }
    return sum;
}

/// Reads `1200`, `1200.50`, `1.2k`, `3.4m` (grammar of /rescue, "money"); plain decimals are what files carry.
/// A plain decimal may be negative (a credit note). Digits below a cent must be zeros.
/// @return the amount, or what is wrong with the text, fit to show to a person.
[[nodiscard]] std::expected<Money, std::string> parse_money(std::string_view text);

/// `1,234,500` or `1,234.50`, with the currency code in front when there is one: `EUR 1,234,500`.
[[nodiscard]] std::string format_money(Money amount, std::string_view currency);

/// Plain decimal for files: `1234.50`.
[[nodiscard]] std::string plain_decimal(Money amount);

} // namespace holdfast
