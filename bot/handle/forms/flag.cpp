#include "bot/handle/forms/submitted.hpp"
#include "bot/handle/opening.hpp"
#include "bot/handle/typed_values.hpp"

namespace holdfast::forms {

Submitting flag(Desk& desk, const Sent& sent) {
    const auto subject = subject_of_form(desk, sent);
    if (!subject) co_return subject.error();
    const auto kind = signal_kind_from(sent.option(block::kind));
    // What is measured comes from those who measure it: one of these opens a rescue alone.
    if (!kind || !is_qualitative(*kind)) co_return wrong(block::kind, "Choose what you noticed.");
    const auto typed = sent.text(block::value);
    const auto value = typed_decimal(typed);
    if (!value && !typed.empty()) co_return wrong(block::value, "Give it as a number.");
    auto reply = co_await flag_signal(desk, sent.asker, subject->account, *kind, value, sent.text(block::note));
    if (const auto& refusal = reply.refusal()) co_return refused(desk, *refusal, block::kind);
    co_return reply;
}

} // namespace holdfast::forms
