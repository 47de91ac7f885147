#include "bot/handle/forms/submitted.hpp"
#include "playbooks/accounts/money.hpp"

namespace holdfast::forms {

Submitting service(Desk& desk, const Sent& sent) {
    request::GrantService grant;
    grant.what = sent.text(block::what);
    grant.start = sent.state.date(block::start);
    grant.end = sent.state.date(block::end);
    grant.measure = sent.text(block::measure);
    if (const auto cost = sent.text(block::cost); !cost.empty()) {
        const auto amount = parse_money(cost);
        if (!amount) co_return wrong(block::cost, amount.error());
        grant.cost = *amount;
    }
    co_return co_await apply(desk, sent, {grant}, block::what);
}

} // namespace holdfast::forms
