#include "bot/handle/forms/submitted.hpp"
#include "bot/handle/opening.hpp"

namespace holdfast::forms {

Submitting flag(Desk& desk, const Sent& sent) {
    const auto subject = subject_of_form(desk, sent);
    if (!subject) co_return subject.error();
    const auto kind = signal_kind_from(sent.option(block::kind));
    if (!kind) co_return wrong(block::kind, "Choose what you noticed.");
    auto reply = co_await flag_signal(desk, sent.asker, subject->account, *kind, sent.text(block::value),
                                      sent.text(block::note));
    if (const auto& refusal = reply.refusal()) co_return refused(desk, *refusal, block::kind);
    co_return reply;
}

} // namespace holdfast::forms
