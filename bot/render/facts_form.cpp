#include "bot/render/form_fields.hpp"
#include "playbooks/calendar/day_text.hpp"
#include "playbooks/calendar/zone.hpp"

#include <fmt/format.h>

namespace holdfast::render {

using slack::operator""_mrkdwn;

namespace {

/// A start for the first box: the signals with their days, UTC, for a person to correct.
std::string signals_with_dates(const Case& state) {
    std::string text;
    for (const CaseSignal& entry : state.signals) {
        if (entry.dismissed) continue;
        const Day day{date::floor<date::days>(entry.signal.at).time_since_epoch()};
        text += fmt::format("{}: {}\n", format_day_long(day), in_words(entry.signal));
    }
    return text;
}

} // namespace

slack::Modal facts(const FormContext& context, const Case& state) {
    slack::Modal modal = form(slack::modal::facts, "Get the facts", context);
    append_account(modal, context, state.account_name, {});
    append_note(modal, "Dates, numbers and names. Where you do not know, say so."_mrkdwn);
    const Facts known = state.facts.value_or(Facts{signals_with_dates(state), {}, {}});
    modal.blocks.emplace_back(text_input(
        block::what_happened, "What happened, and when?",
        {.multiline = true, .initial = known.what_happened, .hint = "One line for each event, each with its day."}));
    modal.blocks.emplace_back(text_input(
        block::outcomes_hit, "Which of the customer's results were hit?",
        {.multiline = true, .initial = known.outcomes_hit, .placeholder = "Line two stood still for nine hours"}));
    modal.blocks.emplace_back(
        text_input(block::promises_broken, "Which of our promises did we break?",
                   {.multiline = true, .initial = known.promises_broken, .placeholder = "Delivery within three days"}));
    return modal;
}

} // namespace holdfast::render
