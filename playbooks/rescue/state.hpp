#pragma once

#include "playbooks/rescue/event.hpp"

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace holdfast {

enum class CaseStatus {
    active,
    watch,     ///< recovered, provisionally: ninety days under observation (S0-110)
    recovered, ///< the watch ended well
    lost,
    false_alarm
};
[[nodiscard]] std::string_view to_text(CaseStatus status);

struct CaseSignal {
    Signal signal;
    bool dismissed = false;
    std::string dismissed_reason;
    UserId dismissed_by;
    Instant added_at{}; ///< when it became part of the case; what it is about may be older
};

struct SponsorCall {
    SponsorCallWindow window;      ///< by the playbook, whatever was agreed later
    Instant asked_at;              ///< the trip: minutes from here to the call are measured (S1-16)
    std::vector<Instant> attempts; ///< unanswered ones
    std::optional<Instant> moved_to;
    std::string moved_reason;
    UserId delegate;
    std::optional<Instant> reached_at;
    UserId reached_by;

    [[nodiscard]] bool owed() const { return !reached_at; }
    /// Until when it has to be made: the time it was moved to, else the end of the window.
    [[nodiscard]] Instant due() const { return moved_to.value_or(window.due); }
};

struct Facts {
    std::string what_happened;
    std::string outcomes_hit;
    std::string promises_broken;
};

struct TimelineNote {
    Instant happened;
    std::string text;
    UserId by;
    std::string link;
};

enum class SummaryState { draft, sent, discarded };
struct Summary {
    int touch = 0;
    std::string text;
    SummaryState state = SummaryState::draft;
    bool draft_shown = false;
    UserId writer;
    Instant drafted_at;
    std::optional<Instant> settled_at;
    std::string discard_reason;
    bool promises_nothing = false; ///< said by its writer, of the text as it stands (S0-88b)
    bool edited = false;           ///< the text is its writer's own by now
    /// What there was nothing to say about when it was drafted (S1-08): what moved, what is next, by when.
    bool lacks_progress = false;
    bool lacks_next = false;
    bool lacks_dates = false;
};

/// Promised to the customer (S0-88b).
struct Promise {
    int number = 0;
    int touch = 0; ///< in whose summary it stands; 0: in none
    std::string text;
    std::string to;
    UserId by;
    UserId recorded_by;
    std::optional<Day> due;
    enum class State { open, approved, refused } state = State::open;
    UserId decided_by;
    std::string refusal;
};

enum class PlanRowState { open, done, dropped };
struct PlanRow {
    int number = 0;
    std::string text;
    UserId owner;
    Day due;
    PlanRowState state = PlanRowState::open;
    std::string drop_reason;
    std::string done_note;
    Instant added_at;
    std::optional<Instant> done_at;
    int moves = 0;
};

enum class ServiceState { running, stopped, permanent };
struct Service {
    int number = 0;
    std::string what;
    Day start;
    Day end;
    std::string measure;
    Money cost;
    int extensions = 0;
    UserId granted_by;
    Instant agreed_at; ///< granted, or extended for the last time
    ServiceState state = ServiceState::running;
};

struct Contact {
    std::string name;
    std::string title;
    BuyingRole role = BuyingRole::other;
    std::string department;
    bool left = false;
    bool was_known = false; ///< on record before the rescue opened
};

struct Checkin {
    int weekday = 1;
    int minute_of_day = 0;
    std::string zone;
    Instant booked_at;
    UserId booked_by;
};

struct IndicatorPoint {
    Instant at;
    double value = 0;
};
struct Indicator {
    std::string name;
    double target = 0;
    bool at_most = false;
    std::vector<IndicatorPoint> points;
    Instant chosen_at{};

    [[nodiscard]] bool on_target(double value) const { return at_most ? value <= target : value >= target; }
};

struct StepOverride {
    event::StepMark mark = event::StepMark::none;
    UserId owner;
    std::optional<Instant> due;
    std::string note;
};

struct Snooze {
    Instant until;
    std::string reason;
    UserId by;
    bool again = false; ///< it had gone out when it was put off: it comes a second time
};

struct Closing {
    event::Outcome outcome = event::Outcome::lost;
    std::string reason;
    std::string evidence;
    std::optional<LossReason> loss;
    Instant at;
    UserId by;
};

/// A reminder that went out.
struct SentReminder {
    std::vector<UserId> to; ///< empty: it was pointless by then and only noted
    Instant at;
    int event = 0; ///< the number of the event: tells which of two was the last one at the same time
};

/// A rescue as it stands: nothing here that the events do not say.
struct Case {
    CaseId id;
    AccountId account;
    std::string account_name;
    std::string account_zone; ///< IANA name or empty; as the account's record says now
    int number = 0;
    int version = 0; ///< number of the last event
    CaseStatus status = CaseStatus::active;
    Instant opened_at;
    UserId opened_by;
    Instant changed_at;
    Instant news_at; ///< last event that is no reminder going out: what it makes due at once is not late
    std::string reason;
    std::vector<CaseSignal> signals;

    Money annual_value; ///< as on record when it opened; 0: not known
    std::string currency;
    std::optional<Day> renewal_date;

    UserId owner;
    UserId manager;
    int managers = 1; ///< so many there were: messages of one are not rewritten for the next
    UserId executive_sponsor;
    std::map<RescueRole, UserId> roles;
    bool lead_may_approve = true; ///< the recovery lead got the role from somebody who may give the right with it

    std::vector<std::string> known_people; ///< at the customer, when it opened
    SponsorContact sponsor;
    SponsorCall call;
    bool contact_shared = false;

    std::optional<Facts> facts;
    std::vector<TimelineNote> notes;
    std::vector<Touch> touches;
    std::vector<bool> touch_with_sponsor; ///< parallel to touches
    std::vector<Summary> summaries;       ///< one per touch that reached somebody
    std::vector<Promise> promises;
    std::vector<PlanRow> plan;
    std::vector<Service> services;
    std::string service_declined;
    std::vector<Contact> contacts;
    std::optional<Checkin> checkin;
    std::vector<Indicator> indicators;
    std::optional<Instant> last_logged_at; ///< a value of any indicator, dropped by now or not
    std::array<StepOverride, 9> steps;
    std::optional<event::ReviewHeld> review;
    std::optional<Closing> proposal; ///< a closing that waits for somebody who may close
    std::optional<Closing> closing;

    std::map<std::string, SentReminder> fired; ///< reminders that went out, by their keys
    std::map<std::string, Snooze> snoozes;

    [[nodiscard]] bool is_open() const { return status == CaseStatus::active || status == CaseStatus::watch; }
    [[nodiscard]] UserId holder(RescueRole role) const;
    [[nodiscard]] const Summary* summary_of(int touch) const;
    [[nodiscard]] const PlanRow* plan_row(int number) const;
    [[nodiscard]] const Promise* promise(int number) const;
    [[nodiscard]] const Indicator* indicator(std::string_view name) const;
    /// In the order in which they were granted.
    [[nodiscard]] std::vector<const Service*> running_services() const;
    /// First signal that was not dismissed; the opening when there is none.
    [[nodiscard]] Instant first_signal_at() const;
    /// Everybody on our side who has a part in it, without repeats.
    [[nodiscard]] std::vector<UserId> team() const;
};

/// The case after one more event. Total: every event applies, whatever the state.
void evolve(Case& state, const RecordedEvent& recorded);

} // namespace holdfast
