#include "bot/render/form_fields.hpp"
#include "playbooks/accounts/name_table.hpp"
#include "playbooks/signals/signal.hpp"

namespace holdfast::render {

using slack::operator""_mrkdwn;

namespace {

/// What people observe comes first; what is measured can be reported by hand as well (S0-03, S0-04).
std::vector<slack::Option> signal_options() {
    std::vector<slack::Option> observed;
    std::vector<slack::Option> measured;
    for (const SignalKind kind : enumerators<SignalKind>(signal_kind_names)) {
        if (!is_flagged_by_people(kind)) continue;
        (is_qualitative(kind) ? observed : measured)
            .push_back({.text = in_brief(Signal{.kind = kind}), .value = std::string{to_text(kind)}});
    }
    observed.insert(observed.end(), measured.begin(), measured.end());
    return observed;
}

} // namespace

slack::Modal flag(const FormContext& context, const std::string& account_name, AccountOptions accounts,
                  const std::string& note) {
    slack::Modal modal = form(slack::modal::flag, "Flag an account", context);
    append_account(modal, context, account_name, accounts);
    modal.blocks.emplace_back(slack::Input{
        .block_id = std::string{block::kind},
        .label = "What did you notice?",
        .element = slack::StaticSelect{.options = signal_options(), .placeholder = "Choose a warning sign"},
        .hint = "Two different observations within a month open a rescue; what is measured opens one alone."});
    modal.blocks.emplace_back(text_input(block::note, "Tell more",
                                         {.multiline = true,
                                          .initial = note,
                                          .placeholder = "Who said what, and when",
                                          .hint = "Your team reads this on the card."}));
    modal.blocks.emplace_back(
        text_input(block::value, "A number, if there is one",
                   {.optional = true,
                    .placeholder = "14",
                    .hint = "What is measured: by how many percent, or how many days to the renewal; too little for a "
                            "signal opens nothing. Else as you count: days without an answer, complaints this "
                            "month."}));
    return modal;
}

slack::Modal open(const FormContext& context, const std::string& account_name, AccountOptions accounts) {
    slack::Modal modal = form(slack::modal::open, "Open a rescue", context);
    append_account(modal, context, account_name, accounts);
    append_note(modal,
                "The room and its card are there within seconds, and the manager is asked to call the customer's "
                "sponsor today."_mrkdwn);
    modal.blocks.emplace_back(text_input(block::reason, "Why now?",
                                         {.multiline = true,
                                          .placeholder = "The CFO asked how the contract can be ended",
                                          .hint = "One or two sentences. They stand on the card."}));
    modal.submit = "Open it";
    return modal;
}

} // namespace holdfast::render
