#include "bot/render/form_fields.hpp"

#include "bot/render/layout.hpp"
#include "bot/slack/limits.hpp"
#include "bot/slack/text.hpp"

namespace holdfast::render {

using slack::Mrkdwn;

slack::Input text_input(std::string_view block_id, std::string label, TextQuestion how) {
    return {.block_id = std::string{block_id},
            .label = std::move(label),
            .element = slack::TextInput{.multiline = how.multiline,
                                        .initial = std::move(how.initial),
                                        .placeholder = std::move(how.placeholder)},
            .hint = std::move(how.hint),
            .optional = how.optional};
}

slack::Input person_input(std::string_view block_id, std::string label, const UserId& initial, bool optional) {
    return {.block_id = std::string{block_id},
            .label = std::move(label),
            .element = slack::UsersSelect{.initial = initial},
            .optional = optional};
}

slack::Input date_input(std::string_view block_id, std::string label, std::optional<Day> initial, bool optional) {
    return {.block_id = std::string{block_id},
            .label = std::move(label),
            .element = slack::DatePicker{.initial = initial},
            .optional = optional};
}

slack::Input tick(std::string_view block_id, std::string label, slack::Option option, bool is_ticked) {
    slack::Checkboxes boxes{.options = {option}};
    if (is_ticked) boxes.initial = {option.value};
    return {
        .block_id = std::string{block_id}, .label = std::move(label), .element = std::move(boxes), .optional = true};
}

void append_account(slack::Modal& form, const FormContext& context, const std::string& account_name,
                    AccountOptions accounts) {
    if (!context.account.empty()) {
        const bool is_named = !slack::is_blank(account_name);
        form.blocks.emplace_back(
            small_print(Mrkdwn::of("Account: *{}*", Mrkdwn{is_named ? account_name : context.account.value}.cut(200))));
        return;
    }
    slack::Input which{.block_id = std::string{block::account},
                       .label = "Account",
                       .element = slack::ExternalSelect{.placeholder = "Type its name or id"}};
    if (accounts.size() <= slack::limits::select_options)
        which.element =
            slack::StaticSelect{.options = {accounts.begin(), accounts.end()}, .placeholder = "Choose an account"};
    form.blocks.emplace_back(std::move(which));
}

void append_note(slack::Modal& form, Mrkdwn note) {
    form.blocks.emplace_back(small_print(std::move(note)));
}

slack::Modal form(slack::CallbackId callback, std::string title, const FormContext& context) {
    return {.callback = callback, .title = std::move(title), .blocks = {}, .private_metadata = to_text(context)};
}

} // namespace holdfast::render
