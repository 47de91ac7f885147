#include "playbooks/accounts/money.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace holdfast {
namespace {

constexpr std::string_view digits = "0123456789";

/// The parts of `-1.25k` that are read one after the other.
struct Parts {
    bool negative = false;
    std::string_view whole;
    std::string_view fraction; ///< without the point, may be empty
    std::size_t decimals = 2;  ///< how many digits of the fraction reach down to one cent
};

std::string_view take_digits(std::string_view& rest) {
    const auto end = std::min(rest.find_first_not_of(digits), rest.size());
    const auto taken = rest.substr(0, end);
    rest.remove_prefix(end);
    return taken;
}

/// How many decimal places the letter after the number moves the point, beside the two of the cents.
std::optional<std::size_t> places_moved_by(std::string_view letter) {
    if (letter.empty()) return 0;
    if (letter == "k" || letter == "K") return 3;
    if (letter == "m" || letter == "M") return 6;
    return std::nullopt;
}

std::optional<Parts> split(std::string_view text) {
    Parts parts;
    auto rest = text;
    parts.negative = rest.starts_with('-');
    if (parts.negative) rest.remove_prefix(1);

    parts.whole = take_digits(rest);
    if (parts.whole.empty()) return std::nullopt;
    if (rest.starts_with('.')) {
        rest.remove_prefix(1);
        parts.fraction = take_digits(rest);
        if (parts.fraction.empty()) return std::nullopt;
    }

    const auto moved = places_moved_by(rest);
    if (!moved) return std::nullopt;
    if (parts.negative && *moved > 0) return std::nullopt;
    parts.decimals += *moved;
    return parts;
}

bool goes_below_a_cent(const Parts& parts) {
    return parts.fraction.find_first_not_of('0', parts.decimals) != std::string_view::npos;
}

/// Nothing when it is more than the largest amount.
std::optional<std::int64_t> in_cents(const Parts& parts) {
    auto down_to_cents = fmt::format("{}{}", parts.whole, parts.fraction.substr(0, parts.decimals));
    down_to_cents.resize(parts.whole.size() + parts.decimals, '0');

    std::int64_t cents = 0;
    for (const char digit : down_to_cents) {
        cents = cents * 10 + (digit - '0');
        if (cents > largest_amount.cents) return std::nullopt;
    }
    return parts.negative ? -cents : cents;
}

/// The amount without its sign. Unsigned, because the smallest number has no positive counterpart.
std::uint64_t magnitude(Money amount) {
    const auto cents = static_cast<std::uint64_t>(amount.cents);
    return amount.cents < 0 ? std::uint64_t{0} - cents : cents;
}

std::string with_thousands_separators(std::uint64_t number) {
    auto text = fmt::format("{}", number);
    for (auto place = text.size(); place > 3; place -= 3) text.insert(place - 3, 1, ',');
    return text;
}

} // namespace

std::expected<Money, std::string> parse_money(std::string_view text) {
    const auto parts = split(text);
    if (!parts) {
        return std::unexpected(
            fmt::format("\"{}\" is not an amount of money. Write it like 1200, 1200.50, 1.2k or 3.4m.", text));
    }
    if (goes_below_a_cent(*parts)) {
        return std::unexpected(fmt::format("\"{}\" is finer than a cent. Two decimals are enough.", text));
    }
    const auto cents = in_cents(*parts);
    if (!cents) {
        return std::unexpected(fmt::format("\"{}\" is more money than can be kept. The most is {}.", text,
                                           format_money(largest_amount, {})));
    }
    return Money{*cents};
}

std::string format_money(Money amount, std::string_view currency) {
    const auto cents = magnitude(amount);
    auto text = amount.cents < 0 ? std::string{"-"} : std::string{};
    text += with_thousands_separators(cents / 100);
    if (cents % 100 != 0) text += fmt::format(".{:02}", cents % 100);
    return currency.empty() ? text : fmt::format("{} {}", currency, text);
}

std::string plain_decimal(Money amount) {
    const auto cents = magnitude(amount);
    return fmt::format("{}{}.{:02}", amount.cents < 0 ? "-" : "", cents / 100, cents % 100);
}

} // namespace holdfast
