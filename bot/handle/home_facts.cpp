#include "bot/handle/home_facts.hpp"

#include "bot/handle/account_health.hpp"
#include "bot/handle/subject.hpp"
#include "bot/handle/typed_values.hpp"
#include "playbooks/rescue/deadlines.hpp"
#include "playbooks/rescue/ladder.hpp"
#include "storage/accounts.hpp"
#include "storage/touches.hpp"

#include <algorithm>

namespace holdfast {

namespace {

bool contains(const std::vector<UserId>& people, const UserId& user) {
    return std::ranges::find(people, user) != people.end();
}

render::HomeAccount account_line(Desk& desk, const Account& account) {
    const AsOf as_of{desk.now(), &zone_of_account(account, desk.rules())};
    render::HomeAccount line;
    line.account = account;
    if (account.renewal_date) {
        line.days_to_renewal = static_cast<int>((*account.renewal_date - as_of.today()).count());
    }
    if (const auto touch = last_touch(desk.reader(), account.id)) line.days_since_touch = as_of.days_since(*touch);
    line.in_rescue = find_open_case(desk.reader(), account.id).has_value();
    return line;
}

} // namespace

render::HomeFacts home_facts(Desk& desk, const UserId& reader, std::vector<render::WatchRow> watch) {
    auto& db = desk.reader();
    const auto around = desk.around();
    render::HomeFacts facts;
    facts.reader = reader;
    const auto end_of_today = end_of_working_day(today_of(desk, reader), reader, around);
    for (const auto& rescue : desk.book().all_open(db)) {
        for (auto& item : todo(*rescue, reader, desk.now(), around)) {
            if (due_today(item, end_of_today))
                facts.today.push_back(std::move(item));
            else
                ++facts.later;
        }
        const render::RescueRow row{rescue, room_of(desk, rescue->id)};
        if (contains(rescue->team(), reader)) facts.my_rescues.push_back(row);
        if (!contains(escalation_path(*rescue, around), reader)) continue;
        facts.leads_a_team = true;
        facts.team_rescues.push_back(row);
        if (rescue->status == CaseStatus::active && rescue->call.owed()) facts.calls_due.push_back(row);
    }
    sort_by_urgency(facts.today);
    for (const auto& account : accounts_of(db, reader)) facts.my_accounts.push_back(account_line(desk, account));
    facts.watch = std::move(watch);
    facts.first_use = facts.my_accounts.empty() && account_names(db).empty();
    return facts;
}

} // namespace holdfast
