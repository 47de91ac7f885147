#include "bot/handle/account_health.hpp"

#include "storage/accounts.hpp"
#include "storage/history.hpp"
#include "storage/meta.hpp"
#include "storage/touches.hpp"

#include <algorithm>
#include <cstdlib>

namespace holdfast {

namespace {

std::vector<Day> days_of(const std::vector<Instant>& instants, const Zone& zone) {
    std::vector<Day> days;
    for (const auto instant : instants) days.push_back(day_of(instant, zone));
    return days;
}

/// What people flagged before the last rescue ended has had its effect.
Instant flags_count_from(Connection& db, const Account& account, Instant earliest) {
    const auto latest = find_latest_case(db, account.id);
    return latest && latest->closed_at ? std::max(earliest, *latest->closed_at) : earliest;
}

Day a_year_before(Day day) {
    return day - date::days{365};
}

constexpr std::string_view company_orders_key = "company/orders-of-a-year-cents";

std::optional<Money> company_orders(Connection& db) {
    const auto kept = find_meta(db, company_orders_key);
    if (!kept) return std::nullopt;
    return Money{std::strtoll(kept->c_str(), nullptr, 10)};
}

} // namespace

const Zone& zone_of_account(const Account& account, const Rules& rules) {
    const auto* zone = find_zone(account.time_zone);
    return zone == nullptr ? *rules.company_zone : *zone;
}

AccountHistory history_of(Connection& db, const Account& account, const Thresholds& thresholds, const AsOf& as_of) {
    AccountHistory history;
    const auto today = as_of.today();
    const auto this_month = date::year_month_day{today};
    const auto months_back = date::months{thresholds.order_baseline.months + 3};
    const auto first_month = (this_month.year() / this_month.month() - months_back) / date::day{1};
    history.order_months = order_months(db, account.id, date::local_days{first_month}, today + date::days{1});

    constexpr int invoice_days = 400;
    history.invoices = invoices_since(db, account.id, today - date::days{invoice_days});

    const auto windows = date::days{2 * thresholds.tickets.window_days + 1};
    history.tickets_opened = tickets_opened(db, account.id, as_of.instant - windows, as_of.instant);
    history.tickets_on_record =
        !history.tickets_opened.empty() || !tickets_opened(db, account.id, Instant{}, as_of.instant).empty();

    history.renewal_date = account.renewal_date;
    history.renewal_talks = days_of(touches_tagged(db, account.id, tag_of_renewal_talk, false), *as_of.zone);
    history.terms_requests = days_of(touches_tagged(db, account.id, tag_of_terms_request, true), *as_of.zone);

    const auto flags_from = as_of.instant - date::days{2 * thresholds.qualitative.window_days};
    for (const auto& flag : flags_since(db, account.id, flags_count_from(db, account, flags_from))) {
        const auto kind = signal_kind_from(flag.kind);
        if (!kind || flag.at > as_of.instant) continue;
        history.flags.push_back({*kind, flag.at, {}, flag.note, flag.by});
    }
    return history;
}

HealthReport health_now(Desk& desk, const Account& account, const Case* rescue) {
    auto& db = desk.reader();
    const auto& rules = desk.rules();
    const AsOf as_of{desk.now(), &zone_of_account(account, rules)};
    const auto history = history_of(db, account, rules.health.signals, as_of);
    const auto today = as_of.today();
    const auto ordered = order_revenue_of(db, account.id, a_year_before(today), today + date::days{1});
    HealthFacts facts{account, history, std::nullopt, std::nullopt, std::nullopt, std::nullopt};
    const auto company_ordered = rules.settings.company_revenue ? rules.settings.company_revenue : company_orders(db);
    // Q14: both by the same measure, what was ordered where that is known, else what is on record.
    if (ordered.cents > 0 && company_ordered && *company_ordered >= ordered) {
        facts.revenue = ordered;
        facts.company_revenue = company_ordered;
    } else {
        facts.revenue = account.annual_revenue;
        facts.company_revenue =
            rules.settings.company_revenue ? *rules.settings.company_revenue : total_annual_revenue(db);
    }
    if (rescue != nullptr) facts.first_signal = day_of(rescue->first_signal_at(), *as_of.zone);
    facts.last_touch = last_touch(db, account.id);
    return health_of(facts, rules.health, as_of);
}

void sum_up_company_orders(Transaction& tx, Day today) {
    Money total;
    for (const auto& account : order_revenue_by_account(tx, a_year_before(today), today + date::days{1})) {
        total.cents += account.total.cents;
    }
    if (total.cents > 0) store_meta(tx, company_orders_key, std::to_string(total.cents));
}

} // namespace holdfast
