#include "playbooks/accounts/person_names.hpp"
#include "playbooks/rescue/state.hpp"

#include <algorithm>

namespace holdfast {

namespace {

template <class Items>
auto* with_number(Items& items, int number) {
    const auto found = std::ranges::find_if(items, [&](const auto& item) { return item.number == number; });
    return found == items.end() ? nullptr : &*found;
}

/// Applies one kind of event each; an event about something the case does not know changes nothing.
struct Apply {
    Case& c;
    const RecordedEvent& recorded;

    void operator()(const event::RescueOpened& e) const {
        c.account = e.account;
        c.account_name = e.account_name;
        c.number = e.number;
        c.opened_at = recorded.at;
        c.opened_by = recorded.by;
        c.reason = e.reason;
        for (const auto& signal : e.signals) c.signals.push_back({signal, false, {}, {}, recorded.at});
        c.annual_value = Money{e.annual_cents};
        c.currency = e.currency;
        c.renewal_date = e.renewal_date;
        c.account_zone = e.account_zone;
        c.known_people = e.people;
        c.owner = e.owner;
        c.manager = e.manager;
        c.executive_sponsor = e.executive_sponsor;
        if (e.executive_sponsor) c.roles[RescueRole::executive_sponsor] = e.executive_sponsor;
        c.sponsor = e.sponsor;
        ask_for_call(e.call);
    }

    void operator()(const event::SignalAdded& e) const {
        c.signals.push_back({e.signal, false, {}, {}, recorded.at});
        // What was proposed was proposed without knowing this.
        c.proposal.reset();
        if (!e.relapse) return;
        c.status = CaseStatus::active;
        c.closing.reset();
        c.review.reset();
        ask_for_call(e.call);
    }

    void operator()(const event::SignalDismissed& e) const {
        if (e.signal < 0 || static_cast<std::size_t>(e.signal) >= c.signals.size()) return;
        auto& signal = c.signals[static_cast<std::size_t>(e.signal)];
        signal.dismissed = true;
        signal.dismissed_reason = e.reason;
        signal.dismissed_by = recorded.by;
    }

    void operator()(const event::FactsRecorded& e) const {
        c.facts = Facts{e.what_happened, e.outcomes_hit, e.promises_broken};
    }

    void operator()(const event::TimelineNoted& e) const {
        c.notes.push_back({e.happened, e.text, recorded.by, e.link});
    }

    void operator()(const event::SponsorNamed& e) const {
        c.sponsor = e.sponsor;
        if (c.call.owed()) c.call.window = e.call;
    }

    void operator()(const event::SponsorCallMoved& e) const {
        c.call.moved_to = e.to;
        c.call.moved_reason = e.reason;
    }

    void operator()(const event::SponsorCallDelegated& e) const { c.call.delegate = e.to; }

    void operator()(const event::TouchLogged& e) const {
        c.touches.push_back(e.touch);
        c.touch_with_sponsor.push_back(e.with_sponsor);
        const auto call_out = e.touch.kind == TouchKind::call && e.touch.direction == Direction::out;
        // A call before the trip is not the call about it. People know the minute, not the second.
        const auto minute = [](Instant at) { return date::floor<std::chrono::minutes>(at); };
        const bool about_the_trip =
            e.with_sponsor && call_out && c.call.owed() && minute(e.touch.at) >= minute(c.call.asked_at);
        if (about_the_trip && e.touch.reached) {
            c.call.reached_at = std::max(e.touch.at, c.call.asked_at);
            c.call.reached_by = e.touch.by;
        }
        if (about_the_trip && !e.touch.reached) c.call.attempts.push_back(e.touch.at);
        if (!e.touch.reached) return;
        Summary summary;
        summary.touch = e.touch.number;
        summary.text = e.draft;
        summary.draft_shown = e.draft_shown;
        summary.writer = e.touch.by;
        summary.drafted_at = recorded.at;
        summary.lacks_progress = e.says_nothing || e.lacks_progress;
        summary.lacks_next = e.says_nothing || e.lacks_next;
        summary.lacks_dates = e.says_nothing || e.lacks_dates;
        c.summaries.push_back(std::move(summary));
    }

