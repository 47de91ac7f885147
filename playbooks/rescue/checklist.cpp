#include "playbooks/rescue/checklist.hpp"

#include "playbooks/accounts/person_names.hpp"
#include "playbooks/calendar/day_text.hpp"
#include "playbooks/rescue/ladder.hpp"
#include "playbooks/wording/duration.hpp"
#include "playbooks/wording/letter_case.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace holdfast {

namespace {

Evidence earned_by(std::string have) {
    return {true, std::move(have), {}, 0, 0};
}
Evidence lacking(std::string missing, std::string have = {}) {
    return {false, std::move(have), std::move(missing), 0, 0};
}

Evidence facts(const Case& state) {
    if (!state.facts) return lacking("what happened when, which results were hit, where we fell short");
    const bool dated = !state.notes.empty() || !state.signals.empty() || !state.touches.empty();
    if (!dated) return lacking("one dated row on the timeline", "the three questions are answered");
    return earned_by("facts recorded");
}

Evidence sponsor_call(const Case& state) {
    if (const auto& reached = state.call.reached_at)
        return earned_by(fmt::format("{} from signal to call", duration_in_words(*reached - state.call.asked_at)));
    if (state.call.attempts.empty()) return lacking("a call that reached the sponsor");
    return lacking("a call that reached the sponsor", fmt::format("{} unanswered attempt{}", state.call.attempts.size(),
                                                                  state.call.attempts.size() == 1 ? "" : "s"));
}

Evidence recovery_owner(const Case& state) {
    const bool named = !state.holder(RescueRole::recovery_lead).empty();
    if (named && state.contact_shared) return earned_by("named, contact shared with the sponsor");
    if (named) return lacking("the owner's direct contact shared with the sponsor", "owner named");
    return lacking("a recovery owner and their contact shared with the sponsor");
}

Evidence plan(const Case& state, const Policy& policy) {
    int rows = 0;
    for (const auto& row : state.plan) {
        if (row.state == PlanRowState::dropped) continue;
        ++rows;
        if (row.owner.empty() || row.due == Day{}) {
            return lacking(fmt::format("an owner and a date on row {}", row.number));
        }
        // Measured from the day the row was written; a day of slack covers zones ahead of UTC.
        const auto written = date::local_days{date::floor<date::days>(row.added_at).time_since_epoch()};
        if (row.due > written + date::days{policy.plan_horizon_days + 1} && row.moves == 0) {
            return lacking(fmt::format("a date within two weeks on row {}", row.number));
        }
    }
    if (rows == 0) return lacking("at least one row with an action, an owner and a date");
    return earned_by(fmt::format("{} row{}", rows, rows == 1 ? "" : "s"));
}

Evidence extra_service(const Case& state) {
    if (!state.service_declined.empty()) return earned_by("not needed: " + state.service_declined);
    if (state.services.empty()) return lacking("what, an end date and a measure, or a reason why none is needed");
    const auto& latest = state.services.back();
    switch (latest.state) {
    case ServiceState::running: return earned_by(fmt::format("{} until {}", latest.what, format_day_long(latest.end)));
    case ServiceState::stopped: return earned_by(latest.what + ", which has ended");
    case ServiceState::permanent: return earned_by(latest.what + ", permanent by now");
    }
    return {};
}

bool touched(const Case& state, const std::string& name) {
    return std::ranges::any_of(state.touches,
                               [&](const Touch& touch) { return touch.reached && names_person(touch.with, name); });
}

/// Decision Q11: two or more new contacts, one of them in operations and one in finance, each spoken with. Whoever was
/// on record when the rescue opened is none.
Evidence wider_thread(const Case& state, const Policy& policy) {
    int spoken = 0;
    int operations = 0;
    int finance = 0;
    std::string silent;
    for (const auto& contact : state.contacts) {
        if (contact.left || contact.was_known) continue;
        if (!touched(state, contact.name)) {
            silent += (silent.empty() ? "" : ", ") + contact.name;
            continue;
        }
        ++spoken;
        const auto department = lower_case(contact.department);
        operations += department.starts_with("op") ? 1 : 0;
        finance += department.starts_with("fin") ? 1 : 0;
    }
    Evidence evidence;
    evidence.done = std::min(spoken, policy.new_contacts);
    evidence.needed = policy.new_contacts;
    const bool has_operations = operations >= policy.new_in_operations;
    const bool has_finance = finance >= policy.new_in_finance;
    if (spoken >= policy.new_contacts && has_operations && has_finance) {
        evidence.earned = true;
        evidence.have = fmt::format("{} new contacts", spoken);
        return evidence;
    }
    std::string needs;
    if (!has_operations) needs += "somebody in operations";
    if (!has_finance) needs += (needs.empty() ? "" : " and ") + std::string{"somebody in finance"};
    if (needs.empty()) needs = "one more new contact";
    evidence.missing = needs + ", with a first touch each";
    if (!silent.empty()) evidence.have = "no touch yet with " + silent;
    return evidence;
}

Evidence weekly_meeting(const Case& state) {
    const bool booked = state.checkin.has_value();
    const bool measured = !state.indicators.empty();
    if (booked && measured) {
        return earned_by(
            fmt::format("weekly, {} indicator{}", state.indicators.size(), state.indicators.size() == 1 ? "" : "s"));
    }
    if (booked) return lacking("one indicator with a target", "meeting booked");
    if (measured) return lacking("a weekday and a time", "indicator chosen");
    return lacking("a weekday, a time and one indicator with a target");
}

Evidence written_notes(const Case& state) {
    Evidence evidence;
    for (const auto& summary : state.summaries) {
        if (summary.state == SummaryState::discarded) continue;
        ++evidence.needed;
        if (summary.state == SummaryState::sent) ++evidence.done;
    }
    evidence.earned = evidence.needed > 0 && evidence.done == evidence.needed;
    evidence.have = fmt::format("{}/{} sent", evidence.done, evidence.needed);
    if (evidence.needed == 0)
        evidence.missing = "a first touch with its written summary";
    else if (!evidence.earned) {
        const auto open = evidence.needed - evidence.done;
        evidence.missing = fmt::format("{} written {} to be sent", open, open == 1 ? "summary" : "summaries");
    }
    return evidence;
}

Evidence look_back(const Case& state) {
    if (!state.review) return lacking("a review held with the sponsor, with at least one safeguard");
    return earned_by(fmt::format("{} safeguard{} agreed", state.review->safeguards.size(),
                                 state.review->safeguards.size() == 1 ? "" : "s"));
}

UserId owner_of_step(int step, const Case& state, const Surroundings& around) {
    constexpr int the_call = 2;
    if (step == the_call) return caller_of(state, around);
    const auto& by_hand = state.steps.at(static_cast<std::size_t>(step - 1)).owner;
    return around.is_reachable(by_hand) ? by_hand : person_with(around.catalog->step(step).owner, state, around);
}

} // namespace

