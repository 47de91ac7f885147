#pragma once

#include "bot/decode/words.hpp"
#include "bot/handle/desk.hpp"
#include "playbooks/calendar/zone.hpp"

#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace holdfast {

/// Where a person's days begin and end.
[[nodiscard]] const Zone& zone_of_person(Desk& desk, const UserId& user);
[[nodiscard]] Day today_of(Desk& desk, const UserId& user);

/// A typed date such as `fri`, as the person means it. @return nothing where nothing was typed
[[nodiscard]] std::expected<std::optional<Day>, std::string> typed_day(Desk& desk, const UserId& user,
                                                                       std::string_view text);

/// A typed moment: `tomorrow`, `fri 9:00`, `3pm`, `1h`, `30m`, `+2d`. A day without a time means its first working
/// hour.
[[nodiscard]] std::expected<Instant, std::string> typed_moment(Desk& desk, const UserId& user, std::string_view text);

/// Until when something is due that was typed as `fri` or `fri 17:00`.
/// @param asker whose today and clock is meant
/// @param person at the end of whose working day a day ends
[[nodiscard]] std::expected<Instant, std::string> typed_deadline(Desk& desk, const UserId& asker, const UserId& person,
                                                                 std::string_view text);

/// `due:fri 5pm` without quotes: the time that stands right behind the value of this key becomes part of it.
[[nodiscard]] Words with_time_behind(const Words& words, std::string_view key);

/// The moment at the beginning of a text, and what follows it: `Thursday 9:00, she is travelling`.
struct MomentAndRest {
    std::optional<Instant> moment;
    std::string rest;
};
[[nodiscard]] MomentAndRest leading_moment(Desk& desk, const UserId& user, const std::string& text);

/// The same for what has happened: `2026-03-01 14:30 the pallets came back`, `yesterday …`, `-3d …`, `monday …`, which
/// is the last one. A day without a time means its first working hour. `sat`, `sun` and `wed` are words of their own.
[[nodiscard]] MomentAndRest leading_past_moment(Desk& desk, const UserId& user, const std::string& text);

[[nodiscard]] std::optional<int> typed_number(std::string_view text);
/// A finite number with a decimal point; a percent sign behind it, as in `12%` and `12 %`, is left out.
[[nodiscard]] std::optional<double> typed_decimal(std::string_view text);

/// Typed tags with commas or blanks between, such as `renewal, terms`: in small letters, each once.
[[nodiscard]] std::vector<std::string> typed_tags(std::string_view text);

} // namespace holdfast