    void operator()(const event::SummaryEdited& e) const {
        auto* summary = summary_of(e.touch);
        if (summary == nullptr) return;
        summary->text = e.text;
        summary->promises_nothing = false;
        summary->edited = true;
    }
    void operator()(const event::SummarySent& e) const {
        auto* summary = summary_of(e.touch);
        if (summary == nullptr) return;
        summary->state = SummaryState::sent;
        summary->settled_at = recorded.at;
    }
    void operator()(const event::SummaryDiscarded& e) const {
        auto* summary = summary_of(e.touch);
        if (summary == nullptr) return;
        summary->state = SummaryState::discarded;
        summary->settled_at = recorded.at;
        summary->discard_reason = e.reason;
    }

    void operator()(const event::RoleTaken& e) const {
        auto& holder = c.roles[e.role];
        // The sponsor has the contact of the former lead, not of this one.
        if (e.role == RescueRole::recovery_lead && holder != e.holder) c.contact_shared = false;
        if (e.role == RescueRole::recovery_lead) c.lead_may_approve = e.may_approve;
        holder = e.holder;
    }
    void operator()(const event::RoleDropped& e) const {
        c.roles.erase(e.role);
        if (e.role == RescueRole::recovery_lead) c.contact_shared = false;
    }
    void operator()(const event::ContactShared&) const { c.contact_shared = true; }

    void operator()(const event::PlanRowAdded& e) const {
        PlanRow row;
        row.number = e.row;
        row.text = e.text;
        row.owner = e.owner;
        row.due = e.due;
        row.added_at = recorded.at;
        c.plan.push_back(std::move(row));
    }
    void operator()(const event::PlanRowChanged& e) const {
        auto* row = with_number(c.plan, e.row);
        if (row == nullptr) return;
        if (row->due != e.due) ++row->moves;
        row->text = e.text;
        row->owner = e.owner;
        row->due = e.due;
    }
    void operator()(const event::PlanRowDone& e) const {
        auto* row = with_number(c.plan, e.row);
        if (row == nullptr) return;
        row->state = PlanRowState::done;
        row->done_at = recorded.at;
        row->done_note = e.note;
    }
    void operator()(const event::PlanRowDropped& e) const {
        auto* row = with_number(c.plan, e.row);
        if (row == nullptr) return;
        row->state = PlanRowState::dropped;
        row->drop_reason = e.reason;
    }

    void operator()(const event::ServiceGranted& e) const {
        Service service;
        service.number = e.service;
        service.what = e.what;
        service.start = e.start;
        service.end = e.end;
        service.measure = e.measure;
        service.cost = Money{e.cost_cents};
        service.granted_by = recorded.by;
        service.agreed_at = recorded.at;
        c.services.push_back(std::move(service));
        c.service_declined.clear();
    }
    void operator()(const event::ServiceDeclined& e) const { c.service_declined = e.reason; }
    void operator()(const event::ServiceExtended& e) const {
        auto* service = with_number(c.services, e.service);
        if (service == nullptr) return;
        service->end = e.end;
        ++service->extensions;
        service->agreed_at = recorded.at;
    }
    void operator()(const event::ServiceStopped& e) const {
        if (auto* service = with_number(c.services, e.service)) service->state = ServiceState::stopped;
    }
    void operator()(const event::ServiceMadePermanent& e) const {
        if (auto* service = with_number(c.services, e.service)) service->state = ServiceState::permanent;
    }

