#pragma once

#include "playbooks/rescue/line.hpp"
#include "playbooks/rescue/policy.hpp"
#include "playbooks/rescue/state.hpp"

#include <optional>
#include <vector>

namespace holdfast {

/// Something one person still has to do in a case: what `/rescue todo`, the morning digest and the App Home list.
struct TodoItem {
    CaseId rescue;
    AccountId account;
    std::string account_name;
    Line line;
    std::optional<Instant> due;
    bool overdue = false;
};

/// Overdue first, then by due time.
[[nodiscard]] std::vector<TodoItem> todo(const Case& state, const UserId& person, Instant now,
                                         const Surroundings& around);

/// What of it belongs into a morning digest and to the head of the App Home: overdue, or due until the end of that day.
[[nodiscard]] bool due_today(const TodoItem& item, Instant end_of_day);

void sort_by_urgency(std::vector<TodoItem>& items);

} // namespace holdfast
