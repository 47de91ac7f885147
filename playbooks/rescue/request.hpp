#pragma once

#include "playbooks/rescue/event.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

/// What somebody, the clock or a feed wants of an open case. Everything that can change a case is one of these.
namespace holdfast {

namespace request {

struct AddSignal {
    Signal signal;
};
struct DismissSignal {
    int signal = 0;
    std::string reason;
};
struct RecordFacts {
    std::string what_happened;
    std::string outcomes_hit;
    std::string promises_broken;
};
struct NoteTimeline {
    std::string text;
    std::optional<Instant> happened;
    std::string link;
};
struct NameSponsor {
    SponsorContact sponsor; ///< empty fields keep what is known of the same person
};
struct MoveSponsorCall {
    Instant to;
    std::string reason;
};
struct DelegateSponsorCall {
    UserId to;
    std::string note = {};
};
/// Number, author and time are filled in by the decision.
struct LogTouch {
    Touch touch;
    bool with_sponsor = false; ///< reported as such; a name that is not the sponsor's makes it an ordinary touch
    bool draft_shown = false;
    std::string draft;
};
struct EditSummary {
    int touch = 0;
    std::string text;
};
struct SendSummary {
    int touch = 0;
};
struct DiscardSummary {
    int touch = 0;
    std::string reason;
};
struct TakeRole {
    RescueRole role = RescueRole::recovery_lead;
    UserId holder;
};
struct DropRole {
    RescueRole role = RescueRole::recovery_lead;
};
struct ShareContact {};

struct PlanRowInput {
    int row = 0; ///< 0: a new row
    std::string text;
    UserId owner;
    std::optional<Day> due;
};
/// What the editor or `plan add` hands over: rows named here are added or changed, others stay.
struct WritePlan {
    std::vector<PlanRowInput> rows;
};
struct FinishPlanRow {
    int row = 0;
    std::string note = {};
};
struct MovePlanRow {
    int row = 0;
    Day due;
    std::string note = {};
};
struct DropPlanRow {
    int row = 0;
    std::string reason;
};
struct GrantService {
    std::string what;
    std::optional<Day> start;
    std::optional<Day> end;
    std::string measure;
    Money cost;
};
struct DeclineService {
    std::string reason;
};
/// Of a service that runs, by its number; 0: the only one.
struct ExtendService {
    int service = 0;
    std::optional<Day> end;
    std::string reason;
};
struct StopService {
    int service = 0;
    std::string reason = {};
};
struct KeepService {
    int service = 0;
    std::string reason;
};
/// S0-88b
struct RecordPromise {
    int touch = 0; ///< in whose summary it stands; 0: in none
    std::string text;
    std::string to;
    UserId by; ///< empty: whoever records it
    std::optional<Day> due;
};
struct ApprovePromise {
    int promise = 0;
};
struct RefusePromise {
    int promise = 0;
    std::string reason;
};
/// The draft of this touch promises nothing.
struct DenyPromise {
    int touch = 0;
};
struct AddContact {
    std::string name;
    std::string title;
    BuyingRole role = BuyingRole::other;
    std::string department;
};
struct ContactLeft {
    std::string name;
};
struct BookCheckin {
    int weekday = 1;
    int minute_of_day = 0;
    std::string zone;
};
/// Names of indicators stand here as they were typed; the case keeps them in the form of `indicator_name`.
struct ChooseIndicator {
    std::string name;
    double target = 0;
    bool at_most = false;
};
struct LogIndicator {
    std::string name;
    double value = 0;
};
struct DropIndicator {
    std::string name;
    std::string reason = {};
};
/// `step n done`: never ticks; answers what is missing. For step 3 "contact shared" is its own request.
struct ClaimStep {
    int step = 0;
};
struct ChangeStep {
    int step = 0;
    std::optional<event::StepMark> mark; ///< none: leave as it is
    std::optional<UserId> owner;
    std::optional<Instant> due;
    std::string note;
};
struct HoldReview {
    event::ReviewHeld review;
};
/// Closes, or proposes it where whoever asks may not. Without a reason: as was proposed.
struct CloseRescue {
    event::Outcome outcome = event::Outcome::lost;
    std::string reason;
    std::string evidence;
    std::optional<LossReason> loss = {};
};
struct SnoozeReminder {
    std::string key;
    Instant until;
    std::string reason;
};
/// Slack knows who has this e-mail address.
struct FindColleague {
    UserId address;
    UserId user;
};
/// The account's record names these people and this time zone; whoever is empty stays.
struct PutInCharge {
    UserId owner;
    UserId manager;
    UserId executive_sponsor;
    std::optional<std::string> account_zone{}; ///< IANA name, empty: not on record; none: as it was
};
/// The clock: the reminder with this key has come due.
struct ReminderDue {
    std::string key;
};

} // namespace request

using Request = std::variant<
    request::AddSignal, request::DismissSignal, request::RecordFacts, request::NoteTimeline, request::NameSponsor,
    request::MoveSponsorCall, request::DelegateSponsorCall, request::LogTouch, request::EditSummary,
    request::SendSummary, request::DiscardSummary, request::TakeRole, request::DropRole, request::ShareContact,
    request::WritePlan, request::FinishPlanRow, request::MovePlanRow, request::DropPlanRow, request::GrantService,
    request::DeclineService, request::ExtendService, request::StopService, request::KeepService, request::AddContact,
    request::ContactLeft, request::BookCheckin, request::ChooseIndicator, request::LogIndicator, request::ClaimStep,
    request::ChangeStep, request::HoldReview, request::CloseRescue, request::SnoozeReminder, request::ReminderDue,
    request::FindColleague, request::RecordPromise, request::ApprovePromise, request::RefusePromise,
    request::DenyPromise, request::PutInCharge, request::DropIndicator>;

} // namespace holdfast
