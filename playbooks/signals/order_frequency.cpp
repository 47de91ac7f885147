#include "playbooks/signals/order_frequency.hpp"

#include "playbooks/calendar/day_text.hpp"
#include "playbooks/signals/numbers_in_words.hpp"
#include "playbooks/signals/order_baseline.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <utility>

namespace holdfast {

Reading read_order_frequency(const AccountHistory& history, const Thresholds& thresholds, const AsOf& as_of) {
    const auto baseline = order_baseline(history.order_months, thresholds.order_baseline, as_of.today());
    if (!baseline) return Reading::no_data(Detector::order_frequency, baseline.error());

    const auto& earlier = baseline->before_last;
    const auto& later = baseline->last;
    constexpr int judged_months = 2;
    const auto judged_orders = std::int64_t{earlier.orders} + later.orders;
    const Ratio against_usual{Ratio::Whole{judged_orders} * baseline->months,
                              Ratio::Whole{baseline->orders} * judged_months};
    const auto orders_a_month = static_cast<double>(judged_orders) / judged_months;
    const auto threshold = thresholds.order_frequency.drop_percent;
    if (against_usual.down_at_least(threshold)) {
        Signal signal{SignalKind::order_frequency, as_of.instant};
        signal.numbers = {{"baseline", baseline->usual_orders()},
                          {"baseline_months", baseline->months},
                          {"current", orders_a_month},
                          {"drop_percent", against_usual.drop_percent()},
                          {"month1", as_number(earlier.month)},
                          {"month2", as_number(later.month)},
                          {"orders1", earlier.orders},
                          {"orders2", later.orders}};
        return Reading::trip(Detector::order_frequency, std::move(signal));
    }
    return Reading::quiet(Detector::order_frequency,
                          fmt::format("Orders a month in {} and {}: {}, usually {}. A drop of {} is a signal.",
                                      month_name(earlier.month.month()), month_name(later.month.month()),
                                      count_in_words(orders_a_month), count_in_words(baseline->usual_orders()),
                                      percent_in_words(threshold)));
}

} // namespace holdfast
