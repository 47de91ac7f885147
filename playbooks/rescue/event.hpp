#pragma once

#include "playbooks/accounts/account.hpp"
#include "playbooks/accounts/name_table.hpp"
#include "playbooks/accounts/touch.hpp"
#include "playbooks/rescue/loss_reasons.hpp"
#include "playbooks/rescue/roles.hpp"
#include "playbooks/signals/signal.hpp"

#include <array>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// What can happen to a case. Events are appended, never edited; the current case is their fold (`evolve`).
/// Adding a field: give it a default, so that events written by earlier versions still read.
namespace holdfast {

/// The customer's person who decides about the relationship, and how to reach them.
struct SponsorContact {
    std::string name; ///< empty: nobody knows yet (the first thing the ladder asks for)
    std::string phone;
    std::string email;
    std::string zone; ///< IANA name, empty: use the account's, then the manager's (Q12)

    bool operator==(const SponsorContact&) const = default;
};

/// Until when the sponsor has to be called, and why then (Q12).
struct SponsorCallWindow {
    Instant opens; ///< start of the sponsor's day, or the trip when that day is already running
    Instant due;   ///< end of it
    bool same_day = true;
    std::string reason; ///< in words, when it is not the day of the trip

    bool operator==(const SponsorCallWindow&) const = default;
};

namespace event {

struct RescueOpened {
    AccountId account;
    std::string account_name;
    int number = 1;     ///< the how-manieth rescue of this account
    std::string reason; ///< in the words of whoever opened it by hand, else empty
    std::vector<Signal> signals;
    UserId owner;
    UserId manager;
    UserId executive_sponsor;
    SponsorContact sponsor;
    SponsorCallWindow call;
    std::int64_t annual_cents = 0; ///< what the account is worth in a year; 0: not known
    std::string currency;
    std::optional<Day> renewal_date;
    std::string account_zone;        ///< IANA name or empty; the sponsor's day where theirs is not known
    std::vector<std::string> people; ///< names at the customer that were on record: nobody new to us (S1-06)
};

/// A further trip while a rescue is open joins it (S0-27); during the 90-day watch it is a relapse (S0-110).
struct SignalAdded {
    Signal signal;
    bool relapse = false;
    SponsorCallWindow call; ///< meaningful for a relapse, which asks for a new call
};

/// S0-26: "not a real signal", with the reason. Feeds the accuracy of the early warning.
struct SignalDismissed {
    int signal = 0; ///< index in the case's list
    std::string reason;
};

/// Step 1 (S1-01).
struct FactsRecorded {
    std::string what_happened;
    std::string outcomes_hit;
    std::string promises_broken;
};

struct TimelineNoted {
    std::string text;
    Instant happened;
    std::string link; ///< permalink of the message it came from, may be empty
};

struct SponsorNamed {
    SponsorContact sponsor;
    SponsorCallWindow call; ///< recomputed for the new person's zone while the call is still owed
};

/// Agreed for another time. The ladder keeps its days: the next level hears of a day without a call (S1-24).
struct SponsorCallMoved {
    Instant to;
    std::string reason;
};

struct SponsorCallDelegated {
    UserId to;
    std::string note = {}; ///< as typed behind the name, may be empty
};

/// The call to the sponsor is a touch like any other: kind call, direction out, reached (S1-02).
struct TouchLogged {
    Touch touch;
    bool with_sponsor = false;
    bool draft_shown = false;  ///< the answer to the person already carried the draft
    std::string draft;         ///< the summary as drafted (S1-08); empty for an attempt
    bool says_nothing = false; ///< of earlier versions: the draft had none of its three parts
    /// What the draft had nothing to say about: what moved, what is next, by when.
    bool lacks_progress = false;
    bool lacks_next = false;
    bool lacks_dates = false;
};

struct SummaryEdited {
    int touch = 0;
    std::string text;
};
struct SummarySent {
    int touch = 0;
};
struct SummaryDiscarded {
    int touch = 0;
    std::string reason;
};

struct RoleTaken {
    RescueRole role = RescueRole::recovery_lead;
    UserId holder;
    /// Of a recovery lead: given by somebody who may give the right to close and to approve, too.
    bool may_approve = true;
    UserId former = {}; ///< who had it before, the same person where it was confirmed; empty where nobody had it
};
struct RoleDropped {
    RescueRole role = RescueRole::recovery_lead;
    UserId former = {}; ///< who had it
};
/// Our owner's direct contact reached the sponsor: the second half of step 3.
struct ContactShared {};

struct PlanRowAdded {
    int row = 0;
    std::string text;
    UserId owner;
    Day due;
};
struct PlanRowChanged {
    int row = 0;
    std::string text;
    UserId owner;
    Day due;
    std::string note = {}; ///< what was said about the change, may be empty
};
struct PlanRowDone {
    int row = 0;
    std::string note = {}; ///< what was said about it, may be empty
};
struct PlanRowDropped {
    int row = 0;
    std::string reason;
};

/// Extra service for a while (S1-05).
struct ServiceGranted {
    int service = 0;
    std::string what;
    Day start;
    Day end;
    std::string measure; ///< by what its effect is judged
    std::int64_t cost_cents = 0;
};
struct ServiceDeclined {
    std::string reason;
};
struct ServiceExtended {
    int service = 0;
    Day end;
    std::string reason;
};
struct ServiceStopped {
    int service = 0;
    std::string reason = {}; ///< may be empty
};
/// S1-18: permanent only with the approval of somebody who may give it.
struct ServiceMadePermanent {
    int service = 0;
    std::string reason;
};

/// Step 6: a customer's person joined the thread during the rescue.
struct ContactAdded {
    std::string name;
    std::string title;
    BuyingRole role = BuyingRole::other;
    std::string department;
};
struct ContactLeft {
    std::string name;
    bool was_sponsor = false; ///< the account has no sponsor from here on
};

/// Step 7: the ten minutes a week. The zone is that of whoever booked it.
struct CheckinBooked {
    int weekday = 1;       ///< ISO, 1 = Monday … 7 = Sunday
    int minute_of_day = 0; ///< local
    std::string zone;
};
struct IndicatorChosen {
    std::string name;
    double target = 0;
    bool at_most = false; ///< on target at or below it (defects), not at or above it (on-time delivery)
};
struct IndicatorLogged {
    std::string name;
    double value = 0;
};
/// No longer followed: mistyped, or of no use. Its values stay in the record.
struct IndicatorDropped {
    std::string name;
    std::string reason = {}; ///< may be empty
};

enum class StepMark { none, blocked, skipped };
/// Owner, due date or mark of a step, set by a person. Ticks are never set this way: they are earned.
struct StepChanged {
    int step = 0; ///< 1…9
    StepMark mark = StepMark::none;
    UserId owner;               ///< empty: as the playbook says
    std::optional<Instant> due; ///< none: as the playbook says
    std::string note;
    StepMark was = StepMark::none; ///< the mark it keeps, or loses by being reopened; none where it is marked anew
};

struct Safeguard {
    std::string text;
    UserId owner;
    Day due;

