#include "bot/handle/forms/submitted.hpp"
#include "bot/handle/typed_values.hpp"

namespace holdfast::forms {

Submitting promise(Desk& desk, const Sent& sent) {
    request::RecordPromise promise;
    promise.touch = typed_number(sent.context.subject).value_or(0);
    promise.text = sent.text(block::text);
    promise.to = sent.text(block::name);
    promise.due = sent.state.date(block::end);
    auto reply = co_await apply(desk, sent, {promise}, block::text);
    for (auto& [field, message] : reply.field_errors) {
        if (field == "due") field = block::end;
    }
    co_return reply;
}

} // namespace holdfast::forms
