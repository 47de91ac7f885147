#include "bot/decode/plain_values.hpp"

#include "bot/decode/utf8.hpp"
#include "playbooks/wording/letter_case.hpp"

#include <date/date.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>

namespace holdfast {

namespace {

constexpr bool is_digit(char c) noexcept {
    return c >= '0' && c <= '9';
}

/// Walks over a text from the left; every taker moves behind what it took, or fails and leaves the walk unusable.
class Cursor {
public:
    explicit Cursor(std::string_view text) noexcept : rest_{text} {}

    /// Exactly `count` digits.
    [[nodiscard]] std::optional<int> digits(std::size_t count) noexcept {
        if (rest_.size() < count) return std::nullopt;
        int value = 0;
        for (std::size_t i = 0; i < count; ++i) {
            if (!is_digit(rest_[i])) return std::nullopt;
            value = value * 10 + (rest_[i] - '0');
        }
        rest_.remove_prefix(count);
        return value;
    }

    [[nodiscard]] bool take(char expected) noexcept {
        if (!rest_.starts_with(expected)) return false;
        rest_.remove_prefix(1);
        return true;
    }

    [[nodiscard]] bool take_any(std::string_view accepted) noexcept {
        return std::ranges::any_of(accepted, [this](char c) { return take(c); });
    }

