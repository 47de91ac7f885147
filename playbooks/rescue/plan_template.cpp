#include "playbooks/rescue/plan_template.hpp"

#include "playbooks/calendar/zone.hpp"
#include "playbooks/rescue/checklist.hpp"
#include "playbooks/wording/letter_case.hpp"

#include <algorithm>
#include <charconv>

namespace holdfast {

const PlanTemplate* find_template(const Catalog& catalog, std::string_view named) {
    const auto& templates = catalog.plan_templates;
    std::size_t number = 0;
    const auto* const end = named.data() + named.size();
    if (const auto read = std::from_chars(named.data(), end, number); read.ec == std::errc{} && read.ptr == end) {
        return number >= 1 && number <= templates.size() ? &templates[number - 1] : nullptr;
    }
    const auto beginning = lower_case(named);
    const PlanTemplate* found = nullptr;
    for (const auto& one : templates) {
        if (named.empty() || !lower_case(one.name).starts_with(beginning)) continue;
        if (found != nullptr) return nullptr;
        found = &one;
    }
    return found;
}

std::vector<request::PlanRowInput> rows_from(const PlanTemplate& pattern, const Case& state, const Surroundings& around,
                                             Instant now) {
    const auto& hours = around.policy->working_hours;
    std::vector<request::PlanRowInput> rows;
    for (const auto& row : pattern.rows) {
        const bool is_open_already = std::ranges::any_of(state.plan, [&](const PlanRow& known) {
            return known.state == PlanRowState::open && known.text == row.text;
        });
        if (is_open_already) continue;
        const UserId owner = person_with(row.owner, state, around);
        const Day today = day_of(now, *around.zone_of(owner));
        rows.push_back({0, row.text, owner, hours.add_working_days(today, row.working_day)});
    }
    return rows;
}

} // namespace holdfast
