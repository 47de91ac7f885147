#include "bot/handle/account_health.hpp"

#include "bot/decode/plain_values.hpp"
#include "playbooks/rescue/news.hpp"
#include "playbooks/rescue/reported_signals.hpp"
#include "storage/accounts.hpp"
#include "storage/history.hpp"
#include "storage/meta.hpp"
#include "storage/touches.hpp"

#include <fmt/format.h>

#include <cstdlib>

namespace holdfast {

namespace {

std::vector<Day> days_of(const std::vector<Instant>& instants, const Zone& zone) {
    std::vector<Day> days;
    for (const auto instant : instants) days.push_back(day_of(instant, zone));
    return days;
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

Signal signal_of(const Flag& flag) {
    const auto kind = reported_kind_from(flag.kind);
    Signal signal{.kind = kind.value_or(SignalKind::imported), .at = flag.at, .note = flag.note, .by = flag.by};
    if (!kind) signal.note = flag.note.empty() ? flag.kind : fmt::format("{}: {}", flag.kind, flag.note);
    if (const auto value = finite_number(flag.value)) signal.numbers.emplace(reported_number, *value);
    return signal;
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
    const auto latest = find_latest_case(db, account.id);
    const auto ended = latest ? latest->closed_at : std::nullopt;
    for (const auto& flag : flags_since(db, account.id, flags_count_from(ended, flags_from))) {
        if (flag.at <= as_of.instant) history.flags.push_back(signal_of(flag));
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
    const auto configured = rules.settings.company_revenue;
    const ComparedRevenue on_record{account.annual_revenue, configured};
    auto compared = comparable_revenue({ordered, configured ? configured : company_orders(db)}, on_record);
    // Reads every account, so only where it is what counts.
    if (compared == on_record && !configured) compared.company = total_annual_revenue(db);
    facts.revenue = compared.account;
    facts.company_revenue = compared.company;
    if (rescue != nullptr) {
        facts.first_signal = day_of(rescue->first_signal_at(), *as_of.zone);
        facts.reported = reported_signals(*rescue);
    }
    facts.last_touch = last_touch(db, account.id);
    return health_of(facts, rules.health, as_of);
}

Money orders_of_a_year(Connection& db, Day today) {
    return order_revenue(db, a_year_before(today), today + date::days{1});
}

void keep_company_orders(Transaction& tx, Money total) {
    if (total.cents > 0)
        store_meta(tx, company_orders_key, std::to_string(total.cents));
    else
        remove_meta(tx, company_orders_key);
}

} // namespace holdfast
