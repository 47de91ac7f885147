#include "bot/render/form_fields.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace holdfast::render {

using slack::operator""_mrkdwn;

namespace {

/// The rows that the editor shows, most urgent first.
std::vector<PlanRow> open_rows(const Case& state) {
    std::vector<PlanRow> rows;
    std::ranges::copy_if(state.plan, std::back_inserter(rows),
                         [](const PlanRow& row) { return row.state == PlanRowState::open; });
    std::ranges::sort(rows, {}, [](const PlanRow& row) { return std::tuple{row.due, row.number}; });
    if (rows.size() > plan_rows) rows.resize(plan_rows);
    return rows;
}

std::string numbers_of(std::span<const PlanRow> rows) {
    std::string numbers;
    for (const PlanRow& row : rows) numbers += fmt::format("{}{}", numbers.empty() ? "" : ",", row.number);
    return numbers;
}

void append_row(slack::Modal& modal, int number, const std::string& text, const UserId& owner, std::optional<Day> due) {
    const bool is_optional = number > 1;
    modal.blocks.emplace_back(
        text_input(block::numbered("text", number), fmt::format("Action {}", number),
                   {.optional = is_optional, .initial = text, .placeholder = "What will be different afterwards"}));
    modal.blocks.emplace_back(
        person_input(block::numbered("owner", number), fmt::format("Owner of action {}", number), owner, is_optional));
    modal.blocks.emplace_back(
        date_input(block::numbered("due", number), fmt::format("Date of action {}", number), due, is_optional));
}

} // namespace

slack::Modal plan(const FormContext& context, const Case& state, const std::string& first_text) {
    const std::vector<PlanRow> rows = open_rows(state);
    FormContext with_rows = context;
    with_rows.subject = numbers_of(rows);
    slack::Modal modal = form(slack::modal::plan, "The two-week plan", with_rows);
    append_account(modal, context, state.account_name, {});
    append_note(modal, "Each action needs one owner and one date within two weeks. Rows without text are left out; to "
                       "drop an action, type `/rescue plan drop n reason`."_mrkdwn);
    const auto open_count = static_cast<int>(rows.size());
    for (int number = 1; number <= plan_rows; ++number) {
        if (number <= open_count) {
            const PlanRow& row = rows[static_cast<std::size_t>(number - 1)];
            append_row(modal, number, row.text, row.owner, row.due);
            continue;
        }
        append_row(modal, number, number == open_count + 1 ? first_text : std::string{}, {}, {});
    }
    return modal;
}

} // namespace holdfast::render
