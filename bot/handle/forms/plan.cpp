#include "bot/handle/colleagues.hpp"
#include "bot/handle/forms/submitted.hpp"
#include "bot/handle/typed_values.hpp"

#include <set>

namespace holdfast::forms {

namespace {

/// Row numbers that were in the editor, in the order of its lines: `3,4,7`.
std::vector<int> numbers_in(std::string_view text) {
    std::vector<int> numbers;
    while (!text.empty()) {
        const auto comma = text.find(',');
        numbers.push_back(typed_number(text.substr(0, comma)).value_or(0));
        text = comma == std::string_view::npos ? std::string_view{} : text.substr(comma + 1);
    }
    return numbers;
}

} // namespace

Submitting plan(Desk& desk, const Sent& sent) {
    const auto numbers = numbers_in(sent.context.subject);
    request::WritePlan plan;
    std::vector<int> line_of_row;
    for (int line = 1; line <= render::plan_rows; ++line) {
        const auto position = static_cast<std::size_t>(line - 1);
        request::PlanRowInput row;
        row.row = position < numbers.size() ? numbers[position] : 0;
        row.text = sent.text(block::numbered("text", line));
        row.owner = sent.state.user(block::numbered("owner", line)).value_or(UserId{});
        row.due = sent.state.date(block::numbered("due", line));
        const bool untouched = row.row == 0 && row.text.empty() && row.owner.empty() && !row.due;
        if (untouched) continue;
        plan.rows.push_back(std::move(row));
        line_of_row.push_back(line);
    }
    const auto subject = subject_of_form(desk, sent);
    const auto has_new_owner = [&](const request::PlanRowInput& row) {
        const auto* known = subject && subject->rescue ? subject->rescue->plan_row(row.row) : nullptr;
        return known == nullptr || known->owner != row.owner;
    };
    std::set<UserId> new_owners;
    for (const auto& row : plan.rows) {
        if (has_new_owner(row)) new_owners.insert(row.owner);
    }
    const auto unfit = co_await unfit_among(desk, std::move(new_owners));
    for (std::size_t i = 0; i < plan.rows.size(); ++i) {
        const auto reason = unfit.find(plan.rows[i].owner);
        if (reason == unfit.end() || !has_new_owner(plan.rows[i])) continue;
        co_return wrong_person(block::numbered("owner", line_of_row[i]), reason->second);
    }
    co_return at_its_lines(co_await apply(desk, sent, {plan}, "text_1"), line_of_row);
}

} // namespace holdfast::forms
