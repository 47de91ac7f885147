#include "bot/render/form_fields.hpp"

#include <fmt/format.h>

namespace holdfast::render {

namespace {

void append_safeguard(slack::Modal& modal, int number, const event::Safeguard& known) {
    const bool is_optional = number > 1;
    const std::optional<Day> due = known.text.empty() ? std::nullopt : std::optional{known.due};
    modal.blocks.emplace_back(
        text_input(block::numbered("safeguard", number), fmt::format("Safeguard {}", number),
                   {.optional = is_optional, .initial = known.text, .placeholder = "What keeps it from coming back"}));
    modal.blocks.emplace_back(person_input(block::numbered("safeguard_owner", number),
                                           fmt::format("Owner of safeguard {}", number), known.owner, is_optional));
    modal.blocks.emplace_back(date_input(block::numbered("safeguard_due", number),
                                         fmt::format("Date of safeguard {}", number), due, is_optional));
}

slack::Input gesture(bool is_given) {
    return {.block_id = std::string{block::gesture},
            .label = "A gesture of goodwill?",
            .element = slack::RadioButtons{.options = {{.text = "Yes", .value = "yes"}, {.text = "No", .value = "no"}},
                                           .initial = is_given ? "yes" : "no"}};
}

} // namespace

slack::Modal review(const FormContext& context, const Case& state) {
    slack::Modal modal = form(slack::modal::review, "Review with the sponsor", context);
    append_account(modal, context, state.account_name, {});
    event::ReviewHeld known = state.review.value_or(event::ReviewHeld{});
    if (!state.review && state.facts) known.what_happened = state.facts->what_happened;
    modal.blocks.emplace_back(tick(block::sponsor_present, "Who was there?",
                                   {.text = "The customer's sponsor took part",
                                    .value = "present",
                                    .description = "Without the sponsor it does not count as the review."},
                                   known.sponsor_present));
    modal.blocks.emplace_back(
        text_input(block::what_happened, "What happened?", {.multiline = true, .initial = known.what_happened}));
    modal.blocks.emplace_back(
        text_input(block::what_worked, "What helped?", {.multiline = true, .initial = known.what_worked}));
    modal.blocks.emplace_back(
        text_input(block::what_did_not, "What did not?", {.multiline = true, .initial = known.what_did_not}));
    for (int number = 1; number <= safeguard_rows; ++number) {
        const auto index = static_cast<std::size_t>(number - 1);
        append_safeguard(modal, number, index < known.safeguards.size() ? known.safeguards[index] : event::Safeguard{});
    }
    modal.blocks.emplace_back(gesture(known.gesture));
    modal.blocks.emplace_back(
        text_input(block::gesture_reason, "Why, or why not?",
                   {.optional = true,
                    .initial = known.gesture_reason,
                    .hint = "Welcome where it is deserved, out of place where it looks bought."}));
    return modal;
}

slack::Modal close(const FormContext& context, const Case& state) {
    slack::Modal modal = form(slack::modal::close, "Close the rescue", context);
    append_account(modal, context, state.account_name, {});
    modal.blocks.emplace_back(slack::Input{
        .block_id = std::string{block::outcome},
        .label = "How does it end?",
        .element = slack::RadioButtons{
            .options = {
                {.text = "Recovered",
                 .value = "recovered",
                 .description = "After the review with the sponsor. Ninety days of watching follow."},
                {.text = "Lost", .value = "lost", .description = "The customer has left or will leave."},
                {.text = "False alarm", .value = "false-alarm", .description = "There was nothing to rescue."}}}});
    slack::StaticSelect reasons{.options = {}};
    for (const LossReason reason : all_loss_reasons) {
        reasons.options.push_back({.text = std::string{title_of(reason)}, .value = std::string{to_text(reason)}});
    }
    modal.blocks.emplace_back(slack::Input{
        .block_id = std::string{block::loss},
        .label = "If it is lost: which of the five?",
        .element = std::move(reasons),
        .hint = "Before week 6 a loss needs one of them, and what shows it: most rescues take six to eight "
                "weeks.",
        .optional = true});
    modal.blocks.emplace_back(text_input(
        block::reason, "Why?", {.multiline = true, .hint = "Stands in the record for whoever reads it later."}));
    modal.blocks.emplace_back(text_input(block::note, "What shows it?",
                                         {.optional = true,
                                          .multiline = true,
                                          .placeholder = "Notice of termination of 3 March; orders back at 41,000",
                                          .hint = "Needed for each of the five reasons."}));
    modal.submit = "Close it";
    return modal;
}

} // namespace holdfast::render
