#include "playbooks/rescue/notices.hpp"

#include "playbooks/rescue/checklist.hpp"
#include "playbooks/rescue/command_words.hpp"
#include "playbooks/rescue/figures.hpp"
#include "playbooks/rescue/ladder.hpp"
#include "playbooks/rescue/promises.hpp"
#include "playbooks/rescue/reminding.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace holdfast {

namespace {

Notice to_person(const UserId& user, Line line) {
    Notice notice;
    notice.where = Notice::Where::person;
    notice.to = user;
    notice.line = std::move(line);
    return notice;
}

/// Who is asked to close what somebody else proposes: the acting manager, and a recovery lead who may close.
std::vector<UserId> closers(const Case& state, const Surroundings& around) {
    std::vector<UserId> people{acting_manager(state, around)};
    const auto lead = state.holder(RescueRole::recovery_lead);
    const bool may_close = lead && state.lead_may_approve && !around.is_gone(lead);
    if (may_close && lead != people.front()) people.push_back(lead);
    std::erase(people, UserId{});
    return people;
}

/// Who is asked when nobody knows any more who decides at the customer.
std::vector<UserId> those_who_name_a_sponsor(const Case& state, const Surroundings& around) {
    std::vector<UserId> people;
    for (const auto& person : {person_with(Duty::account_manager, state, around),
                               person_with(Duty::recovery_lead, state, around), acting_manager(state, around)}) {
        if (person && std::ranges::find(people, person) == people.end()) people.push_back(person);
    }
    return people;
}

Line about_the_account(const Case& after, const RecordedEvent& recorded, const Surroundings& around) {
    Line line;
    line.stress(after.account_name).say(": ");
    for (const auto& piece : line_about(after, recorded, around).pieces()) line.add(piece);
    return line;
}

/// Who is asked to approve a promise: the first up the path who may, and has no part in it (S0-88b).
UserId approver_of(const Promise& promise, const Case& state, const Surroundings& around) {
    for (const auto& person : escalation_path(state, around)) {
        const bool is_own = person == around.known_as(promise.by) || person == promise.recorded_by;
        if (!is_own && may(approval_of_promises, standing_of(Actor{person}, state, around))) return person;
    }
    return {};
}

std::vector<Notice> about_promises(const Case& after, const RecordedEvent& recorded, const Surroundings& around) {
    std::vector<Notice> notices;
    if (const auto* recorded_now = std::get_if<event::PromiseRecorded>(&recorded.what)) {
        const auto* promise = after.promise(recorded_now->promise);
        const auto approver = promise == nullptr ? UserId{} : approver_of(*promise, after, around);
        if (!approver) return notices;
        auto line = about_the_account(after, recorded, around);
        line.say(fmt::format(" `/rescue promise {0} approve {1}` approves it; `/rescue promise {0} refuse {1} why` "
                             "refuses it.",
                             typed(after.account), recorded_now->promise));
        auto notice = to_person(approver, std::move(line));
        notice.promise = recorded_now->promise;
        notices.push_back(std::move(notice));
    }
    const auto* approved = std::get_if<event::PromiseApproved>(&recorded.what);
    const auto* refused = std::get_if<event::PromiseRefused>(&recorded.what);
    const auto* promise = approved != nullptr  ? after.promise(approved->promise)
                          : refused != nullptr ? after.promise(refused->promise)
                                               : nullptr;
    if (promise == nullptr) return notices;
    for (const auto& person : std::set{around.known_as(promise->by), promise->recorded_by}) {
        if (person && person != recorded.by)
            notices.push_back(to_person(person, about_the_account(after, recorded, around)));
    }
    return notices;
}

/// Whoever keeps a safeguard hears of it at once; it is in their to-dos until its day is over (S1-09).
std::vector<Notice> about_safeguards(const Case& after, const RecordedEvent& recorded) {
    std::vector<Notice> notices;
    const auto* review = std::get_if<event::ReviewHeld>(&recorded.what);
    if (review == nullptr) return notices;
    for (const auto& safeguard : review->safeguards) {
        if (!safeguard.owner || safeguard.owner == recorded.by) continue;
        auto line = std::move(Line{}
                                  .stress(after.account_name)
                                  .say(fmt::format(": you keep a safeguard that was agreed with the sponsor: {}, due ",
                                                   quoted(safeguard.text)))
                                  .on(safeguard.due)
                                  .say("."));
        notices.push_back(to_person(safeguard.owner, std::move(line)));
    }
    return notices;
}

/// With its instructions for whoever is new in a role.
Line new_in_a_role(const event::RoleTaken& role, const Case& after, const Surroundings& around) {
    auto line = std::move(
        Line{}.say("You are now ").stress(std::string{title_of(role.role)}).say(" for " + after.account_name + ". "));
    const auto& text = around.catalog->roles.find(role.role);
    if (text != around.catalog->roles.end()) line.say(with_account(text->second.instructions, after.account));
    return line;
}

/// Whoever gets a role, and whoever loses it by somebody else's hand (S0-87a).
std::vector<Notice> about_roles(const Case& after, const RecordedEvent& recorded, const Surroundings& around) {
    std::vector<Notice> notices;
    const auto* taken = std::get_if<event::RoleTaken>(&recorded.what);
    const auto* dropped = std::get_if<event::RoleDropped>(&recorded.what);
    const auto& former = taken != nullptr ? taken->former : dropped != nullptr ? dropped->former : UserId{};
    // They know what the role asks of them: news is what they may do from now on.
    const bool is_confirmed = taken != nullptr && former == taken->holder;
    if (is_confirmed && taken->holder != recorded.by)
        notices.push_back(to_person(taken->holder, about_the_account(after, recorded, around)));
    if (taken != nullptr && !is_confirmed)
        notices.push_back(to_person(taken->holder, new_in_a_role(*taken, after, around)));
    const bool is_there = former && !around.is_gone(former);
    if (is_there && former != recorded.by && !is_confirmed)
        notices.push_back(to_person(former, about_the_account(after, recorded, around)));
    return notices;
}

/// People who must hear of an event beside the thread.
std::vector<Notice> personal(const Case& after, const RecordedEvent& recorded, const Surroundings& around) {
    std::vector<Notice> notices;
    if (const auto* delegated = std::get_if<event::SponsorCallDelegated>(&recorded.what)) {
        const auto manager = acting_manager(after, around);
        if (manager && manager != delegated->to) {
            notices.push_back(to_person(manager, std::move(Line{}
                                                               .stress(after.account_name)
                                                               .say(": ")
                                                               .name(delegated->to)
                                                               .say(" now makes the sponsor call."))));
        }
    }
    if (const auto* left = std::get_if<event::ContactLeft>(&recorded.what); left != nullptr && left->was_sponsor) {
        for (const auto& person : those_who_name_a_sponsor(after, around)) {
            if (person == recorded.by) continue;
            notices.push_back(to_person(
                person, std::move(Line{}
                                      .stress(after.account_name)
                                      .say(fmt::format(": {} has left, and was the sponsor. Who decides there now? "
                                                       "`/rescue sponsor {} \"name\"` says it.",
                                                       left->name, typed(after.account))))));
        }
    }
    if (std::holds_alternative<event::RescueClosed>(recorded.what)) {
        const auto manager = acting_manager(after, around);
        if (manager && manager != recorded.by)
            notices.push_back(to_person(manager, about_the_account(after, recorded, around)));
    }
    if (const auto* proposed = std::get_if<event::ClosingProposed>(&recorded.what)) {
        for (const auto& closer : closers(after, around)) {
            if (closer == recorded.by) continue;
            auto line = about_the_account(after, recorded, around);
            line.say(
                fmt::format(" `/rescue close {} {}` closes it.", typed(after.account), to_text(proposed->outcome)));
            auto notice = to_person(closer, std::move(line));
            notice.closes = proposed->outcome;
            notices.push_back(std::move(notice));
        }
    }
    return notices;
}

} // namespace

std::vector<Notice> notices_of(const Case& before, const Case& after, const RecordedEvent& recorded,
                               const Surroundings& around) {
    if (const auto* fired = std::get_if<event::ReminderFired>(&recorded.what)) {
        // Found by its key in the case it was wanted for: its text needs no copy of its own.
        const auto reminder = live_reminder(before, fired->key, around);
        if (!reminder) return {};
        return notices_of_reminder(before, *reminder, *fired, recorded.at, around);
    }
    std::vector<Notice> notices;
    // The opening is told by the card itself.
    if (!std::holds_alternative<event::RescueOpened>(recorded.what)) {
        Notice notice;
        notice.line = line_about(after, recorded, around);
        if (!notice.line.empty()) notices.push_back(std::move(notice));
    }
    std::ranges::move(about_roles(after, recorded, around), std::back_inserter(notices));
    std::ranges::move(personal(after, recorded, around), std::back_inserter(notices));
    std::ranges::move(about_promises(after, recorded, around), std::back_inserter(notices));
    std::ranges::move(about_safeguards(after, recorded), std::back_inserter(notices));
    return notices;
}

} // namespace holdfast
