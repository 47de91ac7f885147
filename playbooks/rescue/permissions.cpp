#include "playbooks/rescue/permissions.hpp"

#include "playbooks/rescue/draft_privacy.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace holdfast {

namespace {

constexpr std::string_view those_in_charge = "the recovery lead, the manager or the executive sponsor";
constexpr std::string_view those_in_charge_and_owner =
    "the account manager, the recovery lead, the manager or the executive sponsor";

/// One row of the table: may a … do this?
struct Row {
    Action action;
    std::string_view who; ///< in words
    bool member = false;  ///< anybody in the workspace
    bool in_room = false; ///< a member of the case's room
    bool writer = false;
    bool account_manager = false;
    bool recovery_lead = false; ///< however they came to it
    bool appointed_lead = false;
    bool manager = false;
    bool executive = false;
    bool leader = false;
    bool admin = false;
};

constexpr std::array<Row, all_actions.size()> table{{
    {.action = Action::log, .who = "everybody", .member = true},
    {.action = Action::change,
     .who = "people in the room, the account manager, the recovery lead, the manager or the executive sponsor",
     .in_room = true,
     .account_manager = true,
     .recovery_lead = true,
     .manager = true,
     .executive = true},
    {.action = Action::give_lead,
     .who = "the account manager, the recovery lead, the manager, the executive sponsor or a senior leader",
     .account_manager = true,
     .recovery_lead = true,
     .manager = true,
     .executive = true,
     .leader = true},
    {.action = Action::give_executive,
     .who = "the manager, the executive sponsor or a senior leader",
     .manager = true,
     .executive = true,
     .leader = true},
    {.action = Action::take_executive,
     .who = "the manager or the executive sponsor",
     .manager = true,
     .executive = true},
    {.action = Action::request_concession,
     .who = those_in_charge_and_owner,
     .account_manager = true,
     .recovery_lead = true,
     .manager = true,
     .executive = true},
    {.action = Action::approve_tier_2,
     .who = those_in_charge,
     .appointed_lead = true,
     .manager = true,
     .executive = true},
    {.action = Action::approve_tier_3,
     .who = "the manager or the executive sponsor",
     .manager = true,
     .executive = true},
    {.action = Action::approve_tier_4, .who = "the executive sponsor", .executive = true},
    {.action = Action::propose_closing,
     .who = those_in_charge_and_owner,
     .account_manager = true,
     .recovery_lead = true,
     .manager = true,
     .executive = true},
    {.action = Action::close, .who = those_in_charge, .appointed_lead = true, .manager = true, .executive = true},
    {.action = Action::use_draft, .who = "its writer", .writer = true},
    {.action = Action::see_own_side_risk,
     .who = "the manager or the executive sponsor",
     .manager = true,
     .executive = true},
    {.action = Action::read_record,
     .who =
         "people in the room, the account manager, the recovery lead, the manager, the executive sponsor or an admin",
     .in_room = true,
     .account_manager = true,
     .recovery_lead = true,
     .manager = true,
     .executive = true,
     .admin = true},
    {.action = Action::change_account,
     .who = "its account manager, manager or executive sponsor, or an admin",
     .account_manager = true,
     .manager = true,
     .executive = true,
     .admin = true},
    {.action = Action::name_superiors,
     .who = "its manager, its executive sponsor or an admin",
     .manager = true,
     .executive = true,
     .admin = true},
    {.action = Action::export_team,
     .who = "the manager, the executive sponsor or an admin",
     .manager = true,
     .executive = true,
     .admin = true},
    {.action = Action::export_all, .who = "the executive sponsor or an admin", .executive = true, .admin = true},
    {.action = Action::erase, .who = "an admin", .admin = true},
    {.action = Action::audit, .who = "an admin", .admin = true},
    {.action = Action::configure, .who = "an admin", .admin = true},
}};

constexpr bool is_complete() {
    for (std::size_t i = 0; i < table.size(); ++i) {
        const bool in_order =
            table[i].action == all_actions[i] && std::to_underlying(all_actions[i]) == static_cast<int>(i);
        if (!in_order) return false;
    }
    return true;
}
static_assert(is_complete(), "one row for each action, in their order");

const Row& row_of(Action action) {
    return table.at(static_cast<std::size_t>(std::to_underlying(action)));
}

/// Colleagues may be on record by address until they have been looked up.
bool is_same(const UserId& actor, const UserId& on_record, const Surroundings& around) {
    return !actor.empty() && !on_record.empty() && actor == around.known_as(on_record);
}

} // namespace

