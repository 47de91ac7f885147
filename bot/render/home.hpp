#pragma once

#include "bot/render/answers.hpp"
#include "bot/slack/views.hpp"
#include "playbooks/accounts/account.hpp"
#include "playbooks/rescue/todo.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace holdfast::render {

struct HomeAccount {
    Account account;
    std::optional<int> days_to_renewal;
    std::optional<int> days_since_touch;
    bool in_rescue = false;
};

/// What one person's App Home is drawn from (interaction surface, "App Home").
struct HomeFacts {
    UserId reader;
    std::vector<TodoItem> today; ///< overdue or due today, overdue first
    std::size_t later = 0;       ///< to-dos beside those of today
    std::vector<RescueRow> my_rescues;
    std::vector<HomeAccount> my_accounts;
    std::vector<WatchRow> watch;
    bool leads_a_team = false;
    std::vector<RescueRow> calls_due; ///< sponsor calls still owed in the team
    std::vector<RescueRow> team_rescues;
    bool first_use = false; ///< no account is on record
};

/// Five lines a section; 0, 1 and 500 rescues all fit.
[[nodiscard]] slack::Home home(const HomeFacts& facts, const Showing& showing);

} // namespace holdfast::render
