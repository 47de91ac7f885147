#pragma once

#include "playbooks/rescue/decide.hpp"

#include <string>

/// Inside of `decide`: one function per kind of request, each in the file of its subject.
namespace holdfast::deciding {

struct Deciding {
    const Case& state;
    const Actor& actor;
    Instant now;
    const Surroundings& around;

    [[nodiscard]] Day today() const; ///< in the actor's zone
    [[nodiscard]] Standing standing() const { return standing_of(actor, state, around); }
};

/// What somebody is told who asks for what makes no sense once the rescue is over.
[[nodiscard]] Refusal closed_already(const Deciding& d);

/// What somebody is told who may not do it.
[[nodiscard]] Refusal not_for(const Deciding& d, Action action);

[[nodiscard]] std::unexpected<Refusal> refuse(std::string what, std::string why, std::string instead,
                                              std::string field = {});

// decide_signal.cpp
Decision decide(const Deciding&, const request::AddSignal&);
Decision decide(const Deciding&, const request::DismissSignal&);
// decide_record.cpp
Decision decide(const Deciding&, const request::RecordFacts&);
Decision decide(const Deciding&, const request::NoteTimeline&);
// decide_sponsor.cpp
Decision decide(const Deciding&, const request::NameSponsor&);
Decision decide(const Deciding&, const request::MoveSponsorCall&);
Decision decide(const Deciding&, const request::DelegateSponsorCall&);
// decide_touch.cpp
Decision decide(const Deciding&, const request::LogTouch&);
Decision decide(const Deciding&, const request::EditSummary&);
Decision decide(const Deciding&, const request::SendSummary&);
Decision decide(const Deciding&, const request::DiscardSummary&);
// decide_people.cpp
Decision decide(const Deciding&, const request::TakeRole&);
Decision decide(const Deciding&, const request::DropRole&);
Decision decide(const Deciding&, const request::ShareContact&);
Decision decide(const Deciding&, const request::AddContact&);
Decision decide(const Deciding&, const request::ContactLeft&);
Decision decide(const Deciding&, const request::FindColleague&);
Decision decide(const Deciding&, const request::PutInCharge&);
// decide_plan.cpp
Decision decide(const Deciding&, const request::WritePlan&);
Decision decide(const Deciding&, const request::FinishPlanRow&);
Decision decide(const Deciding&, const request::MovePlanRow&);
Decision decide(const Deciding&, const request::DropPlanRow&);
// decide_service.cpp
Decision decide(const Deciding&, const request::GrantService&);
Decision decide(const Deciding&, const request::DeclineService&);
Decision decide(const Deciding&, const request::ExtendService&);
Decision decide(const Deciding&, const request::StopService&);
Decision decide(const Deciding&, const request::KeepService&);
// decide_checkin.cpp
Decision decide(const Deciding&, const request::BookCheckin&);
Decision decide(const Deciding&, const request::ChooseIndicator&);
Decision decide(const Deciding&, const request::LogIndicator&);
Decision decide(const Deciding&, const request::DropIndicator&);
// decide_step.cpp
Decision decide(const Deciding&, const request::ClaimStep&);
Decision decide(const Deciding&, const request::ChangeStep&);
// decide_promise.cpp
Decision decide(const Deciding&, const request::RecordPromise&);
Decision decide(const Deciding&, const request::ApprovePromise&);
Decision decide(const Deciding&, const request::RefusePromise&);
Decision decide(const Deciding&, const request::DenyPromise&);
// decide_closing.cpp
Decision decide(const Deciding&, const request::HoldReview&);
Decision decide(const Deciding&, const request::CloseRescue&);
/// Closes where the actor may; otherwise it waits for somebody who may.
[[nodiscard]] Event closed_or_proposed(const Deciding&, const event::RescueClosed&);
// decide_reminder.cpp
Decision decide(const Deciding&, const request::SnoozeReminder&);
Decision decide(const Deciding&, const request::ReminderDue&);

} // namespace holdfast::deciding
