#include "bot/decode/row_fields.hpp"

#include "bot/decode/nearest.hpp"
#include "bot/decode/plain_values.hpp"
#include "bot/decode/utf8.hpp"
#include "playbooks/calendar/zone.hpp"
#include "playbooks/signals/signal.hpp"
#include "playbooks/wording/letter_case.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace holdfast {

namespace {

constexpr std::size_t longest_id = 100;
constexpr std::string_view a_day = "a date such as 2026-03-04";
constexpr std::string_view an_instant = "a date or a time with its zone such as 2026-03-04T09:12:00Z";
constexpr std::string_view a_number = "a number such as 96.5";

std::string_view trimmed(std::string_view text) noexcept {
    constexpr std::string_view blanks = " \t\r\n";
    const auto begin = text.find_first_not_of(blanks);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

} // namespace

RowFields::RowFields(RecordKind kind, std::span<const std::string_view> values) : kind_{kind}, values_{values} {
    for (const auto& column : columns_of(kind))
        if (column.required && value(column.name).empty()) refuse(column.name, "a value is required");
}

std::string_view RowFields::value(std::string_view column) const {
    const auto position = column_position(kind_, column);
    return position && *position < values_.size() ? trimmed(values_[*position]) : std::string_view{};
}

void RowFields::refuse(std::string_view column, std::string reason) {
    if (problem_) return;
    problem_ = FieldProblem{std::string{column}, fmt::format("{}: {}", column, reason)};
}

void RowFields::refuse_value(std::string_view column, std::string_view value, std::string_view expected) {
    constexpr std::size_t most_shown = 40;
    refuse(column, fmt::format("\"{}\" is not {}", shown(value, most_shown), expected));
}

void RowFields::require(bool condition, std::string_view column, std::string_view reason) {
    if (!condition) refuse(column, std::string{reason});
}

template <class Value, class Reader>
std::optional<Value> RowFields::read(std::string_view column, Reader reader, std::string_view expected) {
    const auto text = value(column);
    if (text.empty()) return std::nullopt;
    std::optional<Value> result = reader(text);
    if (!result) refuse_value(column, text, expected);
    return result;
}

std::string RowFields::text(std::string_view column, std::size_t most) {
    const auto text = value(column);
    if (auto flaw = flaw_of_line(text, most)) refuse(column, *std::move(flaw));
    return std::string{text};
}

std::string RowFields::note(std::string_view column, std::size_t most) {
    const auto text = value(column);
    if (auto flaw = flaw_of_note(text, most)) refuse(column, *std::move(flaw));
    return std::string{text};
}

std::string RowFields::id(std::string_view column) {
    return text(column, longest_id);
}

AccountId RowFields::account(std::string_view column) {
    return AccountId{id(column)};
}

AccountId RowFields::account_id(std::string_view column) {
    const auto text = value(column);
    if (!text.empty() && !is_account_id(text)) refuse_value(column, text, what_an_account_id_is);
    return AccountId{std::string{text}};
}

UserId RowFields::colleague(std::string_view column) {
    const auto text = value(column);
    if (!text.empty() && !is_slack_user(text) && !is_email(text))
        refuse_value(column, text, "a Slack user id (U012AB3CD) or an e-mail address");
    return UserId{std::string{text}};
}

std::string RowFields::email(std::string_view column) {
    const auto text = value(column);
    if (!text.empty() && !is_email(text)) refuse_value(column, text, "an e-mail address");
    return std::string{text};
}

std::string RowFields::time_zone(std::string_view column) {
    const auto text = value(column);
    if (!text.empty() && find_zone(text) == nullptr) refuse_value(column, text, "a time zone such as Europe/Berlin");
    return std::string{text};
}

std::string RowFields::currency(std::string_view column) {
    return read<std::string>(column, currency_code, what_a_currency_code_is).value_or(std::string{});
}

BuyingRole RowFields::role(std::string_view column) {
    static const auto expected = fmt::format("one of {}", fmt::join(buying_role_names, ", "));
    return read<BuyingRole>(column, buying_role_from, expected).value_or(BuyingRole::other);
}

std::string RowFields::signal_kind(std::string_view column) {
    constexpr std::size_t most_slips = 2;
    auto name = lower_case(text(column, longest_label));
    if (problem_) return name;
    if (const auto known = reported_kind_from(name)) return std::string{to_text(*known)};
    const auto slips = [&name](std::string_view known) { return slips_between(name, known); };
    const auto nearest_known = *std::ranges::min_element(reported_kind_names, {}, slips);
    if (slips(nearest_known) <= most_slips) {
        refuse(column,
               fmt::format("\"{}\" is nearly {}; did you mean that? A kind of your own needs a name less like it",
                           value(column), nearest_known));
    }
    return name;
}

std::string RowFields::influence(std::string_view column) {
    auto text = lower_case(value(column));
    if (text == "med") text = "medium";
    if (!text.empty() && text != "high" && text != "medium" && text != "low")
        refuse_value(column, value(column), "high, medium or low");
    return text;
}

Day RowFields::day(std::string_view column) {
    return optional_day(column).value_or(Day{});
}

std::optional<Day> RowFields::optional_day(std::string_view column) {
    return read<Day>(column, iso_day, a_day);
}

Instant RowFields::instant(std::string_view column) {
    return optional_instant(column).value_or(Instant{});
}

std::optional<Instant> RowFields::optional_instant(std::string_view column) {
    return read<Instant>(column, iso_instant, an_instant);
}

Money RowFields::money(std::string_view column) {
    return optional_money(column).value_or(Money{});
}

std::optional<Money> RowFields::optional_money(std::string_view column) {
    const auto text = value(column);
    if (text.empty()) return std::nullopt;
    const auto amount = plain_money(text);
    if (amount) return *amount;
    refuse_value(column, text, amount.error());
    return std::nullopt;
}

double RowFields::number(std::string_view column) {
    return optional_number(column).value_or(0);
}

std::optional<double> RowFields::optional_number(std::string_view column) {
    return read<double>(column, finite_number, a_number);
}

std::optional<int> RowFields::optional_whole(std::string_view column, int least, int most) {
    const auto text = value(column);
    if (text.empty()) return std::nullopt;
    const auto number = whole_number(text, least, most);
    if (!number) {
        refuse_value(column, text, fmt::format("a whole number from {} to {}", least, most));
        return std::nullopt;
    }
    return static_cast<int>(*number);
}

bool RowFields::yes(std::string_view column) {
    return read<bool>(column, yes_or_no, "yes or no").value_or(false);
}

} // namespace holdfast
