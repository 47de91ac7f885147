#include "playbooks/accounts/person_names.hpp"
#include "playbooks/rescue/deciding.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace holdfast::deciding {

namespace {

Action giving(RescueRole role) {
    switch (role) {
    case RescueRole::recovery_lead: return Action::give_lead;
    case RescueRole::executive_sponsor: return Action::give_executive;
    case RescueRole::technical_lead:
    case RescueRole::support_lead:
    case RescueRole::intelligence_lead: return Action::change;
    }
    return Action::change;
}

bool may_give(const Deciding& d, RescueRole role) {
    const auto standing = d.standing();
    // A rescue must not wait for its lead: whoever sits in the room may fill the gap.
    const bool fills_the_gap =
        role == RescueRole::recovery_lead && d.state.holder(role).empty() && may(Action::change, standing);
    return fills_the_gap || may(giving(role), standing);
}

auto contact_called(const Case& state, std::string_view name) {
    return std::ranges::find_if(state.contacts, [&](const Contact& contact) { return same_name(contact.name, name); });
}

} // namespace

Decision decide(const Deciding& d, const request::TakeRole& asked) {
    if (!may_give(d, asked.role)) return std::unexpected{not_for(d, giving(asked.role))};
    if (asked.holder.empty()) {
        return refuse("The role is not given", "nobody was named", "/rescue role lead @kim", "holder");
    }
    if (d.around.is_gone(asked.holder)) {
        return refuse("The role is not given", "this person's Slack account is deactivated or unknown",
                      "Choose somebody who is active.", "holder");
    }
    const bool is_lead = asked.role == RescueRole::recovery_lead;
    const bool may_approve = !is_lead || gives_approval(d.standing());
    // Somebody in charge who names the same lead once more confirms them.
    const bool confirms = is_lead && may_approve && !d.state.lead_may_approve;
    if (d.state.holder(asked.role) == asked.holder && !confirms) {
        return refuse("Nothing changed", fmt::format("the {} is the same person already", title_of(asked.role)),
                      "`/rescue role` shows who does what.");
    }
    return std::vector<Event>{event::RoleTaken{asked.role, asked.holder, may_approve}};
}

Decision decide(const Deciding& d, const request::DropRole& asked) {
    const auto holder = d.state.holder(asked.role);
    const bool own = holder && holder == d.actor.id;
    if (!own && !may(giving(asked.role), d.standing())) return std::unexpected{not_for(d, giving(asked.role))};
    if (holder.empty()) {
        return refuse("Nothing changed", fmt::format("nobody is {} now", title_of(asked.role)),
                      fmt::format("/rescue role take {}", to_text(asked.role)));
    }
    return std::vector<Event>{event::RoleDropped{asked.role}};
}

Decision decide(const Deciding& d, const request::ShareContact&) {
    if (d.state.holder(RescueRole::recovery_lead).empty()) {
        return refuse("There is no contact to share yet", "the recovery owner is not named",
                      "`/rescue role lead @kim` names one.");
    }
    if (d.state.contact_shared) return std::vector<Event>{};
    return std::vector<Event>{event::ContactShared{}};
}

Decision decide(const Deciding& d, const request::AddContact& asked) {
    if (asked.name.empty()) {
        return refuse("Nobody was added", "the name is missing", "/rescue people add \"Dana Fox\" dept:operations",
                      "name");
    }
    const auto known = contact_called(d.state, asked.name);
    const bool unchanged = known != d.state.contacts.end() && !known->left && known->title == asked.title &&
                           known->role == asked.role && known->department == asked.department;
    if (unchanged) return std::vector<Event>{};
    return std::vector<Event>{event::ContactAdded{asked.name, asked.title, asked.role, asked.department}};
}

Decision decide(const Deciding& d, const request::ContactLeft& asked) {
    if (asked.name.empty()) {
        return refuse("Nothing changed", "the name is missing", "/rescue people left \"Dana Fox\"", "name");
    }
    const auto known = contact_called(d.state, asked.name);
    if (known != d.state.contacts.end() && known->left) return std::vector<Event>{};
    return std::vector<Event>{event::ContactLeft{asked.name}};
}

Decision decide(const Deciding& d, const request::FindColleague& asked) {
    const auto team = d.state.team();
    const bool concerned = std::ranges::find(team, asked.address) != team.end();
    if (!concerned) return std::vector<Event>{};
    return std::vector<Event>{event::ColleagueFound{asked.address, asked.user}};
}

} // namespace holdfast::deciding
