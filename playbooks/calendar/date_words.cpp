#include "playbooks/calendar/date_words.hpp"

#include "playbooks/calendar/day_text.hpp"
#include "playbooks/wording/letter_case.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <optional>

namespace holdfast {
namespace {

/// A number written with digits alone, as many as `least` to `most`.
std::optional<int> number_in(std::string_view text, std::size_t least, std::size_t most) {
    if (text.size() < least || text.size() > most) return std::nullopt;
    if (!std::ranges::all_of(text, [](unsigned char letter) { return std::isdigit(letter) != 0; })) return std::nullopt;
    int number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

std::optional<date::year_month_day> split_iso_date(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto year = number_in(text.substr(0, 4), 4, 4);
    const auto month = number_in(text.substr(5, 2), 2, 2);
    const auto day = number_in(text.substr(8, 2), 2, 2);
    if (!year || !month || !day) return std::nullopt;
    return date::year{*year} / *month / *day;
}

std::optional<Day> next_weekday_named(std::string_view name, Day today) {
    constexpr int days_of_week = 7;
    for (int ahead = 1; ahead <= days_of_week; ++ahead) {
        const auto day = today + date::days{ahead};
        const auto full_name = lower_case(weekday_name(date::weekday{day}));
        if (name == full_name || name == std::string_view{full_name}.substr(0, 3)) return day;
    }
    return std::nullopt;
}

/// `+3d`, `+2w`
std::optional<date::days> distance(std::string_view word) {
    if (word.size() < 3 || !word.starts_with('+')) return std::nullopt;
    const auto number = number_in(word.substr(1, word.size() - 2), 1, 4);
    if (!number) return std::nullopt;
    if (word.ends_with('d')) return date::days{*number};
    if (word.ends_with('w')) return date::weeks{*number};
    return std::nullopt;
}

std::optional<MinuteOfDay> time_of_day(std::string_view word) {
    const bool before_noon = word.ends_with("am");
    const bool twelve_hours = before_noon || word.ends_with("pm");
    if (twelve_hours) word.remove_suffix(2);

    const auto colon = word.find(':');
    const bool has_minutes = colon != std::string_view::npos;
    if (!has_minutes && !twelve_hours) return std::nullopt;

    auto hour = number_in(word.substr(0, colon), 1, 2);
    const auto minute = has_minutes ? number_in(word.substr(colon + 1), 2, 2) : 0;
    if (!hour || !minute || *minute > 59) return std::nullopt;
    if (!twelve_hours) {
        if (*hour > 23) return std::nullopt;
    } else {
        if (*hour < 1 || *hour > 12) return std::nullopt;
        hour = *hour % 12 + (before_noon ? 0 : 12);
    }
    return std::chrono::hours{*hour} + std::chrono::minutes{*minute};
}

} // namespace

std::expected<Day, std::string> parse_day(std::string_view text) {
    const auto date = split_iso_date(text);
    if (!date) return std::unexpected(fmt::format("\"{}\" is not a date. Write it like 2026-03-04.", text));
    if (!date->ok()) return std::unexpected(fmt::format("\"{}\" is not in the calendar.", text));
    return Day{*date};
}

std::expected<Day, std::string> parse_date_word(std::string_view text, Day today) {
    const auto word = lower_case(text);
    if (word == "today") return today;
    if (word == "tomorrow") return today + date::days{1};
    if (const auto day = next_weekday_named(word, today)) return *day;
    if (const auto ahead = distance(word)) return today + *ahead;
    if (split_iso_date(word)) return parse_day(word);
    return std::unexpected(
        fmt::format("\"{}\" is not a date. Write today, tomorrow, mon…sun, 2026-03-04, +3d or +2w.", text));
}

std::expected<MinuteOfDay, std::string> parse_time_of_day(std::string_view text) {
    if (const auto minute = time_of_day(lower_case(text))) return *minute;
    return std::unexpected(fmt::format("\"{}\" is not a time of day. Write 14:30, 2pm or 9:05am.", text));
}

} // namespace holdfast