    void operator()(const event::ContactAdded& e) const {
        const auto known = contact_called(e.name);
        const bool was_known =
            std::ranges::any_of(c.known_people, [&](const auto& name) { return same_name(name, e.name); });
        const Contact contact{e.name, e.title, e.role, e.department, false, was_known};
        if (known == c.contacts.end()) {
            c.contacts.push_back(contact);
        } else {
            *known = contact;
        }
    }
    void operator()(const event::ContactLeft& e) const {
        const auto known = contact_called(e.name);
        if (known != c.contacts.end()) known->left = true;
        if (!e.was_sponsor) return;
        // Whoever comes next has not heard from our owner yet.
        c.sponsor = SponsorContact{};
        c.contact_shared = false;
    }

    void operator()(const event::CheckinBooked& e) const {
        c.checkin = Checkin{e.weekday, e.minute_of_day, e.zone, recorded.at, recorded.by};
    }
    void operator()(const event::IndicatorChosen& e) const {
        const auto known = std::ranges::find(c.indicators, e.name, &Indicator::name);
        if (known == c.indicators.end()) {
            c.indicators.push_back({e.name, e.target, e.at_most, {}, recorded.at});
        } else {
            known->target = e.target;
            known->at_most = e.at_most;
        }
    }
    void operator()(const event::IndicatorLogged& e) const {
        const auto known = std::ranges::find(c.indicators, e.name, &Indicator::name);
        if (known == c.indicators.end()) return;
        known->points.push_back({recorded.at, e.value});
        c.last_logged_at = recorded.at;
    }
    void operator()(const event::IndicatorDropped& e) const {
        std::erase_if(c.indicators, [&](const Indicator& known) { return known.name == e.name; });
    }

    void operator()(const event::StepChanged& e) const {
        if (e.step < 1 || e.step > 9) return;
        c.steps[static_cast<std::size_t>(e.step - 1)] = {e.mark, e.owner, e.due, e.note};
    }
    void operator()(const event::ReviewHeld& e) const { c.review = e; }

    void operator()(const event::RescueClosed& e) const {
        c.proposal.reset();
        c.closing = Closing{e.outcome, e.reason, e.evidence, e.loss, recorded.at, recorded.by};
        switch (e.outcome) {
        case event::Outcome::recovered: c.status = CaseStatus::watch; break;
        case event::Outcome::lost: c.status = CaseStatus::lost; break;
        case event::Outcome::false_alarm: c.status = CaseStatus::false_alarm; break;
        }
    }
    void operator()(const event::ClosingProposed& e) const {
        c.proposal = Closing{e.outcome, e.reason, e.evidence, e.loss, recorded.at, recorded.by};
    }
    void operator()(const event::PromiseRecorded& e) const {
        Promise promise;
        promise.number = e.promise;
        promise.touch = e.touch;
        promise.text = e.text;
        promise.to = e.to;
        promise.by = e.by;
        promise.recorded_by = recorded.by;
        promise.due = e.due;
        c.promises.push_back(std::move(promise));
    }
    void operator()(const event::PromiseApproved& e) const {
        auto* promise = with_number(c.promises, e.promise);
        if (promise == nullptr) return;
        promise->state = Promise::State::approved;
        promise->decided_by = recorded.by;
    }
    void operator()(const event::PromiseRefused& e) const {
        auto* promise = with_number(c.promises, e.promise);
        if (promise == nullptr) return;
        promise->state = Promise::State::refused;
        promise->decided_by = recorded.by;
        promise->refusal = e.reason;
    }
    void operator()(const event::NothingPromised& e) const {
        if (auto* summary = summary_of(e.touch)) summary->promises_nothing = true;
    }
    void operator()(const event::RecoveryConfirmed&) const { c.status = CaseStatus::recovered; }

    void operator()(const event::ColleagueFound& e) const {
        const auto replace = [&](UserId& user) {
            if (user == e.address) user = e.user;
        };
        replace(c.owner);
        replace(c.manager);
        replace(c.executive_sponsor);
        replace(c.call.delegate);
        for (auto& [role, holder] : c.roles) replace(holder);
        for (auto& row : c.plan) replace(row.owner);
        for (auto& promise : c.promises) replace(promise.by);
        for (auto& step : c.steps) replace(step.owner);
        if (!c.review) return;
        for (auto& safeguard : c.review->safeguards) replace(safeguard.owner);
    }

