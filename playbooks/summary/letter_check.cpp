#include "playbooks/summary/letter_check.hpp"

#include "playbooks/wording/letter_case.hpp"
#include "playbooks/wording/whole_words.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace holdfast {

namespace {

constexpr std::string_view blanks = " \t\r";

/// "May" is no month here: "you may call" says no day, and a date in May has a number.
constexpr std::array<std::string_view, 30> day_words{
    "monday",  "tuesday",  "wednesday", "thursday", "friday",  "saturday", "sunday", "mon",     "tue",    "wed",
    "thu",     "fri",      "january",   "february", "march",   "april",    "june",   "july",    "august", "september",
    "october", "november", "december",  "today",    "tonight", "tomorrow", "week",   "weekend", "month",  "quarter"};

constexpr std::array<std::string_view, 9> last_words_of_greetings{
    "regards", "sincerely", "faithfully", "wishes", "thanks", "you", "best", "cheers", "greetings"};

bool has_digit(std::string_view text) {
    return std::ranges::any_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

std::vector<std::string_view> lines_with_text(std::string_view letter) {
    std::vector<std::string_view> lines;
    while (!letter.empty()) {
        const auto end = std::min(letter.find('\n'), letter.size());
        const auto line = letter.substr(0, end);
        letter.remove_prefix(std::min(end + 1, letter.size()));
        const auto first = line.find_first_not_of(blanks);
        if (first == std::string_view::npos) continue;
        lines.push_back(line.substr(first, line.find_last_not_of(blanks) - first + 1));
    }
    return lines;
}

bool is_entry_of_a_list(std::string_view line) {
    return line.starts_with("- ") || line.starts_with("* ") || line.starts_with("• ");
}

/// `Phone: +43 1 234 56`, `kim.lee@example.com`
bool is_contact(std::string_view line) {
    return !is_entry_of_a_list(line) && (has_digit(line) || line.contains('@') || line.contains("www."));
}

std::string_view last_word(std::string_view line) {
    return line.substr(line.find_last_of(" \t") + 1);
}

bool can_be_a_name(std::string_view line) {
    constexpr std::ptrdiff_t most_words = 6;
    if (is_entry_of_a_list(line) || std::string_view{".!?:;,"}.contains(line.back())) return false;
    if (std::ranges::count(line, ' ') >= most_words) return false;
    const bool begins_small = line.front() >= 'a' && line.front() <= 'z';
    const auto last = lower_case(last_word(line));
    return !begins_small && std::ranges::find(last_words_of_greetings, last) == last_words_of_greetings.end();
}

} // namespace

bool is_signed(std::string_view letter) {
    auto lines = lines_with_text(letter);
    while (lines.size() > 1 && is_contact(lines.back())) lines.pop_back();
    return lines.size() > 1 && can_be_a_name(lines.back());
}

bool names_a_day(std::string_view letter) {
    const WholeWords words{letter};
    return has_digit(letter) || std::ranges::any_of(day_words, [&](auto word) { return words.contain(word); });
}

} // namespace holdfast
