#pragma once

#include "bot/decode/view_state.hpp"
#include "bot/handle/subject.hpp"
#include "bot/render/modals.hpp"
#include "playbooks/rescue/request.hpp"

#include <boost/asio/awaitable.hpp>

#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// What a submitted form asks for: one function per form, each in the file of its subject, and what they share.
namespace holdfast::forms {

using Submitting = boost::asio::awaitable<Reply>;
namespace block = render::block;

/// A submitted form: who sent it, what it was about, what was entered.
struct Sent {
    const Asker& asker;
    const render::FormContext& context;
    const ViewState& state;

    /// Without the blanks around it: blanks are no answer.
    [[nodiscard]] std::string text(std::string_view name) const;
    [[nodiscard]] std::string option(std::string_view name) const { return state.option(name).value_or(std::string{}); }
};

Submitting facts(Desk& desk, const Sent& sent);
Submitting touch(Desk& desk, const Sent& sent);
Submitting summary(Desk& desk, const Sent& sent);
Submitting plan(Desk& desk, const Sent& sent);
Submitting service(Desk& desk, const Sent& sent);
Submitting promise(Desk& desk, const Sent& sent);
Submitting person(Desk& desk, const Sent& sent);
Submitting checkin(Desk& desk, const Sent& sent);
Submitting flag(Desk& desk, const Sent& sent);
Submitting open(Desk& desk, const Sent& sent);
Submitting review(Desk& desk, const Sent& sent);
Submitting close(Desk& desk, const Sent& sent);
Submitting reason(Desk& desk, const Sent& sent);
Submitting colleague(Desk& desk, const Sent& sent);

/// An error at a field: the form stays open.
[[nodiscard]] Reply wrong(std::string_view field, std::string message);

/// The decision counts the rows it was given, the form its lines, of which some may be empty: errors at `owner_2` and
/// the like go to the line of the second row.
/// @param line_of_row from 1, in the order of the rows
[[nodiscard]] Reply at_its_lines(Reply reply, std::span<const int> line_of_row);

/// A refusal goes to the field it is about, or else to `otherwise`, so that the form stays open and nothing that was
/// typed is lost. Commands that would do are left out.
[[nodiscard]] Reply refused(Desk& desk, const Refusal& refusal, std::string_view otherwise);

/// The form was drawn by a version with other forms or other choices, which happens to those that stay open over an
/// update. Whatever it means is not guessed.
/// @param field any of the form; empty: it has none, and closes
[[nodiscard]] Reply of_another_version(std::string_view field);

[[nodiscard]] Reply wrong_person(std::string_view field, const std::string& why);

/// What is wrong with the time zone in `block::zone`; nothing where it exists, or none was given.
[[nodiscard]] std::optional<Reply> wrong_zone(const Sent& sent);

/// What was chosen at a field; `unless_chosen` where nothing was.
/// @param named finds a choice by the value of its option
template <class Choice>
[[nodiscard]] std::expected<Choice, Reply> chosen(const Sent& sent, std::string_view field,
                                                  std::optional<Choice> (*named)(std::string_view),
                                                  Choice unless_chosen) {
    const auto option = sent.option(field);
    if (option.empty()) return unless_chosen;
    const auto choice = named(option);
    if (!choice) return std::unexpected{of_another_version(field)};
    return *choice;
}

/// What the form is about, as it stands now.
[[nodiscard]] std::expected<Subject, Reply> subject_of_form(Desk& desk, const Sent& sent);

/// Applies requests to the rescue the form is about. Success closes the form: the card and its thread show the rest.
/// Advice on it is told to whoever sent the form, as after the command.
/// @param first_field where a refusal goes that is about no field
[[nodiscard]] Submitting apply(Desk& desk, const Sent& sent, std::vector<Request> requests,
                               std::string_view first_field);

} // namespace holdfast::forms