    void operator()(const event::InChargeChanged& e) const {
        if (e.account_zone) c.account_zone = *e.account_zone;
        if (e.owner) c.owner = e.owner;
        if (e.manager && e.manager != c.manager) {
            ++c.managers;
            c.manager = e.manager;
        }
        if (!e.executive_sponsor) return;
        const auto held = c.roles.find(RescueRole::executive_sponsor);
        if (held != c.roles.end() && held->second == c.executive_sponsor) held->second = e.executive_sponsor;
        c.executive_sponsor = e.executive_sponsor;
    }

    void operator()(const event::ReminderFired& e) const {
        c.fired[e.key] = SentReminder{e.to, recorded.at, recorded.number};
    }
    void operator()(const event::ReminderSnoozed& e) const {
        c.snoozes[e.key] = Snooze{e.until, e.reason, recorded.by, c.fired.contains(e.key)};
    }

private:
    std::vector<Contact>::iterator contact_called(std::string_view name) const {
        return std::ranges::find_if(c.contacts, [&](const Contact& contact) { return same_name(contact.name, name); });
    }

    Summary* summary_of(int touch) const {
        const auto found = std::ranges::find(c.summaries, touch, &Summary::touch);
        return found == c.summaries.end() ? nullptr : &*found;
    }

    void ask_for_call(const SponsorCallWindow& window) const {
        c.call = SponsorCall{};
        c.call.window = window;
        c.call.asked_at = recorded.at;
    }
};

void add_once(std::vector<UserId>& people, const UserId& user) {
    if (user && std::ranges::find(people, user) == people.end()) people.push_back(user);
}

} // namespace

void evolve(Case& state, const RecordedEvent& recorded) {
    std::visit(Apply{state, recorded}, recorded.what);
    state.version = recorded.number;
    state.changed_at = recorded.at;
    if (!std::holds_alternative<event::ReminderFired>(recorded.what)) state.news_at = recorded.at;
}

std::string_view to_text(CaseStatus status) {
    switch (status) {
    case CaseStatus::active: return "active";
    case CaseStatus::watch: return "recovered (provisional)";
    case CaseStatus::recovered: return "recovered";
    case CaseStatus::lost: return "lost";
    case CaseStatus::false_alarm: return "false alarm";
    }
    return "";
}

UserId Case::holder(RescueRole role) const {
    const auto found = roles.find(role);
    return found == roles.end() ? UserId{} : found->second;
}

const Summary* Case::summary_of(int touch) const {
    const auto found = std::ranges::find(summaries, touch, &Summary::touch);
    return found == summaries.end() ? nullptr : &*found;
}

const PlanRow* Case::plan_row(int row) const {
    return with_number(plan, row);
}

const Promise* Case::promise(int wanted) const {
    return with_number(promises, wanted);
}

const Indicator* Case::indicator(std::string_view name) const {
    const auto found = std::ranges::find(indicators, name, &Indicator::name);
    return found == indicators.end() ? nullptr : &*found;
}

std::vector<const Service*> Case::running_services() const {
    std::vector<const Service*> running;
    for (const auto& service : services) {
        if (service.state == ServiceState::running) running.push_back(&service);
    }
    return running;
}

Instant Case::first_signal_at() const {
    Instant first = opened_at;
    for (const auto& entry : signals) {
        if (!entry.dismissed) first = std::min(first, entry.signal.at);
    }
    return first;
}

std::vector<UserId> Case::team() const {
    std::vector<UserId> people;
    add_once(people, owner);
    add_once(people, manager);
    for (const auto& [role, user] : roles) add_once(people, user);
    add_once(people, executive_sponsor);
    add_once(people, call.delegate);
    return people;
}

} // namespace holdfast
