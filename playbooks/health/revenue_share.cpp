#include "playbooks/health/revenue_share.hpp"

#include "playbooks/signals/ratio.hpp"

namespace holdfast {

std::optional<RevenueShare> revenue_share(Money account, Money company, double major_percent) {
    if (company.cents <= 0) return std::nullopt;
    const Ratio share{account.cents, company.cents};
    return RevenueShare{share.percent(), share.at_least(major_percent)};
}

} // namespace holdfast
