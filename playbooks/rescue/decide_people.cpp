#include "playbooks/accounts/person_names.hpp"
#include "playbooks/rescue/deciding.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace holdfast::deciding {

namespace {

bool is_asker(const Deciding& d, const UserId& who) {
    return !d.actor.id.empty() && d.around.known_as(who) == d.actor.id;
}

/// Which right it takes to give somebody a role, or to empty it.
/// @param to empty: nobody gets it
Action giving(const Deciding& d, RescueRole role, const UserId& to) {
    switch (role) {
    case RescueRole::recovery_lead: return Action::give_lead;
    case RescueRole::executive_sponsor: return is_asker(d, to) ? Action::take_executive : Action::give_executive;
    case RescueRole::technical_lead:
    case RescueRole::support_lead:
    case RescueRole::intelligence_lead: return Action::change;
    }
    return Action::change;
}

bool may_give(const Deciding& d, RescueRole role, const UserId& to) {
    const auto standing = d.standing();
    if (role != RescueRole::recovery_lead) return may(giving(d, role, to), standing);
    // A rescue must not wait for its lead: whoever sits in the room may fill the gap.
    if (!d.around.is_reachable(d.state.holder(role)) && may(Action::change, standing)) return true;
    if (has_appointed_lead(d.state, d.around)) return gives_approval(standing);
    return may(giving(d, role, to), standing);
}

/// Why somebody may not give, take or empty a role.
Refusal not_theirs_to_give(const Deciding& d, RescueRole role, const UserId& to) {
    const auto action = giving(d, role, to);
    if (action == Action::take_executive && may(Action::give_executive, d.standing())) {
        return {"The executive sponsor is not changed",
                fmt::format("a senior leader gives this role to somebody else; to take it is for {}", who_may(action)),
                "Ask one of them.",
                {}};
    }
    const bool is_protected =
        role == RescueRole::recovery_lead && has_appointed_lead(d.state, d.around) && may(action, d.standing());
    if (!is_protected) return not_for(d, action);
    return {
        "The recovery lead stays",
        fmt::format("somebody in charge named the lead, and only {} or a senior leader can name another in place of",
                    who_may(Action::close)),
        "Ask one of them.",
        {},
        d.state.holder(role)};
}

auto contact_called(const Case& state, std::string_view name) {
    return std::ranges::find_if(state.contacts, [&](const Contact& contact) { return same_name(contact.name, name); });
}

} // namespace

Decision decide(const Deciding& d, const request::TakeRole& asked) {
    if (!may_give(d, asked.role, asked.holder)) return std::unexpected{not_theirs_to_give(d, asked.role, asked.holder)};
    if (asked.holder.empty()) {
        return refuse("The role is not given", "nobody was named", "/rescue role lead @kim", "holder");
    }
    if (d.around.is_gone(asked.holder)) {
        return refuse("The role is not given", "this person's Slack account is deactivated or unknown",
                      "Choose somebody who is active.", "holder");
    }
    const bool is_lead = asked.role == RescueRole::recovery_lead;
    const auto standing = d.standing();
    const bool gives = is_asker(d, asked.holder) ? may(Action::close, standing) : gives_approval(standing);
    const bool may_approve = !is_lead || gives;
    // Somebody in charge who names the same lead once more confirms them.
    const bool confirms = is_lead && may_approve && !d.state.lead_may_approve;
    if (d.state.holder(asked.role) == asked.holder && !confirms) {
        return refuse("Nothing changed", fmt::format("the {} is the same person already", title_of(asked.role)),
                      "`/rescue role` shows who does what.");
    }
    return std::vector<Event>{event::RoleTaken{asked.role, asked.holder, may_approve, d.state.holder(asked.role)}};
}

Decision decide(const Deciding& d, const request::DropRole& asked) {
    const auto holder = d.state.holder(asked.role);
    const bool own = holder && holder == d.actor.id;
    const bool may_empty = may(giving(d, asked.role, {}), d.standing()) && may_give(d, asked.role, {});
    if (!own && !may_empty) return std::unexpected{not_theirs_to_give(d, asked.role, {})};
    if (holder.empty()) {
        return refuse("Nothing changed", fmt::format("nobody is {} now", title_of(asked.role)),
                      fmt::format("/rescue role take {}", to_text(asked.role)));
    }
    return std::vector<Event>{event::RoleDropped{asked.role, holder}};
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
    if (known == d.state.contacts.end() && is_one_letter(asked.name)) {
        return refuse("Nobody was added", one_letter_is_no_name(asked.name),
                      "/rescue people add \"Dana Fox\" dept:operations", "name");
    }
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
    const bool is_sponsor = same_name(d.state.sponsor.name, asked.name);
    if (known != d.state.contacts.end() && known->left && !is_sponsor) return std::vector<Event>{};
    return std::vector<Event>{event::ContactLeft{asked.name, is_sponsor}};
}

Decision decide(const Deciding& d, const request::FindColleague& asked) {
    const auto team = d.state.team();
    const bool concerned = std::ranges::find(team, asked.address) != team.end();
    if (!concerned) return std::vector<Event>{};
    return std::vector<Event>{event::ColleagueFound{asked.address, asked.user}};
}

Decision decide(const Deciding& d, const request::PutInCharge& asked) {
    const auto named_or = [](const UserId& named, const UserId& known) { return named ? named : known; };
    event::InChargeChanged changed{named_or(asked.owner, d.state.owner), named_or(asked.manager, d.state.manager),
                                   named_or(asked.executive_sponsor, d.state.executive_sponsor)};
    const bool same_people = changed.owner == d.state.owner && changed.manager == d.state.manager &&
                             changed.executive_sponsor == d.state.executive_sponsor;
    // Nobody is told of people who stay.
    if (same_people) changed = {};
    if (asked.account_zone != d.state.account_zone) changed.account_zone = asked.account_zone;
    if (same_people && !changed.account_zone) return std::vector<Event>{};
    return std::vector<Event>{std::move(changed)};
}

} // namespace holdfast::deciding
