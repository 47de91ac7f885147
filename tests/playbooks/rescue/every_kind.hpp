#pragma once

#include "playbooks/rescue/event.hpp"

#include <string>
#include <vector>

namespace holdfast::test {

/// One event of each kind, every field filled with something that is not its default, every text with `text`.
inline std::vector<Event> one_of_every_kind(const std::string& text = "text") {
    const Instant at{std::chrono::milliseconds{1'772'525'520'123}};
    const Day day{date::year{2026} / 3 / 17};
    const UserId user{"U0KIM"};
    const Signal signal{SignalKind::tickets_up, at, {{"now", 15.5}, {"before", 10}}, text, "U0JO"};
    const SponsorContact sponsor{text, text, text, "Europe/Berlin"};
    const SponsorCallWindow window{at, at + std::chrono::hours{8}, false, text};
    Touch touch;
    touch.number = 1;
    touch.kind = TouchKind::visit;
    touch.direction = Direction::in;
    touch.reached = true;
    touch.with = text;
    touch.mood = Mood::bad;
    touch.tags = {"renewal", text};
    touch.text = text;
    touch.next = text;
    touch.by_when = day;
    touch.by = user;
    touch.at = at;
    return {
        event::RescueOpened{AccountId{"acme"},
                            text,
                            2,
                            text,
                            {signal, signal},
                            user,
                            user,
                            user,
                            sponsor,
                            window,
                            12'345,
                            text,
                            day,
                            text,
                            {text}},
        event::SignalAdded{signal, true, window},
        event::SignalDismissed{0, text},
        event::FactsRecorded{text, text, text},
        event::TimelineNoted{text, at, text},
        event::SponsorNamed{sponsor, window},
        event::SponsorCallMoved{at, text},
        event::SponsorCallDelegated{user, text},
        event::TouchLogged{touch, true, true, text, true, true, true, true},
        event::SummaryEdited{1, text},
        event::SummarySent{1},
        event::SummaryDiscarded{1, text},
        event::RoleTaken{RescueRole::intelligence_lead, user, false, UserId{"UFORMER"}},
        event::RoleDropped{RescueRole::support_lead, user},
        event::ContactShared{},
        event::PlanRowAdded{1, text, user, day},
        event::PlanRowChanged{1, text, user, day, text},
        event::PlanRowDone{1, text},
        event::PlanRowDropped{1, text},
        event::ServiceGranted{1, text, day, day + date::days{7}, text, 90'000},
        event::ServiceDeclined{text},
        event::ServiceExtended{1, day, text},
        event::ServiceStopped{1, text},
        event::ServiceMadePermanent{1, text},
        event::ContactAdded{text, text, BuyingRole::champion, text},
        event::ContactLeft{text, true},
        event::CheckinBooked{2, 600, "Europe/Berlin"},
        event::IndicatorChosen{text, 95.5, true},
        event::IndicatorLogged{text, 96.25},
        event::StepChanged{4, event::StepMark::blocked, user, at, text},
        event::ReviewHeld{text, text, text, {{text, user, day}}, true, true, text},
        event::RescueClosed{event::Outcome::false_alarm, text, text, LossReason::toxic},
        event::RecoveryConfirmed{},
        event::ReminderFired{"step/1/due", {user}, true, true},
        event::ReminderSnoozed{"step/1/due", at, text},
        event::ColleagueFound{UserId{"kim@example.com"}, user},
        event::ClosingProposed{event::Outcome::false_alarm, text, text, LossReason::toxic},
        event::PromiseRecorded{1, 1, text, text, user, day},
        event::PromiseApproved{1},
        event::PromiseRefused{1, text},
        event::NothingPromised{1},
        event::InChargeChanged{user, user, user, text},
        event::IndicatorDropped{text, text},
    };
}

} // namespace holdfast::test
