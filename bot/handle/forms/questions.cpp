#include "bot/handle/colleagues.hpp"
#include "bot/handle/forms/submitted.hpp"
#include "bot/handle/typed_values.hpp"

namespace holdfast::forms {

/// A reason was asked for: what it is the reason for stands in the context.
Submitting reason(Desk& desk, const Sent& sent) {
    const auto text = sent.text(block::reason);
    const auto& purpose = sent.context.purpose;
    if (purpose == "dismiss") {
        const auto signal = typed_number(sent.context.subject).value_or(-1);
        co_return co_await apply(desk, sent, {request::DismissSignal{signal, text}}, block::reason);
    }
    if (purpose == "discard") {
        const auto touch = typed_number(sent.context.subject).value_or(0);
        co_return co_await apply(desk, sent, {request::DiscardSummary{touch, text}}, block::reason);
    }
    if (purpose == "snooze") {
        const auto typed = sent.text(block::until);
        const auto until = typed.empty() ? std::expected<Instant, std::string>{desk.now() + desk.rules().policy.snooze}
                                         : typed_moment(desk, sent.asker.user, typed);
        if (!until) co_return wrong(block::until, until.error());
        co_return co_await apply(desk, sent, {request::SnoozeReminder{sent.context.subject, *until, text}},
                                 block::until);
    }
    co_return of_another_version(block::reason);
}

Submitting colleague(Desk& desk, const Sent& sent) {
    const auto holder = sent.state.user(block::holder).value_or(UserId{});
    if (holder.empty()) co_return wrong(block::holder, "Choose a person.");
    const auto unfit = co_await why_unfit(desk, holder);
    if (unfit) co_return wrong_person(block::holder, *unfit);
    if (sent.context.purpose == "delegate") {
        co_return co_await apply(desk, sent, {request::DelegateSponsorCall{holder}}, block::holder);
    }
    const auto role = rescue_role_from(sent.context.subject);
    if (!role) co_return of_another_version(block::holder);
    co_return co_await apply(desk, sent, {request::TakeRole{*role, holder}}, block::holder);
}

} // namespace holdfast::forms
