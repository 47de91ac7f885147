#include "bot/handle/forms/submitted.hpp"
#include "bot/handle/mentions.hpp"
#include "bot/handle/surroundings.hpp"
#include "bot/handle/typed_values.hpp"

namespace holdfast::forms {

Submitting summary(Desk& desk, const Sent& sent) {
    const auto number = typed_number(sent.context.subject).value_or(0);
    const auto text =
        in_customer_words(sent.text(block::text), [&](const UserId& user) { return name_of(desk.reader(), user); });
    co_return co_await apply(desk, sent, {request::EditSummary{number, text}}, block::text);
}

} // namespace holdfast::forms
