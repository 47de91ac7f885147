#include "bot/render/form_fields.hpp"

namespace holdfast::render {

slack::Modal reason(const FormContext& context, const std::string& title, const std::string& question) {
    slack::Modal modal = form(slack::modal::reason, title, context);
    if (context.purpose == "delegate") modal.blocks.emplace_back(person_input(block::holder, "Who does it instead?"));
    if (context.purpose == "snooze") {
        modal.blocks.emplace_back(
            text_input(block::until, "Until when?", {.initial = "1h", .hint = "1h, 3pm, 14:30 or tomorrow."}));
    }
    modal.blocks.emplace_back(text_input(block::reason, question, {.multiline = true}));
    return modal;
}

slack::Modal colleague(const FormContext& context, const std::string& title, const std::string& question) {
    slack::Modal modal = form(slack::modal::colleague, title, context);
    modal.blocks.emplace_back(person_input(block::holder, question));
    return modal;
}

} // namespace holdfast::render
