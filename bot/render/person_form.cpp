#include "bot/render/form_fields.hpp"
#include "bot/render/role_words.hpp"
#include "playbooks/accounts/name_table.hpp"

namespace holdfast::render {

using slack::operator""_mrkdwn;

namespace {

slack::Input zone_input(std::string initial) {
    return text_input(block::zone, "Time zone",
                      {.optional = true,
                       .initial = std::move(initial),
                       .placeholder = "Europe/Berlin",
                       .hint = "Region and city. It decides when the person's day ends."});
}

slack::Input role_input() {
    slack::StaticSelect select{.options = {}, .initial = std::string{to_text(BuyingRole::other)}};
    for (const BuyingRole role : enumerators<BuyingRole>(buying_role_names))
        select.options.push_back({.text = std::string{in_words(role)}, .value = std::string{to_text(role)}});
    return {.block_id = std::string{block::role}, .label = "Part in their decision", .element = std::move(select)};
}

} // namespace

slack::Modal person(const FormContext& context, const std::string& account_name) {
    slack::Modal modal = form(slack::modal::person, "Add a person", context);
    append_account(modal, context, account_name, {});
    modal.blocks.emplace_back(text_input(block::name, "Name", {.placeholder = "Ines Roth"}));
    modal.blocks.emplace_back(
        text_input(block::title, "Title", {.optional = true, .placeholder = "Head of logistics"}));
    modal.blocks.emplace_back(role_input());
    modal.blocks.emplace_back(text_input(block::department, "Department",
                                         {.optional = true,
                                          .placeholder = "Operations",
                                          .hint = "Step 6 needs one person in operations and one in finance."}));
    modal.blocks.emplace_back(text_input(block::phone, "Phone", {.optional = true, .placeholder = "+43 1 234 56"}));
    modal.blocks.emplace_back(
        text_input(block::email, "E-mail", {.optional = true, .placeholder = "ines@example.com"}));
    modal.blocks.emplace_back(zone_input({}));
    return modal;
}

slack::Modal sponsor(const FormContext& context, const Case& state) {
    FormContext for_sponsor = context;
    for_sponsor.purpose = "sponsor";
    slack::Modal modal = form(slack::modal::person, "The customer's sponsor", for_sponsor);
    append_account(modal, context, state.account_name, {});
    append_note(modal, "Who decides about working with us? This is the person to be called."_mrkdwn);
    const SponsorContact& known = state.sponsor;
    modal.blocks.emplace_back(text_input(block::name, "Name", {.initial = known.name, .placeholder = "Dana Fox"}));
    modal.blocks.emplace_back(
        text_input(block::phone, "Phone", {.optional = true, .initial = known.phone, .placeholder = "+43 1 234 56"}));
    modal.blocks.emplace_back(text_input(
        block::email, "E-mail", {.optional = true, .initial = known.email, .placeholder = "dana@example.com"}));
    modal.blocks.emplace_back(zone_input(known.zone));
    return modal;
}

} // namespace holdfast::render
