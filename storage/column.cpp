#include "storage/column.hpp"

#include "storage/failure.hpp"

#include <fmt/format.h>

#include <charconv>
#include <iterator>

namespace holdfast {

namespace {

std::optional<unsigned> digits(std::string_view text) {
    unsigned number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

std::optional<date::year_month> month_at_start_of(std::string_view text) {
    if (text.size() < 7 || text[4] != '-') return std::nullopt;
    const auto year = digits(text.substr(0, 4));
    const auto month = digits(text.substr(5, 2));
    if (!year || !month) return std::nullopt;
    const date::year_month result{date::year{static_cast<int>(*year)}, date::month{*month}};
    return result.ok() ? std::optional{result} : std::nullopt;
}

} // namespace

void refuse_missing_value(std::size_t column) {
    throw StorageFailure{
        StorageFailure::Kind::damaged,
        fmt::format("The database holds a row without the value of its column {}. Restore a backup.", column)};
}

void refuse_stored_text(std::string_view what, std::string_view text) {
    throw StorageFailure{
        StorageFailure::Kind::damaged,
        fmt::format("The database holds {} characters that are no {}. Restore a backup.", text.size(), what)};
}

void Column<Day>::store(Cell& cell, Day day) {
    const date::year_month_day date{day};
    cell.text.clear();
    fmt::format_to(std::back_inserter(cell.text), "{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                   static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

Day Column<Day>::load(const Cell& cell) {
    const std::string_view text = cell.text;
    const auto month = month_at_start_of(text);
    if (!month || text.size() != 10 || text[7] != '-') refuse_stored_text("day", text);
    const auto day = digits(text.substr(8));
    if (!day || !(*month / static_cast<int>(*day)).ok()) refuse_stored_text("day", text);
    return Day{*month / static_cast<int>(*day)};
}

void Column<date::year_month>::store(Cell& cell, date::year_month month) {
    cell.text = fmt::format("{:04}-{:02}", static_cast<int>(month.year()), static_cast<unsigned>(month.month()));
}

date::year_month Column<date::year_month>::load(const Cell& cell) {
    const auto month = month_at_start_of(cell.text);
    if (!month || cell.text.size() != 7) refuse_stored_text("month", cell.text);
    return *month;
}

} // namespace holdfast
