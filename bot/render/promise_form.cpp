#include "bot/render/form_fields.hpp"

namespace holdfast::render {

using slack::operator""_mrkdwn;

slack::Modal promise(const FormContext& context, const std::string& text, const std::string& to) {
    slack::Modal modal = form(slack::modal::promise, "Record a promise", context);
    append_note(modal, "It waits for the approval of the manager or the executive sponsor. Better ask before you "
                       "send it."_mrkdwn);
    modal.blocks.emplace_back(
        text_input(block::text, "What is promised?",
                   {.multiline = true, .initial = text, .placeholder = "10 % off the June order"}));
    modal.blocks.emplace_back(text_input(block::name, "To whom?", {.optional = true, .initial = to}));
    slack::Input due = date_input(block::end, "By when?", {}, true);
    due.hint = "When it has to be kept.";
    modal.blocks.emplace_back(std::move(due));
    return modal;
}

} // namespace holdfast::render