Evidence evidence_for(int step, const Case& state, const Policy& policy) {
    switch (step) {
    case 1: return facts(state);
    case 2: return sponsor_call(state);
    case 3: return recovery_owner(state);
    case 4: return plan(state, policy);
    case 5: return extra_service(state);
    case 6: return wider_thread(state, policy);
    case 7: return weekly_meeting(state);
    case 8: return written_notes(state);
    case 9: return look_back(state);
    default: return {};
    }
}

UserId person_with(Duty duty, const Case& state, const Surroundings& around) {
    const auto reachable_or = [&](const UserId& one, const UserId& otherwise) {
        return around.is_reachable(one) ? one : otherwise;
    };
    auto in_charge = acting_manager(state, around);
    auto accountable = reachable_or(state.owner, in_charge);
    switch (duty) {
    case Duty::account_manager: return accountable;
    case Duty::manager: return in_charge;
    case Duty::executive_sponsor: {
        const auto by_role = state.holder(RescueRole::executive_sponsor);
        const auto executive = reachable_or(by_role, state.executive_sponsor);
        const bool was_named = by_role || state.executive_sponsor;
        return was_named ? reachable_or(executive, in_charge) : UserId{};
    }
    case Duty::recovery_lead: return reachable_or(state.holder(RescueRole::recovery_lead), accountable);
    case Duty::technical_lead: return reachable_or(state.holder(RescueRole::technical_lead), accountable);
    case Duty::support_lead: return reachable_or(state.holder(RescueRole::support_lead), accountable);
    case Duty::intelligence_lead: return reachable_or(state.holder(RescueRole::intelligence_lead), accountable);
    }
    return accountable;
}

int filled_roles(const Case& state, const Surroundings& around) {
    return static_cast<int>(std::ranges::count_if(
        all_rescue_roles, [&](RescueRole role) { return around.is_reachable(state.holder(role)); }));
}

std::optional<Instant> step_due(int step, const Case& state, const Surroundings& around) {
    const auto& set_by_hand = state.steps.at(static_cast<std::size_t>(step - 1)).due;
    if (set_by_hand) return set_by_hand;
    if (step == 2) return state.call.due();
    const auto& rule = around.catalog->step(step).due;
    if (!rule) return std::nullopt;
    const auto& hours = around.policy->working_hours;
    const auto& zone = *around.zone_of(owner_of_step(step, state, around));
    switch (rule->unit) {
    case DueRule::Unit::close_of_day: {
        const auto first = hours.next_working_instant(state.opened_at, zone);
        return hours.closing(day_of(first, zone), zone);
    }
    case DueRule::Unit::hours:
        return hours.next_working_instant(state.opened_at + std::chrono::hours{rule->amount}, zone);
    case DueRule::Unit::days: {
        const auto day = day_of(state.opened_at, zone) + date::days{rule->amount};
        return hours.closing(hours.add_working_days(day, 0), zone);
    }
    }
    return std::nullopt;
}

Checklist checklist(const Case& state, Instant now, const Surroundings& around) {
    Checklist steps;
    for (int number = 1; number <= 9; ++number) {
        const auto& by_hand = state.steps.at(static_cast<std::size_t>(number - 1));
        auto& view = steps.at(static_cast<std::size_t>(number - 1));
        view.number = number;
        view.owner = owner_of_step(number, state, around);
        view.due = step_due(number, state, around);
        view.evidence = evidence_for(number, state, *around.policy);
        view.note = by_hand.note;
        if (view.evidence.earned)
            view.state = StepState::earned;
        else if (by_hand.mark == event::StepMark::skipped)
            view.state = StepState::skipped;
        else if (state.status != CaseStatus::active)
            view.state = StepState::left;
        else if (by_hand.mark == event::StepMark::blocked)
            view.state = StepState::blocked;
        else if (view.due && *view.due < now)
            view.state = StepState::overdue;
    }
    return steps;
}

int earned(const Checklist& steps) {
    return static_cast<int>(
        std::ranges::count(steps, StepState::earned, [](const StepView& step) { return step.state; }));
}

} // namespace holdfast
