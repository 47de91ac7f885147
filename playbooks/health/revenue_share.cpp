#include "playbooks/health/revenue_share.hpp"

#include "playbooks/signals/ratio.hpp"

namespace holdfast {

ComparedRevenue comparable_revenue(const ComparedRevenue& ordered, const ComparedRevenue& on_record) {
    const bool are_orders_known = ordered.account && ordered.account->cents > 0 && ordered.company;
    return are_orders_known && *ordered.company >= *ordered.account ? ordered : on_record;
}

std::optional<RevenueShare> revenue_share(Money account, Money company, double major_percent) {
    if (company.cents <= 0) return std::nullopt;
    const Ratio share{account.cents, company.cents};
    return RevenueShare{share.percent(), share.at_least(major_percent)};
}

} // namespace holdfast
