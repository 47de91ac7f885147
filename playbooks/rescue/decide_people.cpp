#include "playbooks/rescue/deciding.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace holdfast::deciding {

Decision decide(const Deciding& d, const request::TakeRole& asked) {
    if (asked.holder.empty()) {
        return refuse("The role is not given", "nobody was named", "/rescue role lead @kim", "holder");
    }
    if (d.around.is_deactivated(asked.holder)) {
        return refuse("The role is not given", "this person's Slack account is deactivated",
                      "Choose somebody who is active.", "holder");
    }
    if (d.state.holder(asked.role) == asked.holder) {
        return refuse("Nothing changed", fmt::format("the {} is the same person already", title_of(asked.role)),
                      "/rescue role shows who does what.");
    }
    return std::vector<Event>{event::RoleTaken{asked.role, asked.holder}};
}

Decision decide(const Deciding& d, const request::DropRole& asked) {
    if (d.state.holder(asked.role).empty()) {
        return refuse("Nothing changed", fmt::format("nobody is {} now", title_of(asked.role)),
                      fmt::format("/rescue role take {}", to_text(asked.role)));
    }
    return std::vector<Event>{event::RoleDropped{asked.role}};
}

Decision decide(const Deciding& d, const request::ShareContact&) {
    if (d.state.holder(RescueRole::recovery_lead).empty()) {
        return refuse("There is no contact to share yet", "the recovery owner is not named",
                      "/rescue role lead @kim names one.");
    }
    if (d.state.contact_shared) return std::vector<Event>{};
    return std::vector<Event>{event::ContactShared{}};
}

Decision decide(const Deciding& d, const request::AddContact& asked) {
    if (asked.name.empty()) {
        return refuse("Nobody was added", "the name is missing", "/rescue people add \"Dana Fox\" dept:operations",
                      "name");
    }
    const auto known = std::ranges::find(d.state.contacts, asked.name, &Contact::name);
    const bool unchanged = known != d.state.contacts.end() && !known->left && known->title == asked.title &&
                           known->role == asked.role && known->department == asked.department;
    if (unchanged) return std::vector<Event>{};
    return std::vector<Event>{event::ContactAdded{asked.name, asked.title, asked.role, asked.department}};
}

Decision decide(const Deciding& d, const request::ContactLeft& asked) {
    if (asked.name.empty()) {
        return refuse("Nothing changed", "the name is missing", "/rescue people left \"Dana Fox\"", "name");
    }
    const auto known = std::ranges::find(d.state.contacts, asked.name, &Contact::name);
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
