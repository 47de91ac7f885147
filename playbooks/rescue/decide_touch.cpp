#include "playbooks/accounts/person_names.hpp"
#include "playbooks/calendar/day_text.hpp"
#include "playbooks/rescue/deciding.hpp"
#include "playbooks/rescue/draft_privacy.hpp"
#include "playbooks/rescue/figures.hpp"
#include "playbooks/summary/draft.hpp"

#include <fmt/format.h>

namespace holdfast::deciding {

namespace {

/// What is typed to do something to the summary of a touch.
std::string summary_command(const Case& state, int touch, std::string_view verb) {
    return fmt::format("/rescue summary {} {} {}", typed(state.account), touch, verb);
}

Decision no_summary(const Case& state, int touch) {
    if (state.summaries.empty()) {
        return refuse("There is no summary", "no touch has been logged yet", "`/rescue touch` logs one.");
    }
    return refuse(fmt::format("There is no summary {}", touch), "no touch with this number needs one",
                  "`/rescue summary list` shows them.");
}

/// A call that is reported as the sponsor's, and names somebody else, is a touch like any other (S1-02).
bool is_with_the_sponsor(const Case& state, const request::LogTouch& asked) {
    const auto& sponsor = state.sponsor.name;
    const auto& with = asked.touch.with;
    return asked.with_sponsor && (with.empty() || sponsor.empty() || names_person(with, sponsor));
}

std::optional<Refusal> not_theirs(const Deciding& d, const Summary& summary) {
    return refusal_of_draft(d.actor, d.state, summary, d.around);
}

} // namespace

Decision decide(const Deciding& d, const request::LogTouch& asked) {
    auto touch = asked.touch;
    touch.number = static_cast<int>(d.state.touches.size()) + 1;
    touch.by = d.actor.id;
    if (touch.at == Instant{}) touch.at = d.now;
    if (touch.at > d.now) {
        return refuse("The touch is not logged", "its time lies in the future",
                      "Log it when it has happened; put it into the plan until then.", "at");
    }
    if (is_one_letter(touch.with)) {
        return refuse("The touch is not logged", one_letter_is_no_name(touch.with) + ", and the summary would greet it",
                      "/rescue touch with:\"Dana Fox\" what was said and agreed", "with_name");
    }
    if (touch.by_when && *touch.by_when < d.today()) {
        return refuse(
            "The touch is not logged",
            fmt::format("{} has passed, and the summary would promise it to the customer", format_day(*touch.by_when)),
            "/rescue touch next:\"send the new plan\" by:fri what was said and agreed", "by_when");
    }
    const bool with_sponsor = is_with_the_sponsor(d.state, asked);
    if (touch.reached && touch.text.empty() && asked.with_sponsor && !with_sponsor) {
        return refuse("The call is not logged",
                      fmt::format("it was with {} and not with the sponsor, {}, and what moved is missing", touch.with,
                                  d.state.sponsor.name),
                      fmt::format("`/rescue touch {} kind:call with:\"{}\" what was said and agreed`",
                                  typed(d.state.account), touch.with),
                      "text");
    }
    // That the sponsor was reached counts at once; what was said is written into the summary.
    if (touch.reached && touch.text.empty() && !with_sponsor) {
        return refuse("The touch is not logged", "what moved is missing: the summary is written from it",
                      "/rescue touch kind:call with:\"Dana Fox\" what was said and agreed", "text");
    }
    if (with_sponsor && touch.reached && touch.text.empty() && !d.state.call.owed()) {
        return refuse("The call is logged already", "somebody else was faster",
                      "`/rescue touch kind:call what was said` logs a further call", "text");
    }
    if (with_sponsor && touch.reached && d.state.sponsor.name.empty() && touch.with.empty()) {
        return refuse("The call is not logged", "nobody knows yet who the sponsor is",
                      "`/rescue sponsor \"Dana Fox\"` names the sponsor, then log the call.", "with");
    }
    std::vector<Event> events;
    if (with_sponsor && d.state.sponsor.name.empty() && !touch.with.empty()) {
        const SponsorContact found{touch.with, {}, {}, {}};
        const auto window = call_window(found, d.state.account_zone, d.state.manager, d.state.call.asked_at, d.around);
        events.emplace_back(event::SponsorNamed{found, window});
    }
    if (with_sponsor && touch.with.empty()) touch.with = d.state.sponsor.name;
    event::TouchLogged logged;
    if (touch.reached) {
        const auto parts = parts_of_draft(d.state, touch, d.today());
        logged.lacks_progress = !parts.progress;
        logged.lacks_next = !parts.next;
        logged.lacks_dates = !parts.dates;
    }
    logged.touch = std::move(touch);
    logged.with_sponsor = with_sponsor;
    logged.draft_shown = asked.draft_shown;
    logged.draft = asked.draft;
    events.emplace_back(std::move(logged));
    return events;
}

Decision decide(const Deciding& d, const request::EditSummary& asked) {
    const auto* summary = d.state.summary_of(asked.touch);
    if (summary == nullptr) return no_summary(d.state, asked.touch);
    if (summary->state == SummaryState::sent) {
        return refuse("The summary is not changed", "it has been sent to the customer",
                      "`/rescue touch` logs what has changed since.");
    }
    if (auto refusal = not_theirs(d, *summary)) return std::unexpected{*std::move(refusal)};
    if (asked.text.empty()) {
        return refuse("The summary is not changed", "the text is empty",
                      fmt::format("`{}` drops it.", summary_command(d.state, asked.touch, "discard why")), "text");
    }
    if (asked.text == summary->text) return std::vector<Event>{};
    return std::vector<Event>{event::SummaryEdited{asked.touch, asked.text}};
}

Decision decide(const Deciding& d, const request::SendSummary& asked) {
    const auto* summary = d.state.summary_of(asked.touch);
    if (summary == nullptr) return no_summary(d.state, asked.touch);
    if (auto refusal = not_theirs(d, *summary)) return std::unexpected{*std::move(refusal)};
    switch (summary->state) {
    case SummaryState::sent:
        return refuse("Nothing changed", "this summary is marked as sent already", "/rescue summary list");
    case SummaryState::discarded:
        return refuse("The summary was discarded", summary->discard_reason, "`/rescue touch` logs the next one.");
    case SummaryState::draft: break;
    }
    return std::vector<Event>{event::SummarySent{asked.touch}};
}

Decision decide(const Deciding& d, const request::DiscardSummary& asked) {
    const auto* summary = d.state.summary_of(asked.touch);
    if (summary == nullptr) return no_summary(d.state, asked.touch);
    if (summary->state == SummaryState::draft) {
        if (auto refusal = not_theirs(d, *summary)) return std::unexpected{*std::move(refusal)};
    } else {
        return refuse("The summary is not discarded",
                      summary->state == SummaryState::sent ? "it has been sent" : "it was discarded before",
                      "`/rescue summary list` shows what is open.");
    }
    if (asked.reason.empty()) {
        return refuse("The summary is not discarded", "a reason is needed: every touch owes the customer a note",
                      summary_command(d.state, asked.touch, "discard why"), "reason");
    }
    return std::vector<Event>{event::SummaryDiscarded{asked.touch, asked.reason}};
}

} // namespace holdfast::deciding
