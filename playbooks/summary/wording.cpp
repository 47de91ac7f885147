#include "playbooks/summary/wording.hpp"

#include "playbooks/calendar/day_text.hpp"

#include <fmt/format.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <regex>

namespace holdfast {

namespace {

constexpr std::string_view blanks = " \t\r\n";

/// Forms of address: whoever wrote one wants it kept, so the name after it is no first name.
constexpr std::array<std::string_view, 16> addresses{"mr",  "mr.", "mrs", "mrs.", "ms",    "ms.", "miss", "mx",
                                                     "mx.", "dr",  "dr.", "prof", "prof.", "sir", "herr", "frau"};

std::string lower(std::string_view text) {
    std::string result;
    icu::UnicodeString::fromUTF8(icu::StringPiece{text.data(), static_cast<std::int32_t>(text.size())})
        .toLower()
        .toUTF8String(result);
    return result;
}

std::string with_capital(std::string_view text) {
    auto letters = icu::UnicodeString::fromUTF8(icu::StringPiece{text.data(), static_cast<std::int32_t>(text.size())});
    letters.replace(0, letters.moveIndex32(0, 1), u_totitle(letters.char32At(0)));
    std::string result;
    letters.toUTF8String(result);
    return result;
}

/// Looks behind closing quotes and brackets: `He said "fine."` is complete.
bool ends_a_sentence(std::string_view text) {
    constexpr std::string_view closers = "\"')]";
    const auto last = text.find_last_not_of(closers);
    if (last == std::string_view::npos) return false;
    const auto inner = text.substr(0, last + 1);
    return std::string_view{".!?"}.contains(inner.back()) || inner.ends_with("…");
}

/// Not a character that anybody types or a playbook file holds.
constexpr char tag_line_mark = '\x01';

/// A line with nothing but a tag on it vanishes, says mustache; the library leaves an empty line where the section is
/// left out. So these lines are marked before filling in, and taken out afterwards.
std::string with_marked_tag_lines(const std::string& text) {
    static const std::regex tag_line{R"(^[ \t]*(\{\{[#^/!][^{}\n]*\}\})[ \t]*$)", std::regex::multiline};
    return std::regex_replace(text, tag_line, std::string{"$1"} + tag_line_mark);
}

std::string without_marked_lines(std::string text) {
    for (auto mark = text.find(tag_line_mark); mark != std::string::npos; mark = text.find(tag_line_mark, mark)) {
        const auto line_end = std::min(text.find('\n', mark), text.size() - 1);
        text.erase(mark, line_end - mark + 1);
    }
    return text;
}

} // namespace

std::string without_outer_blanks(std::string_view text) {
    const auto first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return std::string{text.substr(first, text.find_last_not_of(blanks) - first + 1)};
}

std::string as_sentence(std::string_view typed) {
    std::string text = without_outer_blanks(typed);
    std::erase(text, '\r');
    if (text.empty()) return text;
    text = with_capital(text);
    if (!ends_a_sentence(text)) text += '.';
    return text;
}

std::string as_sentence_on_one_line(std::string_view typed) {
    std::string line;
    for (const char c : typed) {
        const bool blank = blanks.contains(c);
        if (blank && line.ends_with(' ')) continue;
        line += blank ? ' ' : c;
    }
    return as_sentence(line);
}

std::string greeting_name(std::string_view person) {
    const std::string name = without_outer_blanks(person);
    const auto first = name.substr(0, name.find_first_of(blanks));
    const bool several = name.find_first_of(",;/&") != std::string::npos || name.contains(" and ");
    const bool addressed = std::ranges::find(addresses, lower(first)) != addresses.end();
    return several || addressed ? name : first;
}

std::string date_in_full(Day day) {
    const date::year_month_day date{day};
    return fmt::format("{}, {} {} {}", weekday_name(date::weekday{day}), static_cast<unsigned>(date.day()),
                       month_name(date.month()), static_cast<int>(date.year()));
}

std::string fill_in(const std::string& text, const kainjow::mustache::data& values) {
    kainjow::mustache::mustache filled{with_marked_tag_lines(text)};
    filled.set_custom_escape([](const std::string& plain) { return plain; });
    return without_outer_blanks(without_marked_lines(filled.render(values))) + '\n';
}

} // namespace holdfast
