#include "playbooks/health/health.hpp"

#include <utility>

namespace holdfast {
namespace {

std::vector<Signal> signals_of_tripped(const std::vector<Reading>& readings) {
    std::vector<Signal> signals;
    for (const auto& reading : readings) {
        if (reading.tripped()) signals.insert(signals.end(), reading.signals.begin(), reading.signals.end());
    }
    return signals;
}

Decline decline_in(const HealthFacts& facts, const HealthThresholds& thresholds, Day today) {
    const auto orders = order_baseline(facts.history.order_months, thresholds.signals.order_baseline, today);
    return decline_of(orders ? &*orders : nullptr, facts.first_signal, today, thresholds.decline);
}

std::optional<RevenueShare> share_in(const HealthFacts& facts, std::optional<Money> revenue, double major_percent) {
    if (!revenue || !facts.company_revenue) return std::nullopt;
    return revenue_share(*revenue, *facts.company_revenue, major_percent);
}

std::vector<std::string> unknown_in(const HealthReport& report) {
    std::vector<std::string> unknown;
    const auto add = [&unknown](std::string sentence) {
        // The two order detectors miss the same data in the same words.
        if (unknown.empty() || unknown.back() != sentence) unknown.push_back(std::move(sentence));
    };
    for (const auto& reading : report.readings) {
        if (reading.state == ReadingState::no_data) add(reading.words);
    }
    if (!report.decline.stage) add("The stage of decline is not known: no usual orders and no first signal.");
    if (!report.revenue) add("The account's revenue is not on record.");
    if (report.revenue && !report.share) add("The company's revenue is not on record.");
    if (!report.days_since_touch) add("No touch is on record.");
    return unknown;
}

} // namespace

HealthReport health_of(const HealthFacts& facts, const HealthThresholds& thresholds, const AsOf& as_of) {
    const auto today = as_of.today();
    HealthReport report;
    report.readings = evaluate_all(facts.history, thresholds.signals, as_of);
    report.reported = facts.reported;
    report.live_signals = signals_of_tripped(report.readings);
    report.live_signals.insert(report.live_signals.end(), report.reported.begin(), report.reported.end());
    report.decline = decline_in(facts, thresholds, today);
    report.renewal_date = facts.history.renewal_date;
    if (report.renewal_date) report.renewal_days_left = static_cast<int>((*report.renewal_date - today).count());
    report.revenue = facts.revenue ? facts.revenue : facts.account.annual_revenue;
    report.currency = facts.account.currency;
    report.share = share_in(facts, report.revenue, thresholds.major_percent);
    if (facts.last_touch) report.days_since_touch = as_of.days_since(*facts.last_touch);
    report.unknown = unknown_in(report);
    return report;
}

} // namespace holdfast