    bool operator==(const Safeguard&) const = default;
};
/// Step 9 (S1-09): the look back, held together with the sponsor.
struct ReviewHeld {
    std::string what_happened;
    std::string what_worked;
    std::string what_did_not;
    std::vector<Safeguard> safeguards;
    bool sponsor_present = false;
    bool gesture = false;
    std::string gesture_reason;
};

enum class Outcome { recovered, lost, false_alarm };
inline constexpr std::array<std::string_view, 3> outcome_names{"recovered", "lost", "false-alarm"};
/// The word people type and files carry.
[[nodiscard]] constexpr std::string_view to_text(Outcome outcome) {
    return name_of(outcome_names, outcome);
}
[[nodiscard]] constexpr std::optional<Outcome> outcome_from(std::string_view text) {
    return enumerator_named<Outcome>(outcome_names, text);
}
struct RescueClosed {
    Outcome outcome = Outcome::lost;
    std::string reason;
    std::string evidence;                ///< what shows it
    std::optional<LossReason> loss = {}; ///< of a loss: the one of the five that it is (S0-117…S0-121)
};
/// Somebody who may not close asks for it; whoever may closes with the same outcome, or not.
struct ClosingProposed {
    Outcome outcome = Outcome::lost;
    std::string reason;
    std::string evidence;
    std::optional<LossReason> loss = {};
};
/// The promise register (S0-88b): somebody promised the customer something. It waits for the approval of whoever may
/// give it.
struct PromiseRecorded {
    int promise = 0;
    int touch = 0; ///< in whose summary it stands; 0: in none
    std::string text;
    std::string to; ///< the customer's person, may be empty
    UserId by;      ///< who promised
    std::optional<Day> due;
};
struct PromiseApproved {
    int promise = 0;
};
struct PromiseRefused {
    int promise = 0;
    std::string reason;
};
/// The writer says that the draft, as it is, promises nothing.
struct NothingPromised {
    int touch = 0;
};

/// Ninety days after a recovery without a relapse it counts (S0-110).
struct RecoveryConfirmed {};

/// A colleague who was on record by e-mail address has been looked up: from here on they go by their Slack id.
struct ColleagueFound {
    UserId address;
    UserId user;
};

/// The account's record names other people than it did: the rescue is theirs from here on. Or another time zone.
struct InChargeChanged {
    UserId owner; ///< of the three, whoever is empty stays
    UserId manager;
    UserId executive_sponsor;
    std::optional<std::string> account_zone{}; ///< IANA name, empty: not known any more; none: unchanged
};

struct ReminderFired {
    std::string key;
    std::vector<UserId> to;
    bool late = false;      ///< it was due long before (the program was down)
    bool pointless = false; ///< too late to help: only noted, nobody is told
};
struct ReminderSnoozed {
    std::string key;
    Instant until;
    std::string reason;
};

} // namespace event

using Event =
    std::variant<event::RescueOpened, event::SignalAdded, event::SignalDismissed, event::FactsRecorded,
                 event::TimelineNoted, event::SponsorNamed, event::SponsorCallMoved, event::SponsorCallDelegated,
                 event::TouchLogged, event::SummaryEdited, event::SummarySent, event::SummaryDiscarded,
                 event::RoleTaken, event::RoleDropped, event::ContactShared, event::PlanRowAdded, event::PlanRowChanged,
                 event::PlanRowDone, event::PlanRowDropped, event::ServiceGranted, event::ServiceDeclined,
                 event::ServiceExtended, event::ServiceStopped, event::ServiceMadePermanent, event::ContactAdded,
                 event::ContactLeft, event::CheckinBooked, event::IndicatorChosen, event::IndicatorLogged,
                 event::StepChanged, event::ReviewHeld, event::RescueClosed, event::RecoveryConfirmed,
                 event::ReminderFired, event::ReminderSnoozed, event::ColleagueFound, event::ClosingProposed,
                 event::PromiseRecorded, event::PromiseApproved, event::PromiseRefused, event::NothingPromised,
                 event::InChargeChanged, event::IndicatorDropped>;

/// An event with the facts every event has.
struct RecordedEvent {
    int number = 0; ///< 1, 2, 3… within the case
    Instant at;
    UserId by; ///< empty: Holdfast itself
    Event what;
};

} // namespace holdfast
