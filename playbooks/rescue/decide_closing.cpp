#include "playbooks/rescue/deciding.hpp"

#include <fmt/format.h>

namespace holdfast::deciding {

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
    }
    std::vector<Event> events{review};
    // Who may only propose leaves the closing to somebody entitled.
    if (d.state.status == CaseStatus::active && may(Action::close, d.standing())) {
        events.emplace_back(event::RescueClosed{event::Outcome::recovered, "reviewed with the sponsor", {}});
    }
    return events;
}

Decision decide(const Deciding& d, const request::CloseRescue& asked) {
    if (asked.outcome == event::Outcome::recovered) {
        if (d.state.status == CaseStatus::watch) {
            return refuse("Nothing changed", "it counts as recovered, provisionally, already",
                          "It is confirmed when the 90 days of watch are over.");
        }
        if (!d.state.review) {
            return refuse("The rescue is not closed", "the review with the sponsor is missing",
                          "/rescue close recovered opens it.", "outcome");
        }
    } else if (asked.reason.empty()) {
        return refuse("The rescue is not closed", "a reason is needed", "/rescue close lost why, in a sentence",
                      "reason");
    }
    return std::vector<Event>{event::RescueClosed{asked.outcome, asked.reason, asked.evidence}};
}

} // namespace holdfast::deciding
