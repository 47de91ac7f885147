#include "bot/handle/forms/submitted.hpp"

namespace holdfast::forms {

Submitting facts(Desk& desk, const Sent& sent) {
    const request::RecordFacts facts{sent.text(block::what_happened), sent.text(block::outcomes_hit),
                                     sent.text(block::promises_broken)};
    co_return co_await apply(desk, sent, {facts}, block::what_happened);
}

} // namespace holdfast::forms
