#include "bot/handle/forms/submitted.hpp"

#include "bot/handle/surroundings.hpp"
#include "bot/handle/typed_values.hpp"
#include "playbooks/calendar/zone.hpp"
#include "playbooks/rescue/figures.hpp"
#include "storage/accounts.hpp"

#include <fmt/format.h>

#include <utility>

namespace holdfast::forms {

namespace {

/// What to type instead is no help to somebody who has a form before them: the field says what to fill in.
bool is_about_typing(std::string_view instead) {
    return instead.contains("/rescue");
}

std::string in_one_text(const Refusal& refusal, const std::string& why) {
    auto text = as_sentence(fmt::format("{}: {}", refusal.what, why));
    if (!refusal.instead.empty() && !is_about_typing(refusal.instead)) text += " " + refusal.instead;
    return text;
}

} // namespace

std::string Sent::text(std::string_view name) const {
    const auto typed = state.text(name).value_or(std::string{});
    const auto first = typed.find_first_not_of(" \t\r\n");
    if (first == std::string::npos) return {};
    return typed.substr(first, typed.find_last_not_of(" \t\r\n") - first + 1);
}

Reply wrong(std::string_view field, std::string message) {
    Reply reply;
    reply.field_errors.emplace_back(std::string{field}, std::move(message));
    return reply;
}

Reply at_its_lines(Reply reply, std::span<const int> line_of_row) {
    for (auto& [field, message] : reply.field_errors) {
        const auto mark = field.rfind('_');
        const auto row = mark == std::string::npos ? std::nullopt : typed_number(field.substr(mark + 1));
        if (!row || *row < 1 || static_cast<std::size_t>(*row) > line_of_row.size()) continue;
        field = block::numbered(field.substr(0, mark), line_of_row[static_cast<std::size_t>(*row - 1)]);
    }
    return reply;
}

Reply refused(Desk& desk, const Refusal& refusal, std::string_view otherwise) {
    auto why = refusal.why;
    if (!refusal.whose.empty()) {
        const auto name = name_of(desk.reader(), refusal.whose);
        why += " " + (name.empty() ? refusal.whose.value : name);
    }
    return wrong(refusal.field.empty() ? otherwise : std::string_view{refusal.field}, in_one_text(refusal, why));
}

Reply of_another_version(std::string_view field) {
    const Refusal refusal{"Nothing was saved",
                          "this form was drawn by another version of Holdfast",
                          "Copy what you typed, close the form and open it again.",
                          {}};
    return field.empty() ? Reply::refuse(refusal) : wrong(field, in_one_text(refusal, refusal.why));
}

Reply wrong_person(std::string_view field, const std::string& why) {
    return wrong(field, fmt::format("Choose somebody else: {}.", why));
}

std::optional<Reply> wrong_zone(const Sent& sent) {
    const auto zone = sent.text(block::zone);
    if (zone.empty() || find_zone(zone) != nullptr) return std::nullopt;
    return wrong(block::zone, "This is no time zone such as Europe/Berlin.");
}

std::expected<Subject, Reply> subject_of_form(Desk& desk, const Sent& sent) {
    auto id = sent.context.account;
    if (id.empty()) id = AccountId{sent.option(block::account)};
    auto account = id.empty() ? std::nullopt : find_account(desk.reader(), id);
    if (!account) return std::unexpected{wrong(block::account, "Choose an account.")};
    Subject subject;
    subject.rescue = desk.book().find_open(desk.reader(), account->id);
    // A form that was opened for a rescue that is over must not act on the next one.
    const bool of_another = !sent.context.rescue.empty() && subject.rescue && subject.rescue->id != sent.context.rescue;
    if (of_another) subject.rescue = nullptr;
    subject.account = std::move(*account);
    subject.in_room = subject.rescue && is_in_room(desk, sent.asker, *subject.rescue);
    return subject;
}

Submitting apply(Desk& desk, const Sent& sent, std::vector<Request> requests, std::string_view first_field) {
    auto subject = subject_of_form(desk, sent);
    if (!subject) co_return subject.error();
    if (!subject->rescue) {
        // What of a rescue that is over can still be finished, its drafts above all, the rules say.
        subject->rescue = desk.book().find(desk.reader(), sent.context.rescue);
        subject->in_room = subject->rescue && is_in_room(desk, sent.asker, *subject->rescue);
    }
    if (!subject->rescue) co_return wrong(first_field, "The rescue has been closed in the meantime.");
    const auto changed = co_await desk.change_case(subject->rescue->id, std::move(requests),
                                                   actor_of(sent.asker, *subject), sent.asker.once);
    if (!changed) co_return refused(desk, changed.error(), first_field);
    if (advice_on(desk, *changed).empty()) co_return Reply::nothing();
    co_return reply_to(desk, changed);
}

} // namespace holdfast::forms
