#include "bot/handle/typed_values.hpp"

#include "playbooks/calendar/date_words.hpp"
#include "playbooks/rescue/deadlines.hpp"
#include "playbooks/wording/letter_case.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cmath>
#include <utility>

namespace holdfast {

namespace {

/// `1h`, `30m`, `90min`: from now on.
std::optional<std::chrono::minutes> typed_duration(std::string_view text) {
    int amount = 0;
    const auto* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, amount);
    if (error != std::errc{} || amount <= 0 || amount > 10'000) return std::nullopt;
    const std::string_view unit{stop, static_cast<std::size_t>(end - stop)};
    if (unit == "h") return std::chrono::hours{amount};
    if (unit == "m" || unit == "min") return std::chrono::minutes{amount};
    return std::nullopt;
}

std::string_view without_comma(std::string_view word) {
    while (!word.empty() && (word.back() == ',' || word.back() == ':' || word.back() == '.')) word.remove_suffix(1);
    return word;
}

/// The day that somebody means who tells what happened.
std::optional<Day> past_day(const std::string& word, Day today) {
    constexpr std::array words_of_their_own{"sat", "sun", "wed"};
    if (word == "yesterday") return today - date::days{1};
    if (word == "today") return today;
    if (std::ranges::find(words_of_their_own, word) != words_of_their_own.end()) return std::nullopt;
    if (const auto day = parse_day(word)) return *day;
    if (word.starts_with('-')) {
        const auto ahead = parse_date_word("+" + word.substr(1), today);
        return ahead ? std::optional{today - (*ahead - today)} : std::nullopt;
    }
    const bool is_weekday = !word.empty() && std::isalpha(static_cast<unsigned char>(word.front())) != 0;
    const auto next = is_weekday && word != "tomorrow" ? parse_date_word(word, today) : std::unexpected{std::string{}};
    return next ? std::optional{*next - date::days{7}} : std::nullopt;
}

} // namespace

const Zone& zone_of_person(Desk& desk, const UserId& user) {
    return *desk.around().zone_of(user);
}

Day today_of(Desk& desk, const UserId& user) {
    return day_of(desk.now(), zone_of_person(desk, user));
}

std::expected<std::optional<Day>, std::string> typed_day(Desk& desk, const UserId& user, std::string_view text) {
    if (text.empty()) return std::optional<Day>{};
    const auto day = parse_date_word(lower_case(text), today_of(desk, user));
    if (!day) return std::unexpected{day.error()};
    return std::optional{*day};
}

std::expected<Instant, std::string> typed_moment(Desk& desk, const UserId& user, std::string_view text) {
    const auto found = leading_moment(desk, user, std::string{text});
    if (found.moment && found.rest.empty()) return *found.moment;
    return std::unexpected{fmt::format("\"{}\" is no time such as 1h, 3pm, tomorrow or fri 9:00", text)};
}

MomentAndRest leading_moment(Desk& desk, const UserId& user, const std::string& text) {
    const auto words = parse_words("at " + text);
    MomentAndRest result;
    result.rest = text;
    if (words.words.empty()) return result;
    const auto& zone = zone_of_person(desk, user);
    const auto today = day_of(desk.now(), zone);
    const auto& hours = desk.rules().policy.working_hours;
    const auto first = lower_case(without_comma(words.words.front().text));
    const auto rest_from = [&](std::size_t i) { return words.free_text_from(i, {}); };

    if (const auto duration = typed_duration(first)) {
        result.moment = desk.now() + *duration;
        result.rest = rest_from(1);
        return result;
    }
    if (const auto time = parse_time_of_day(first)) {
        const auto moment = at(today, *time, zone);
        // A time that has passed today means tomorrow's.
        result.moment = moment > desk.now() ? moment : at(today + date::days{1}, *time, zone);
        result.rest = rest_from(1);
        return result;
    }
    if (const auto day = parse_date_word(first, today)) {
        if (words.words.size() > 1) {
            if (const auto time = parse_time_of_day(lower_case(without_comma(words.words[1].text)))) {
                result.moment = at(*day, *time, zone);
                result.rest = rest_from(2);
                return result;
            }
        }
        result.moment = *day == today ? hours.closing(*day, zone) : hours.opening(*day, zone);
        result.rest = rest_from(1);
    }
    return result;
}

std::expected<Instant, std::string> typed_deadline(Desk& desk, const UserId& asker, const UserId& person,
                                                   std::string_view text) {
    if (const auto day = parse_date_word(lower_case(text), today_of(desk, asker)))
        return end_of_working_day(*day, person, desk.around());
    return typed_moment(desk, asker, text);
}

Words with_time_behind(const Words& words, std::string_view key) {
    return words.with_value_going_on(key, [](std::string_view value) {
        const auto day_end = value.find(' ');
        return day_end != std::string_view::npos && parse_time_of_day(lower_case(value.substr(day_end + 1)));
    });
}

MomentAndRest leading_past_moment(Desk& desk, const UserId& user, const std::string& text) {
    const auto words = parse_words("at " + text);
    MomentAndRest result;
    result.rest = text;
    if (words.words.empty() || words.words.front().quoted) return result;
    const auto& zone = zone_of_person(desk, user);
    const auto day = past_day(lower_case(without_comma(words.words.front().text)), day_of(desk.now(), zone));
    if (!day) return result;
    std::size_t read = 1;
    const auto now = desk.now();
    result.moment = *day == day_of(now, zone) ? now : desk.rules().policy.working_hours.opening(*day, zone);
    if (words.words.size() > read) {
        const auto time = parse_time_of_day(lower_case(without_comma(words.words[read].text)));
        if (time) {
            result.moment = at(*day, *time, zone);
            ++read;
        }
    }
    result.rest = words.free_text_from(read, {});
    return result;
}

std::optional<int> typed_number(std::string_view text) {
    int number = 0;
    const auto* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc{} || stop != end) return std::nullopt;
    return number;
}

std::optional<double> typed_decimal(std::string_view text) {
    if (text.ends_with('%')) {
        text.remove_suffix(1);
        while (text.ends_with(' ')) text.remove_suffix(1);
    }
    double number = 0;
    const auto* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, number);
    // "inf" and "nan" can be read as numbers, too, but nobody measures them.
    if (error != std::errc{} || stop != end || !std::isfinite(number)) return std::nullopt;
    return number;
}

std::vector<std::string> typed_tags(std::string_view text) {
    constexpr std::string_view between = ", \t\r\n";
    std::vector<std::string> tags;
    for (auto begin = text.find_first_not_of(between); begin != std::string_view::npos;
         begin = text.find_first_not_of(between)) {
        text.remove_prefix(begin);
        const auto end = std::min(text.find_first_of(between), text.size());
        auto tag = lower_case(text.substr(0, end));
        if (std::ranges::find(tags, tag) == tags.end()) tags.push_back(std::move(tag));
        text.remove_prefix(end);
    }
    return tags;
}

} // namespace holdfast
