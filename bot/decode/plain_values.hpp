#pragma once

#include "playbooks/accounts/ids.hpp"
#include "playbooks/accounts/money.hpp"
#include "playbooks/calendar/instant.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace holdfast {

/// Readers of the plain forms that files and Slack's pickers carry: exact, without a locale, without allocation.
/// Each takes the whole text; anything before or behind the value makes it no value.

/// `2026-03-04`, a day that exists, in the years 1900…2199.
[[nodiscard]] std::optional<Day> iso_day(std::string_view text) noexcept;

/// `2026-03-04` (midnight UTC) or a timestamp with its zone: `2026-03-04T09:12:00Z`, `2026-03-04 09:12+01:00`;
/// fractions of a second are cut to milliseconds. A timestamp without a zone is no instant.
[[nodiscard]] std::optional<Instant> iso_instant(std::string_view text) noexcept;

/// `14:30`, 00:00…23:59.
[[nodiscard]] std::optional<MinuteOfDay> clock_time(std::string_view text) noexcept;

/// Plain decimal with at most two decimals and 15 digits before them: `1234`, `-12.5`, `1234.50`. Exact, no floating
/// point.
[[nodiscard]] std::optional<Money> plain_money(std::string_view text) noexcept;

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

} // namespace holdfast
