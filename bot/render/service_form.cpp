#include "bot/render/form_fields.hpp"

namespace holdfast::render {

using slack::operator""_mrkdwn;

slack::Modal service(const FormContext& context, const Case& state) {
    slack::Modal modal = form(slack::modal::service, "Extra service", context);
    append_account(modal, context, state.account_name, {});
    append_note(modal, "Only where it steadies the customer, and never without an end. Nothing needed? Type "
                       "`/rescue step 5 skip reason`."_mrkdwn);
    modal.blocks.emplace_back(
        text_input(block::what, "What do we offer?", {.placeholder = "Answers within one hour, seven days a week"}));
    slack::Input start = date_input(block::start, "From", {}, true);
    start.hint = "Empty: from today.";
    modal.blocks.emplace_back(std::move(start));
    slack::Input end = date_input(block::end, "Until");
    end.hint = "You are reminded a week before, the day before, and on the day.";
    modal.blocks.emplace_back(std::move(end));
    modal.blocks.emplace_back(
        text_input(block::measure, "By what do we judge its effect?", {.placeholder = "Share of deliveries on time"}));
    modal.blocks.emplace_back(
        text_input(block::cost, "Cost", {.optional = true, .placeholder = "900", .hint = "900, 1.2k or 3.4m."}));
    return modal;
}

} // namespace holdfast::render
