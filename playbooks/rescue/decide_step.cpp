#include "playbooks/rescue/checklist.hpp"
#include "playbooks/rescue/deciding.hpp"

#include <fmt/format.h>

namespace holdfast::deciding {

namespace {

Decision no_such_step(int step) {
    return refuse(fmt::format("There is no step {}", step), "the method has nine", "`/rescue help steps` shows them.");
}

} // namespace

Decision decide(const Deciding& d, const request::ClaimStep& asked) {
    if (asked.step < 1 || asked.step > 9) return no_such_step(asked.step);
    const auto evidence = evidence_for(asked.step, d.state, *d.around.policy);
    const auto& text = d.around.catalog->step(asked.step);
    if (evidence.earned) {
        return refuse(fmt::format("Step {} is done already", asked.step), evidence.have,
                      "`/rescue status` shows all nine.");
    }
    return refuse(fmt::format("Step {} is not done yet", asked.step), fmt::format("missing: {}", evidence.missing),
                  text.how);
}

Decision decide(const Deciding& d, const request::ChangeStep& asked) {
    if (asked.step < 1 || asked.step > 9) return no_such_step(asked.step);
    // The second step belongs to whoever makes the call: a new owner is a delegation, and the ladder moves along.
    if (asked.step == 2 && asked.owner && !asked.mark && !asked.due) {
        return decide(d, request::DelegateSponsorCall{*asked.owner});
    }
    const auto& known = d.state.steps.at(static_cast<std::size_t>(asked.step - 1));
    const bool is_set_aside = known.mark != event::StepMark::none;
    if (asked.mark == event::StepMark::none && !is_set_aside) {
        return refuse(fmt::format("Step {} is not reopened", asked.step), "it is neither blocked nor skipped",
                      fmt::format("/rescue step {}", asked.step));
    }
    const bool set_aside = asked.mark && *asked.mark != event::StepMark::none;
    // The note of a step that is set aside is the reason for it: it changes only together with the mark.
    if (!asked.mark && is_set_aside && !asked.note.empty()) {
        const bool skipped = known.mark == event::StepMark::skipped;
        return refuse(
            fmt::format("Step {} is unchanged", asked.step),
            fmt::format("it is {}, and its note is the reason for that", skipped ? "skipped" : "blocked"),
            fmt::format("`/rescue step {} {} why` gives another one.", asked.step, skipped ? "skip" : "block"), "note");
    }
    const bool keeps_note = !asked.mark && asked.note.empty();
    event::StepChanged changed{.step = asked.step,
                               .mark = asked.mark.value_or(known.mark),
                               .owner = asked.owner.value_or(known.owner),
                               .due = asked.due ? asked.due : known.due,
                               .note = keeps_note ? known.note : asked.note,
                               .was = set_aside ? event::StepMark::none : known.mark};
    if (set_aside && asked.note.empty()) {
        return refuse(fmt::format("Step {} is unchanged", asked.step), "a reason is needed",
                      fmt::format("/rescue step {} {} why", asked.step,
                                  *asked.mark == event::StepMark::skipped ? "skip" : "block"),
                      "note");
    }
    if (asked.step == 2 && asked.mark == event::StepMark::skipped) {
        return refuse("The sponsor call cannot be skipped", "it is what saves accounts",
                      "`/rescue call noanswer`, `/rescue call moved due:tomorrow why`, or delegate it.");
    }
    if (asked.step == 8 && asked.mark == event::StepMark::skipped) {
        return refuse("The written notes cannot be skipped", "each touch owes the customer one",
                      "`/rescue summary list` shows them; one that is not needed is discarded by itself: `/rescue "
                      "summary 1 discard why`.");
    }
    if (asked.step == 2 && asked.due) {
        return refuse("Step 2 keeps its time", "the sponsor call is due on the day itself",
                      "/rescue call moved due:tomorrow why it cannot be today");
    }
    if (asked.due && *asked.due <= d.now) {
        return refuse(fmt::format("Step {} is unchanged", asked.step), "the new date has passed",
                      fmt::format("/rescue step {} due:fri", asked.step), "due");
    }
    const bool same = changed.mark == known.mark && changed.owner == known.owner && changed.due == known.due &&
                      changed.note == known.note;
    if (same) return std::vector<Event>{};
    return std::vector<Event>{std::move(changed)};
}

} // namespace holdfast::deciding
