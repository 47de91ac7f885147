#pragma once

#include "bot/render/modals.hpp"
#include "bot/slack/views.hpp"

#include <string>
#include <string_view>

/// The questions that forms are made of.
namespace holdfast::render {

/// How a text is asked for.
struct TextQuestion {
    bool optional = false;
    bool multiline = false;
    std::string initial = {};
    std::string placeholder = {};
    std::string hint = {};
};
[[nodiscard]] slack::Input text_input(std::string_view block_id, std::string label, TextQuestion how = {});

[[nodiscard]] slack::Input person_input(std::string_view block_id, std::string label, const UserId& initial = {},
                                        bool optional = false);
[[nodiscard]] slack::Input date_input(std::string_view block_id, std::string label, std::optional<Day> initial = {},
                                      bool optional = false);
/// A single tick; unticked is an answer, too.
[[nodiscard]] slack::Input tick(std::string_view block_id, std::string label, slack::Option option,
                                bool is_ticked = false);

/// Asks for the account where the context does not name it, and says which one it is where it does.
void append_account(slack::Modal& form, const FormContext& context, const std::string& account_name,
                    AccountOptions accounts);

/// A grey line of explanation.
void append_note(slack::Modal& form, slack::Mrkdwn note);

/// A form with the context it needs again when it comes back.
[[nodiscard]] slack::Modal form(slack::CallbackId callback, std::string title, const FormContext& context);

} // namespace holdfast::render