Standing standing_of(const Actor& actor, const Case& state, const Surroundings& around) {
    Standing standing;
    if (actor.id.empty()) {
        standing.holdfast = true;
        return standing;
    }
    const auto is = [&](const UserId& one) { return is_same(actor.id, one, around); };
    const auto team = state.team();
    // Whoever has a part in the rescue belongs to its room, wherever they answer from.
    standing.in_room = actor.in_room || std::ranges::any_of(team, is);
    standing.account_manager = is(state.owner);
    standing.recovery_lead = is(state.holder(RescueRole::recovery_lead));
    standing.appointed_lead = standing.recovery_lead && state.lead_may_approve;
    standing.manager = is(state.manager);
    standing.executive = is(state.executive_sponsor) || is(state.holder(RescueRole::executive_sponsor));
    standing.leader = around.is_among(around.policy->leaders, actor.id);
    standing.admin = around.is_among(around.policy->admins, actor.id);
    return standing;
}

Standing standing_of(const Actor& actor, const Case& state, const Summary& summary, const Surroundings& around) {
    auto standing = standing_of(actor, state, around);
    standing.writer = is_same(actor.id, keeper_of(summary, state, around), around);
    return standing;
}

Standing standing_of(const Actor& actor, const Account& account, const Surroundings& around) {
    Standing standing;
    if (actor.id.empty()) {
        standing.holdfast = true;
        return standing;
    }
    const auto is = [&](const UserId& one) { return is_same(actor.id, one, around); };
    const bool nobody_is_in_charge = account.owner.empty() && account.manager.empty();
    standing.account_manager = is(account.owner) || nobody_is_in_charge;
    standing.manager = is(account.manager);
    standing.executive = is(account.executive_sponsor);
    standing.admin = around.is_among(around.policy->admins, actor.id);
    return standing;
}

bool may(Action action, const Standing& standing) {
    if (standing.holdfast) return true;
    const auto& row = row_of(action);
    return row.member || (row.in_room && standing.in_room) || (row.writer && standing.writer) ||
           (row.account_manager && standing.account_manager) || (row.recovery_lead && standing.recovery_lead) ||
           (row.appointed_lead && standing.appointed_lead) || (row.manager && standing.manager) ||
           (row.executive && standing.executive) || (row.leader && standing.leader) || (row.admin && standing.admin);
}

std::string_view instead_of(Action action, const Standing& standing) {
    const bool room_would_help = row_of(action).in_room && !standing.in_room;
    return room_would_help ? "Ask one of them, or type the command in the room of the rescue." : "Ask one of them.";
}

std::string_view who_may(Action action) {
    return row_of(action).who;
}

std::vector<UserId> others_who_may(Action action, const UserId& somebody, const Case& state,
                                   const Surroundings& around) {
    std::vector<UserId> candidates{state.manager};
    std::ranges::copy(state.team(), std::back_inserter(candidates));
    std::vector<UserId> others;
    for (const auto& on_record : candidates) {
        const auto who = around.known_as(on_record);
        const bool is_listed = std::ranges::find(others, who) != others.end();
        if (who == somebody || is_listed || !around.is_reachable(who)) continue;
        if (may(action, standing_of({who, false}, state, around))) others.push_back(who);
    }
    return others;
}

bool gives_approval(const Standing& giver) {
    return may(Action::close, giver) || giver.leader;
}

bool may_name_superior(const Standing& standing, const Actor& actor, const Account& account, const UserId& named,
                       const Surroundings& around) {
    if (may(Action::name_superiors, standing)) return true;
    const bool has_superior = around.is_reachable(account.manager) || around.is_reachable(account.executive_sponsor);
    if (has_superior || !standing.account_manager) return false;
    // Nobody is passed over where nobody was in charge of the account.
    if (account.owner.empty()) return true;
    const bool may_be_anybody = around.known_as(named).value.contains('@');
    return !may_be_anybody && !is_same(actor.id, named, around);
}

bool has_appointed_lead(const Case& state, const Surroundings& around) {
    return state.lead_may_approve && around.is_reachable(state.holder(RescueRole::recovery_lead));
}

} // namespace holdfast
