#include "bot/handle/forms/submitted.hpp"
#include "bot/handle/opening.hpp"

namespace holdfast::forms {

Submitting open(Desk& desk, const Sent& sent) {
    const auto subject = subject_of_form(desk, sent);
    if (!subject) co_return subject.error();
    if (subject->rescue) co_return wrong(block::account, "A rescue is open for this account already.");
    const auto reason = sent.text(block::reason);
    if (reason.empty()) co_return wrong(block::reason, "Say why, in a sentence.");
    auto reply = co_await open_by_hand(desk, sent.asker, subject->account, reason);
    if (const auto& refusal = reply.refusal()) co_return refused(desk, *refusal, block::reason);
    co_return reply;
}

} // namespace holdfast::forms
