#include "playbooks/calendar/day_text.hpp"
#include "playbooks/rescue/deciding.hpp"
#include "playbooks/rescue/draft_privacy.hpp"
#include "playbooks/rescue/promises.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace holdfast::deciding {

namespace {

constexpr std::string_view example = "/rescue promise \"10 % off the June order\" to:\"Dana Fox\" due:fri";

Decision no_promise(int number) {
    return refuse(fmt::format("There is no promise {}", number), "nothing in the register has this number",
                  "`/rescue promise` shows them.");
}

bool is_own(const Deciding& d, const Promise& promise) {
    return d.actor.id == promise.recorded_by || d.actor.id == d.around.known_as(promise.by);
}

/// Why the actor has no say about what the summary of this touch promises.
std::optional<Refusal> no_say_about(const Deciding& d, int touch) {
    const auto* summary = d.state.summary_of(touch);
    if (summary == nullptr) {
        return Refusal{fmt::format("There is no summary {}", touch),
                       "no touch with this number needs one",
                       "`/rescue summary list` shows them.",
                       {},
                       {}};
    }
    return refusal_of_draft(d.actor, d.state, *summary, d.around);
}

} // namespace

Decision decide(const Deciding& d, const request::RecordPromise& asked) {
    const bool is_in_a_draft = asked.touch != 0;
    if (!d.state.is_open() && !is_in_a_draft) return std::unexpected{closed_already(d)};
    if (asked.text.empty()) {
        return refuse("The promise is not recorded", "what is promised is missing", std::string{example}, "text");
    }
    if (asked.due && *asked.due < d.today()) {
        return refuse("The promise is not recorded", fmt::format("{} is in the past", format_day(*asked.due)),
                      std::string{example}, "due");
    }
    if (is_in_a_draft) {
        if (auto refusal = no_say_about(d, asked.touch)) return std::unexpected{*std::move(refusal)};
    }
    const auto by = asked.by.empty() ? d.actor.id : asked.by;
    const bool is_known = std::ranges::any_of(d.state.promises, [&](const Promise& promise) {
        return promise.state == Promise::State::open && promise.text == asked.text && promise.to == asked.to &&
               promise.by == by && promise.due == asked.due && promise.touch == asked.touch;
    });
    if (is_known) return std::vector<Event>{};
    const auto number = static_cast<int>(d.state.promises.size()) + 1;
    return std::vector<Event>{event::PromiseRecorded{number, asked.touch, asked.text, asked.to, by, asked.due}};
}

Decision decide(const Deciding& d, const request::ApprovePromise& asked) {
    const auto* promise = d.state.promise(asked.promise);
    if (!may(approval_of_promises, d.standing())) return std::unexpected{not_for(d, approval_of_promises)};
    if (promise == nullptr) return no_promise(asked.promise);
    if (is_own(d, *promise)) {
        return refuse(fmt::format("Promise {} is not approved", asked.promise), "nobody approves their own promise",
                      fmt::format("Ask somebody else of these: {}.", who_may(approval_of_promises)));
    }
    if (promise->state == Promise::State::approved) return std::vector<Event>{};
    if (promise->state == Promise::State::refused) {
        return refuse(fmt::format("Promise {} is not approved", asked.promise),
                      fmt::format("it was refused: {}", promise->refusal), std::string{example});
    }
    return std::vector<Event>{event::PromiseApproved{asked.promise}};
}

Decision decide(const Deciding& d, const request::RefusePromise& asked) {
    const auto* promise = d.state.promise(asked.promise);
    const bool takes_back = promise != nullptr && is_own(d, *promise);
    if (!takes_back && !may(approval_of_promises, d.standing()))
        return std::unexpected{not_for(d, approval_of_promises)};
    if (promise == nullptr) return no_promise(asked.promise);
    if (promise->state == Promise::State::refused) return std::vector<Event>{};
    if (asked.reason.empty()) {
        return refuse(fmt::format("Promise {} stays as it is", asked.promise), "a reason is needed",
                      fmt::format("/rescue promise refuse {} why", asked.promise), "reason");
    }
    return std::vector<Event>{event::PromiseRefused{asked.promise, asked.reason}};
}

Decision decide(const Deciding& d, const request::DenyPromise& asked) {
    if (auto refusal = no_say_about(d, asked.touch)) return std::unexpected{*std::move(refusal)};
    const auto& summary = *d.state.summary_of(asked.touch);
    if (summary.state != SummaryState::draft || summary.promises_nothing) return std::vector<Event>{};
    return std::vector<Event>{event::NothingPromised{asked.touch}};
}

} // namespace holdfast::deciding
