#include "playbooks/signals/payment_terms.hpp"

#include "playbooks/calendar/day_text.hpp"
#include "playbooks/signals/numbers_in_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace holdfast {
namespace {

/// What one of the two rules found.
struct Finding {
    bool known = true;
    std::map<std::string, double> numbers{}; ///< not empty: the rule trips
    std::string words{};                     ///< why it does not trip, or why nothing is known
};

struct IssuedTerms {
    Day issued{};
    int days = 0;
};

/// Terms of payment that became longer.
struct Extension {
    int days_before = 0;
    int days_after = 0;
    Day on{};
};

struct Settlement {
    Day due{};
    Day settled{};       ///< today while unpaid
    int days_late = 0;   ///< negative: paid early
    bool unpaid = false; ///< and overdue
};

/// The terms that invoices were issued with, oldest first.
std::vector<IssuedTerms> terms_on_record(const std::vector<Invoice>& invoices, Day today) {
    std::vector<IssuedTerms> terms;
    for (const auto& invoice : invoices) {
        if (invoice.terms_days && invoice.issued <= today) terms.push_back({invoice.issued, *invoice.terms_days});
    }
    std::ranges::sort(terms, {}, [](const IssuedTerms& one) { return std::pair{one.issued, one.days}; });
    return terms;
}

/// The last extension, unless it was taken back since or is long ago.
std::optional<Extension> standing_extension(const std::vector<IssuedTerms>& oldest_first, Day recent) {
    const int days_now = oldest_first.back().days;
    for (auto i = oldest_first.size() - 1; i > 0 && oldest_first[i].issued >= recent; --i) {
        const Extension change{oldest_first[i - 1].days, oldest_first[i].days, oldest_first[i].issued};
        if (change.days_before < change.days_after && change.days_before < days_now) return change;
    }
    return std::nullopt;
}

Finding find_extension(const AccountHistory& history, const PaymentTermsThresholds& thresholds, Day today) {
    const auto terms = terms_on_record(history.invoices, today);
    if (terms.size() < 2) {
        return {.known = false,
                .words = fmt::format("Invoices with their terms on record: {}. To see a change, 2 are needed.",
                                     terms.size())};
    }
    const auto extension = standing_extension(terms, today - date::days{thresholds.recent_days});
    if (!extension) {
        return {.words = fmt::format("Payment terms are {} and did not become longer in the last {}.",
                                     days_in_words(terms.back().days), days_in_words(thresholds.recent_days))};
    }
    const auto explains = [&](Day request) {
        return extension->on - date::days{thresholds.request_days} <= request && request <= today;
    };
    if (std::ranges::any_of(history.terms_requests, explains)) {
        return {.words = fmt::format("Payment terms went from {} to {} on {}, and the customer's request is on file.",
                                     extension->days_before, days_in_words(extension->days_after),
                                     format_day_long(extension->on))};
    }
    return {.numbers = {{"terms_before", extension->days_before},
                        {"terms_after", extension->days_after},
                        {"changed_on", as_number(extension->on)}}};
}

/// How the invoices were settled that are paid or overdue.
std::vector<Settlement> settlements_newest_first(const std::vector<Invoice>& invoices, Day today) {
    std::vector<Settlement> settlements;
    for (const auto& invoice : invoices) {
        const bool paid = invoice.paid && *invoice.paid <= today;
        if (!paid && invoice.due >= today) continue;
        const Day settled = paid ? *invoice.paid : today;
        settlements.push_back({.due = invoice.due,
                               .settled = settled,
                               .days_late = static_cast<int>((settled - invoice.due).count()),
                               .unpaid = !paid});
    }
    std::ranges::sort(settlements, std::ranges::greater{},
                      [](const Settlement& one) { return std::pair{one.due, one.settled}; });
    return settlements;
}

Finding find_late_payment(const AccountHistory& history, const PaymentTermsThresholds& thresholds, Day today) {
    const auto needed = static_cast<std::size_t>(std::max(thresholds.late_invoices, 1));
    auto newest = settlements_newest_first(history.invoices, today);
    if (newest.size() < needed) {
        return {.known = false,
                .words =
                    fmt::format("Invoices paid or overdue: {}. To see a habit, {} are needed.", newest.size(), needed)};
    }
    newest.resize(needed);

    const auto late = std::ranges::count_if(newest, [](const Settlement& one) { return one.days_late > 0; });
    const auto recent = today - date::days{thresholds.recent_days};
    const bool is_current = newest.front().unpaid || newest.front().settled >= recent;
    if (std::cmp_less(late, needed) || !is_current) {
        return {.words = fmt::format("Paid late of the last {} invoices: {}{}.", needed, late,
                                     is_current ? "" : ", long ago")};
    }
    const auto [least, most] = std::ranges::minmax(newest, {}, &Settlement::days_late);
    return {.numbers = {{"late_invoices", static_cast<double>(needed)},
                        {"least_days_late", least.days_late},
                        {"most_days_late", most.days_late}}};
}

} // namespace

Reading read_payment_terms(const AccountHistory& history, const Thresholds& thresholds, const AsOf& as_of) {
    constexpr auto detector = Detector::payment_terms;
    if (history.invoices.empty()) return Reading::no_data(detector, "No invoices are on record.");

    const auto today = as_of.today();
    auto extension = find_extension(history, thresholds.payment_terms, today);
    auto late_payment = find_late_payment(history, thresholds.payment_terms, today);

    Signal signal{SignalKind::payment_terms, as_of.instant};
    signal.numbers.merge(extension.numbers);
    signal.numbers.merge(late_payment.numbers);
    if (!signal.numbers.empty()) return Reading::trip(detector, std::move(signal));

    auto words = extension.words + " " + late_payment.words;
    if (!extension.known && !late_payment.known) return Reading::no_data(detector, std::move(words));
    return Reading::quiet(detector, std::move(words));
}

} // namespace holdfast
