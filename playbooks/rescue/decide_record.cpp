#include "playbooks/rescue/deciding.hpp"

namespace holdfast::deciding {

Decision decide(const Deciding& d, const request::RecordFacts& asked) {
    if (asked.what_happened.empty()) {
        return refuse("The facts are not saved", "what happened, and when, is missing",
                      "Write what happened with its dates.", "what_happened");
    }
    if (asked.outcomes_hit.empty()) {
        return refuse("The facts are not saved", "which results of the customer were hit is missing",
                      "Write which results suffered.", "outcomes_hit");
    }
    if (asked.promises_broken.empty()) {
        return refuse("The facts are not saved", "where we fell short of our promise is missing",
                      "Write which promise was broken, or that none was.", "promises_broken");
    }
    const auto& known = d.state.facts;
    const bool unchanged = known && known->what_happened == asked.what_happened &&
                           known->outcomes_hit == asked.outcomes_hit && known->promises_broken == asked.promises_broken;
    if (unchanged) return std::vector<Event>{};
    return std::vector<Event>{event::FactsRecorded{asked.what_happened, asked.outcomes_hit, asked.promises_broken}};
}

Decision decide(const Deciding& d, const request::NoteTimeline& asked) {
    if (asked.text.empty()) {
        return refuse("Nothing was added", "the text is missing", "/rescue timeline add what happened");
    }
    const auto happened = asked.happened.value_or(d.now);
    if (happened > d.now) {
        return refuse("Nothing was added", "the time lies in the future",
                      "The timeline records what happened; use the plan for what is to come.");
    }
    return std::vector<Event>{event::TimelineNoted{asked.text, happened, asked.link}};
}

} // namespace holdfast::deciding
