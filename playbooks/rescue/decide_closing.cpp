#include "playbooks/calendar/day_text.hpp"
#include "playbooks/calendar/sprint_week.hpp"
#include "playbooks/rescue/checklist.hpp"
#include "playbooks/rescue/deciding.hpp"

#include <fmt/format.h>

namespace holdfast::deciding {

namespace {

std::string five_reasons() {
    std::string text;
    for (const auto reason : all_loss_reasons) {
        text += fmt::format("{}{} ({})", text.empty() ? "" : ", ", to_text(reason), title_of(reason));
    }
    return text;
}

std::optional<Refusal> flaw_of_a_loss(const Deciding& d, const event::RescueClosed& closed) {
    const auto& home = *d.around.zone_of(person_with(Duty::account_manager, d.state, d.around));
    const int week = sprint_week(d.state.opened_at, d.now, home);
    const bool early = week <= d.around.policy->early_loss_weeks;
    if (early && !closed.loss) {
        return Refusal{"The rescue is not closed",
                       fmt::format("it is week {}, and most rescues take six to eight: before week {} it needs one of "
                                   "the five reasons to accept a loss: {}",
                                   week, d.around.policy->early_loss_weeks + 1, five_reasons()),
                       "/rescue close lost rival and what shows it", "loss"};
    }
    // Each of the five makes a loss right where it is so, which has to be shown (S0-117…S0-121).
    if (closed.loss && closed.evidence.empty()) {
        return Refusal{"The rescue is not closed", "what shows it is missing",
                       fmt::format("/rescue close lost {} what shows it", to_text(*closed.loss)), "note"};
    }
    if (closed.reason.empty()) {
        return Refusal{"The rescue is not closed", "a reason is needed",
                       "/rescue close lost rival signed with a rival on 3 March", "reason"};
    }
    return std::nullopt;
}

std::optional<Refusal> flaw_of(const Deciding& d, const event::RescueClosed& closed) {
    const bool watched = d.state.status == CaseStatus::watch;
    switch (closed.outcome) {
    case event::Outcome::recovered:
        if (watched) {
            return Refusal{"Nothing changed",
                           "it counts as recovered, provisionally, already",
                           "It is confirmed when the 90 days of watch are over.",
                           {}};
        }
        if (!d.state.review) {
            return Refusal{"The rescue is not closed", "the review with the sponsor is missing",
                           "/rescue close recovered opens it.", "outcome"};
        }
        return std::nullopt;
    case event::Outcome::lost: return flaw_of_a_loss(d, closed);
    case event::Outcome::false_alarm:
        if (!closed.reason.empty()) return std::nullopt;
        return Refusal{"The rescue is not closed", "a reason is needed", "/rescue close false-alarm why, in a sentence",
                       "reason"};
    }
    return std::nullopt;
}

} // namespace

Event closed_or_proposed(const Deciding& d, const event::RescueClosed& closed) {
    if (may(Action::close, d.standing())) return closed;
    return event::ClosingProposed{closed.outcome, closed.reason, closed.evidence, closed.loss};
}

Decision decide(const Deciding& d, const request::HoldReview& asked) {
    const auto& review = asked.review;
    if (!review.sponsor_present) {
        return refuse("The review is not saved", "it is held together with the sponsor",
                      "Meet the sponsor first, then record the review.", "sponsor_present");
    }
    if (review.what_happened.empty()) {
        return refuse("The review is not saved", "what happened is missing", "Write it in a few sentences.",
                      "what_happened");
    }
    if (review.safeguards.empty()) {
        return refuse("The review is not saved", "no safeguard was agreed",
                      "Write at least one, with an owner and a date.", "safeguard_1");
    }
    for (std::size_t i = 0; i < review.safeguards.size(); ++i) {
        const auto& safeguard = review.safeguards[i];
        if (safeguard.text.empty() || safeguard.owner.empty() || safeguard.due == Day{}) {
            return refuse("The review is not saved", "a safeguard lacks its text, owner or date",
                          "Complete it: a safeguard without an owner protects nobody.",
                          fmt::format("safeguard_{}", i + 1));
        }
        if (safeguard.due < d.today()) {
            return refuse(
                "The review is not saved",
                fmt::format("{} has passed, and a safeguard protects from here on", format_day(safeguard.due)),
                "Give it a date to come.", fmt::format("safeguard_due_{}", i + 1));
        }
    }
    if (review.gesture && review.gesture_reason.empty()) {
        return refuse("The review is not saved", "why the gesture of goodwill is deserved is missing",
                      "Say why, in a few words.", "gesture_reason");
    }
    std::vector<Event> events{review};
    if (d.state.status == CaseStatus::active) {
        events.push_back(closed_or_proposed(d, {event::Outcome::recovered, "reviewed with the sponsor", {}, {}}));
    }
    return events;
}

Decision decide(const Deciding& d, const request::CloseRescue& asked) {
    event::RescueClosed closed{asked.outcome, asked.reason, asked.evidence, asked.loss};
    const auto& proposal = d.state.proposal;
    const bool confirms = proposal && proposal->outcome == asked.outcome && asked.reason.empty() && !asked.loss;
    if (confirms) closed = {proposal->outcome, proposal->reason, proposal->evidence, proposal->loss};
    if (const auto wrong = flaw_of(d, closed)) return std::unexpected{*wrong};
    if (confirms && !may(Action::close, d.standing())) {
        return refuse("The rescue is not closed", "it is proposed already and waits for somebody who may close",
                      std::string{instead_of(Action::close, d.standing())});
    }
    return std::vector<Event>{closed_or_proposed(d, closed)};
}

} // namespace holdfast::deciding
