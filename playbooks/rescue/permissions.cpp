#include "playbooks/rescue/permissions.hpp"

namespace holdfast {

namespace {

/// One row of the table: may a … do this?
struct Row {
    Action action;
    bool member;  ///< anybody in the workspace
    bool in_room; ///< a member of the case's room
    bool account_manager;
    bool recovery_lead;
    bool manager;
    bool executive;
    bool admin;
    std::string_view who;
};

constexpr std::array<Row, 6> table{{
    {Action::log, true, true, true, true, true, true, true, "everybody"},
    {Action::change, false, true, true, true, true, true, false,
     "people in the room, the account manager, the recovery lead, the manager or the executive sponsor"},
    {Action::propose_closing, false, false, true, true, true, true, false,
     "the account manager, the recovery lead, the manager or the executive sponsor"},
    {Action::close, false, false, false, true, true, true, false,
     "the recovery lead, the manager or the executive sponsor"},
    {Action::keep_service, false, false, false, true, true, true, false,
     "the recovery lead, the manager or the executive sponsor"},
    {Action::configure, false, false, false, false, false, false, true, "an admin"},
}};

const Row& row_of(Action action) {
    for (const auto& row : table) {
        if (row.action == action) return row;
    }
    return table.back();
}

} // namespace

Standing standing_of(const Actor& actor, const Case& state, const Policy& policy) {
    Standing standing;
    if (actor.id.empty()) {
        standing.holdfast = true;
        return standing;
    }
    standing.in_room = actor.in_room;
    standing.account_manager = actor.id == state.owner;
    standing.recovery_lead = actor.id == state.holder(RescueRole::recovery_lead);
    standing.manager = actor.id == state.manager;
    standing.executive = actor.id == state.executive_sponsor || actor.id == state.holder(RescueRole::executive_sponsor);
    standing.admin = policy.admins.contains(actor.id);
    return standing;
}

bool may(Action action, const Standing& standing) {
    if (standing.holdfast) return true;
    const auto& row = row_of(action);
    return row.member || (row.in_room && standing.in_room) || (row.account_manager && standing.account_manager) ||
           (row.recovery_lead && standing.recovery_lead) || (row.manager && standing.manager) ||
           (row.executive && standing.executive) || (row.admin && standing.admin);
}

std::string_view who_may(Action action) {
    return row_of(action).who;
}

} // namespace holdfast
