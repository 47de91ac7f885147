#include "playbooks/rescue/notices.hpp"

#include "playbooks/rescue/ladder.hpp"
#include "playbooks/rescue/permissions.hpp"
#include "playbooks/rescue/reminding.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace holdfast {

namespace {

Notice to_person(const UserId& user, Line line) {
    Notice notice;
    notice.where = Notice::Where::person;
    notice.to = user;
    notice.line = std::move(line);
    return notice;
}

/// People who must hear of an event beside the thread.
std::vector<Notice> personal(const Case& after, const RecordedEvent& recorded, const Surroundings& around) {
    std::vector<Notice> notices;
    if (const auto* role = std::get_if<event::RoleTaken>(&recorded.what)) {
        const auto& text = around.catalog->roles.find(role->role);
        auto line = std::move(Line{}
                                  .say("You are now ")
                                  .stress(std::string{title_of(role->role)})
                                  .say(" for " + after.account_name + ". "));
        if (text != around.catalog->roles.end()) line.say(text->second.instructions);
        notices.push_back(to_person(role->holder, std::move(line)));
    }
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
    if (const auto* dismissed = std::get_if<event::SignalDismissed>(&recorded.what)) {
        const bool stands =
            std::ranges::any_of(after.signals, [](const CaseSignal& signal) { return !signal.dismissed; });
        const bool proposed = !stands && after.status == CaseStatus::active;
        if (const auto manager = acting_manager(after, around); proposed && manager) {
            notices.push_back(to_person(
                manager,
                std::move(Line{}
                              .name(recorded.by)
                              .say(" proposes to close the rescue of ")
                              .stress(after.account_name)
                              .say(fmt::format(" as a false alarm: {}. /rescue close {} false-alarm closes it.",
                                               dismissed->reason, after.account.value)))));
        }
    }
    if (std::holds_alternative<event::ReviewHeld>(recorded.what)) {
        const bool proposed = after.status == CaseStatus::active &&
                              !may(Action::close, standing_of({recorded.by, false}, after, *around.policy));
        if (const auto manager = acting_manager(after, around); proposed && manager) {
            notices.push_back(to_person(
                manager,
                std::move(Line{}
                              .name(recorded.by)
                              .say(" held the review with the sponsor of ")
                              .stress(after.account_name)
                              .say(fmt::format(" and proposes to close it. /rescue close {} recovered closes it.",
                                               after.account.value)))));
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
        return notices_of_reminder(before, *reminder, *fired, around);
    }
    std::vector<Notice> notices;
    // The opening is told by the card itself.
    if (!std::holds_alternative<event::RescueOpened>(recorded.what)) {
        Notice notice;
        notice.line = line_about(after, recorded, around);
        if (!notice.line.empty()) notices.push_back(std::move(notice));
    }
    std::ranges::move(personal(after, recorded, around), std::back_inserter(notices));
    return notices;
}

} // namespace holdfast
