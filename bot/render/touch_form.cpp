#include "bot/render/form_fields.hpp"
#include "bot/slack/limits.hpp"
#include "bot/slack/text.hpp"

namespace holdfast::render {

using slack::operator""_mrkdwn;

namespace {

slack::Input who(std::span<const std::string> people, bool is_optional) {
    slack::StaticSelect select{.options = {}, .placeholder = "Choose a person"};
    for (const std::string& name : people) {
        if (slack::is_blank(name)) continue;
        if (select.options.size() == slack::limits::select_options) break;
        select.options.push_back({.text = name, .value = name});
    }
    // The sponsor stands first; nearly every touch of a rescue is with them.
    if (!select.options.empty()) select.initial = select.options.front().value;
    return {.block_id = std::string{block::with},
            .label = "With whom?",
            .element = std::move(select),
            .optional = is_optional};
}

slack::Input kind() {
    slack::StaticSelect select{.options = {}, .initial = std::string{to_text(TouchKind::call)}};
    constexpr std::array<std::string_view, touch_kind_names.size()> labels{"Call",  "Meeting", "E-mail", "Message",
                                                                           "Visit", "Event",   "Gift"};
    for (std::size_t i = 0; i < labels.size(); ++i) {
        select.options.push_back({.text = std::string{labels[i]}, .value = std::string{touch_kind_names[i]}});
    }
    return {.block_id = std::string{block::kind}, .label = "Kind", .element = std::move(select)};
}

slack::Input direction() {
    return {.block_id = std::string{block::direction},
            .label = "Who began it?",
            .element = slack::RadioButtons{
                .options = {{.text = "We did", .value = "out"}, {.text = "The customer did", .value = "in"}},
                .initial = "out"}};
}

slack::Input mood() {
    return {.block_id = std::string{block::mood},
            .label = "How did they sound?",
            .element = slack::StaticSelect{.options = {{.text = "Good", .value = "+"},
                                                       {.text = "Neutral", .value = "0"},
                                                       {.text = "Bad", .value = "-"}}},
            .hint = "Stays with us: it never gets into the summary.",
            .optional = true};
}

} // namespace

slack::Modal touch(const FormContext& context, const std::string& account_name, std::span<const std::string> people,
                   AccountOptions accounts, const std::string& text) {
    const bool is_sponsor_call = context.purpose == "call";
    slack::Modal modal = form(slack::modal::touch, is_sponsor_call ? "Sponsor call" : "Log a touch", context);
    append_account(modal, context, account_name, accounts);
    if (is_sponsor_call)
        append_note(modal, "A call that reached the sponsor earns step 2 and stops the reminders."_mrkdwn);
    slack::Input choice = who(people, true);
    const bool is_choice = !std::get<slack::StaticSelect>(choice.element).options.empty();
    if (is_choice) modal.blocks.emplace_back(std::move(choice));
    modal.blocks.emplace_back(text_input(block::with_name, is_choice ? "Somebody else" : "With whom?",
                                         {.optional = true,
                                          .placeholder = "Dana Fox",
                                          .hint = is_choice ? "Only for a person who is not on the list." : ""}));
    modal.blocks.emplace_back(kind());
    modal.blocks.emplace_back(direction());
    modal.blocks.emplace_back(tick(block::reached, "Result",
                                   {.text = "Somebody was reached",
                                    .value = "reached",
                                    .description = "Without it, this is an attempt and needs no summary."},
                                   true));
    modal.blocks.emplace_back(
        text_input(block::text, "What moved?",
                   {.multiline = true,
                    .initial = text,
                    .placeholder = "The new carrier starts on Monday",
                    .hint = "Goes into the summary for the customer: write what they may read."}));
    modal.blocks.emplace_back(
        text_input(block::next, "What is next?", {.optional = true, .placeholder = "We send the delivery figures"}));
    modal.blocks.emplace_back(date_input(block::by_when, "By when?", {}, true));
    modal.blocks.emplace_back(mood());
    modal.blocks.emplace_back(
        text_input(block::tags, "Tags",
                   {.optional = true,
                    .placeholder = "renewal, terms",
                    .hint = "renewal: you talked about the renewal. terms: the customer asked for "
                            "other payment terms."}));
    return modal;
}

} // namespace holdfast::render
