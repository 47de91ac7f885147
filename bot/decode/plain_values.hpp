#pragma once

#include "playbooks/accounts/ids.hpp"
#include "playbooks/accounts/money.hpp"
#include "playbooks/calendar/instant.hpp"

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

namespace holdfast {

/// Readers of the plain forms that files and Slack's pickers carry: exact, without a locale, without allocation.
/// Each takes the whole text; anything before or behind the value makes it no value. What people type about accounts
/// and people keeps the same rules as what files bring.

/// `2026-03-04`, a day that exists, in the years 1900…2199.
[[nodiscard]] std::optional<Day> iso_day(std::string_view text) noexcept;

/// `2026-03-04` (midnight UTC) or a timestamp with its zone: `2026-03-04T09:12:00Z`, `2026-03-04 09:12+01:00`;
/// fractions of a second are cut to milliseconds. A timestamp without a zone is no instant.
[[nodiscard]] std::optional<Instant> iso_instant(std::string_view text) noexcept;

/// `14:30`, 00:00…23:59.
[[nodiscard]] std::optional<MinuteOfDay> clock_time(std::string_view text) noexcept;

/// Plain decimal with at most two decimals: `1234`, `-12.5`, `1234.50`. Exact, no floating point.
/// @return the amount, or what the text is not, in words behind "is not": no plain decimal, or above largest_amount
[[nodiscard]] std::expected<Money, std::string_view> plain_money(std::string_view text) noexcept;

/// A whole number within the range, both ends included.
[[nodiscard]] std::optional<std::int64_t> whole_number(std::string_view text, std::int64_t least,
                                                       std::int64_t most) noexcept;

/// A finite number with a decimal point: `96`, `0.5`, `-1e-3`.
[[nodiscard]] std::optional<double> finite_number(std::string_view text) noexcept;

/// yes, no, true, false, 1, 0 in any case.
[[nodiscard]] std::optional<bool> yes_or_no(std::string_view text) noexcept;

/// True when the text has the form of a Slack user id: `U` or `W`, then upper-case letters and digits.
[[nodiscard]] bool is_slack_user(std::string_view text) noexcept;

/// What can be the id of an account: 1 to 64 letters, digits, `-`, `_`, `.` or `:` (ASCII), so that it can be typed in
/// a command. Accounts on record under other ids stay usable.
[[nodiscard]] bool is_account_id(std::string_view text) noexcept;
/// The same in words, behind "is not".
inline constexpr std::string_view what_an_account_id_is =
    "an account id: up to 64 letters, digits and the signs - _ . : without blanks";

/// True when the text can be an e-mail address: one `@`, something before it, a dot behind it, no blanks.
[[nodiscard]] bool is_email(std::string_view text) noexcept;

/// A currency in capital letters: `eur` is `EUR`.
[[nodiscard]] std::optional<std::string> currency_code(std::string_view text);
/// What it is in words, behind "is not".
inline constexpr std::string_view what_a_currency_code_is = "a currency code of three letters such as EUR";

/// The longest texts about accounts and people, in code points, whichever way they come.
inline constexpr std::size_t longest_name = 300;
inline constexpr std::size_t longest_label = 100; ///< segments, phone numbers
inline constexpr std::size_t longest_note = 2000;

/// What is wrong with a text that may have several lines, in words that go on from its name: `is longer than 100
/// characters`. Nothing where it can be kept and shown.
/// @param most longest length in code points
[[nodiscard]] std::optional<std::string> flaw_of_note(std::string_view text, std::size_t most);
/// The same for text on one line.
[[nodiscard]] std::optional<std::string> flaw_of_line(std::string_view text, std::size_t most);

/// True when the text can be a phone number: 3 to 20 digits, a `+` or a bracket before them, and blanks or the signs
/// - / ( ) . between them.
[[nodiscard]] bool is_phone(std::string_view text) noexcept;

} // namespace holdfast