    [[nodiscard]] bool at_end() const noexcept { return rest_.empty(); }
    [[nodiscard]] bool at_digit() const noexcept { return !rest_.empty() && is_digit(rest_.front()); }

private:
    std::string_view rest_;
};

std::optional<date::sys_days> take_day(Cursor& cursor) noexcept {
    const auto year = cursor.digits(4);
    if (!year || !cursor.take('-')) return std::nullopt;
    const auto month = cursor.digits(2);
    if (!month || !cursor.take('-')) return std::nullopt;
    const auto day = cursor.digits(2);
    if (!day || *year < 1900 || *year > 2199) return std::nullopt;
    const date::year_month_day date{date::year{*year}, date::month{static_cast<unsigned>(*month)},
                                    date::day{static_cast<unsigned>(*day)}};
    if (!date.ok()) return std::nullopt;
    return date::sys_days{date};
}

std::optional<std::chrono::minutes> take_hours_and_minutes(Cursor& cursor, bool colon_required) noexcept {
    const auto hours = cursor.digits(2);
    if (!hours || *hours > 23) return std::nullopt;
    if (!cursor.take(':') && colon_required) return std::nullopt;
    const auto minutes = cursor.digits(2);
    if (!minutes || *minutes > 59) return std::nullopt;
    return std::chrono::hours{*hours} + std::chrono::minutes{*minutes};
}

/// Seconds with an optional fraction, after the colon; digits beyond the third are skipped.
std::optional<std::chrono::milliseconds> take_seconds(Cursor& cursor) noexcept {
    const auto seconds = cursor.digits(2);
    if (!seconds || *seconds > 59) return std::nullopt;
    std::chrono::milliseconds result = std::chrono::seconds{*seconds};
    if (!cursor.take('.')) return result;
    if (!cursor.at_digit()) return std::nullopt;
    for (int unit = 100; cursor.at_digit(); unit /= 10)
        result += std::chrono::milliseconds{unit * cursor.digits(1).value_or(0)};
    return result;
}

/// `Z`, `+01:00`, `-0530`: what must be subtracted to come to UTC.
std::optional<std::chrono::minutes> take_offset(Cursor& cursor) noexcept {
    if (cursor.take_any("Zz")) return std::chrono::minutes{0};
    const bool west = cursor.take('-');
    if (!west && !cursor.take('+')) return std::nullopt;
    const auto offset = take_hours_and_minutes(cursor, false);
    if (!offset) return std::nullopt;
    return west ? -*offset : *offset;
}

constexpr char upper(char c) noexcept {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}
constexpr bool is_letter(char c) noexcept {
    return lower_letter(c) >= 'a' && lower_letter(c) <= 'z';
}

/// Control characters other than tab and line ends: they come from binary files and break what shows them.
constexpr bool is_control(char c) noexcept {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7f;
}

} // namespace

std::optional<Day> iso_day(std::string_view text) noexcept {
    Cursor cursor{text};
    const auto day = take_day(cursor);
    if (!day || !cursor.at_end()) return std::nullopt;
    return Day{day->time_since_epoch()};
}

std::optional<Instant> iso_instant(std::string_view text) noexcept {
    Cursor cursor{text};
    const auto day = take_day(cursor);
    if (!day) return std::nullopt;
    if (cursor.at_end()) return Instant{*day};
    if (!cursor.take_any("Tt ")) return std::nullopt;
    const auto time = take_hours_and_minutes(cursor, true);
    if (!time) return std::nullopt;
    std::chrono::milliseconds seconds{0};
    if (cursor.take(':')) {
        const auto taken = take_seconds(cursor);
        if (!taken) return std::nullopt;
        seconds = *taken;
    }
    const auto offset = take_offset(cursor);
    if (!offset || !cursor.at_end()) return std::nullopt;
    return Instant{*day} + *time + seconds - *offset;
}

std::optional<MinuteOfDay> clock_time(std::string_view text) noexcept {
    Cursor cursor{text};
    const auto time = take_hours_and_minutes(cursor, true);
    if (!time || !cursor.at_end()) return std::nullopt;
    return time;
}

std::expected<Money, std::string_view> plain_money(std::string_view text) noexcept {
    constexpr std::string_view a_decimal = "a plain decimal such as 1234.50";
    constexpr std::string_view a_kept_amount = "an amount that can be kept: 10,000,000,000,000 is the most";
    const bool negative = text.starts_with('-');
    if (negative) text.remove_prefix(1);
    const auto point = text.find('.');
    const auto whole = text.substr(0, point);
    const auto decimals = point == std::string_view::npos ? std::string_view{} : text.substr(point + 1);
    if (whole.empty() || decimals.size() > 2 || text.ends_with('.')) return std::unexpected{a_decimal};

    constexpr auto too_much = largest_amount.cents + 1;
    std::int64_t cents = 0;
    const auto append = [&](char digit) { cents = std::min(cents * 10 + (digit - '0'), too_much); };
    for (const auto part : {whole, decimals})
        for (const char c : part) {
            if (!is_digit(c)) return std::unexpected{a_decimal};
            append(c);
        }
    for (auto missing = decimals.size(); missing < 2; ++missing) append('0');
    if (cents == too_much) return std::unexpected{a_kept_amount};
    return Money{negative ? -cents : cents};
}

std::optional<std::int64_t> whole_number(std::string_view text, std::int64_t least, std::int64_t most) noexcept {
    std::int64_t value = 0;
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    if (error != std::errc{} || stop != end || value < least || value > most) return std::nullopt;
    return value;
}

std::optional<double> finite_number(std::string_view text) noexcept {
    double value = 0;
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    if (error != std::errc{} || stop != end || !std::isfinite(value)) return std::nullopt;
    return value;
}

std::optional<bool> yes_or_no(std::string_view text) noexcept {
    constexpr std::array<std::pair<std::string_view, bool>, 6> words{
        {{"yes", true}, {"no", false}, {"true", true}, {"false", false}, {"1", true}, {"0", false}}};
    for (const auto& [word, meaning] : words)
        if (std::ranges::equal(text, word, {}, lower_letter)) return meaning;
    return std::nullopt;
}

bool is_slack_user(std::string_view text) noexcept {
    if (text.size() < 2 || text.size() > 40) return false;
    if (text.front() != 'U' && text.front() != 'W') return false;
    return std::ranges::all_of(text, [](char c) { return (c >= 'A' && c <= 'Z') || is_digit(c); });
}

bool is_account_id(std::string_view text) noexcept {
    constexpr std::size_t longest = 64;
    constexpr std::string_view signs = "-_.:";
    return !text.empty() && text.size() <= longest && std::ranges::all_of(text, [&](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || signs.contains(c);
    });
}

bool is_email(std::string_view text) noexcept {
    const auto at = text.find('@');
    if (at == 0 || at == std::string_view::npos || text.size() > 254) return false;
    const auto domain = text.substr(at + 1);
    const bool dotted = domain.find('.', 1) != std::string_view::npos && !domain.ends_with('.');
    return dotted && !domain.contains('@') &&
           std::ranges::none_of(text, [](char c) { return c == ' ' || c == '<' || c == '>' || c == ','; });
}

bool is_phone(std::string_view text) noexcept {
    constexpr std::ptrdiff_t least_digits = 3;
    constexpr std::ptrdiff_t most_digits = 20;
    constexpr std::string_view between = " -/().";
    if (text.starts_with('+')) text.remove_prefix(1);
    if (!text.starts_with('(') && (text.empty() || !is_digit(text.front()))) return false;
    const auto digits = std::ranges::count_if(text, is_digit);
    return is_digit(text.back()) && digits >= least_digits && digits <= most_digits &&
           std::ranges::all_of(text, [between](char c) { return is_digit(c) || between.contains(c); });
}

std::optional<std::string> currency_code(std::string_view text) {
    if (text.size() != 3 || !std::ranges::all_of(text, is_letter)) return std::nullopt;
    std::string code{text};
    std::ranges::transform(code, code.begin(), upper);
    return code;
}

std::optional<std::string> flaw_of_note(std::string_view text, std::size_t most) {
    // Bytes are never fewer than code points, so most values need no counting.
    if (text.size() > most && code_points(text) > most) return fmt::format("is longer than {} characters", most);
    if (std::ranges::any_of(text, is_control)) return "contains a control character";
    return std::nullopt;
}

std::optional<std::string> flaw_of_line(std::string_view text, std::size_t most) {
    if (text.find_first_of("\r\n") != std::string_view::npos) return "contains a line break";
    return flaw_of_note(text, most);
}

} // namespace holdfast
