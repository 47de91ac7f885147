#pragma once

#include "bot/decode/slack_payload.hpp"
#include "bot/handle/subject.hpp"
#include "bot/render/modals.hpp"

#include <boost/asio/awaitable.hpp>

/// The forms: how each is filled before it opens, and what a submitted one asks for.
namespace holdfast::forms {

[[nodiscard]] render::FormContext context_of(const Asker& asker, const Subject& subject);

/// @param text prefilled, for a message shortcut
[[nodiscard]] slack::Modal touch_form(Desk& desk, const Asker& asker, const Subject& subject, const std::string& text);
/// Asks for the account, too.
[[nodiscard]] slack::Modal blank_touch(Desk& desk, const Asker& asker, const std::string& text);
[[nodiscard]] slack::Modal blank_flag(Desk& desk, const Asker& asker, const std::string& note);
[[nodiscard]] slack::Modal blank_open(Desk& desk, const Asker& asker);
[[nodiscard]] slack::Modal flag_form(const Asker& asker, const Subject& subject);
[[nodiscard]] slack::Modal open_form(const Asker& asker, const Subject& subject);
[[nodiscard]] slack::Modal plan_form(Desk& desk, const Asker& asker, const Subject& subject,
                                     const std::string& first_text);
[[nodiscard]] slack::Modal person_form(const Asker& asker, const Subject& subject);

/// Acts on a submitted form. Errors that belong to a field come back as such, and the form stays open.
[[nodiscard]] boost::asio::awaitable<Reply> submit(Desk& desk, Asker asker, ViewSubmission submission);

} // namespace holdfast::forms
