#include "playbooks/signals/order_volume.hpp"

#include "playbooks/calendar/day_text.hpp"
#include "playbooks/signals/numbers_in_words.hpp"
#include "playbooks/signals/order_baseline.hpp"

#include <fmt/format.h>

#include <cmath>
#include <utility>

namespace holdfast {
namespace {

double in_units(Money amount) {
    return static_cast<double>(amount.cents) / 100;
}

std::string against_usual(const OrderMonth& month, double drop_percent) {
    return fmt::format("{} in {}, {} {}", amount_in_words(in_units(month.total)), month_name(month.month.month()),
                       percent_in_words(std::abs(drop_percent)), drop_percent < 0 ? "above" : "below");
}

} // namespace

Reading read_order_volume(const AccountHistory& history, const Thresholds& thresholds, const AsOf& as_of) {
    const auto baseline = order_baseline(history.order_months, thresholds.order_baseline, as_of.today());
    if (!baseline) return Reading::no_data(Detector::order_volume, baseline.error());

    const auto& earlier = baseline->before_last;
    const auto& later = baseline->last;
    const auto earlier_ratio = baseline->amount_against_usual(earlier);
    const auto later_ratio = baseline->amount_against_usual(later);
    const auto threshold = thresholds.order_volume.drop_percent;
    if (earlier_ratio.down_more_than(threshold) && later_ratio.down_more_than(threshold)) {
        Signal signal{SignalKind::order_volume, as_of.instant};
        signal.numbers = {{"baseline", baseline->usual_amount()},
                          {"baseline_months", baseline->months},
                          {"month1", as_number(earlier.month)},
                          {"month2", as_number(later.month)},
                          {"month1_total", in_units(earlier.total)},
                          {"month2_total", in_units(later.total)},
                          {"drop1_percent", earlier_ratio.drop_percent()},
                          {"drop2_percent", later_ratio.drop_percent()}};
        return Reading::trip(Detector::order_volume, std::move(signal));
    }
    return Reading::quiet(
        Detector::order_volume,
        fmt::format("Orders were {} and {} the usual {} a month. More than {} below in both months is a signal.",
                    against_usual(earlier, earlier_ratio.drop_percent()),
                    against_usual(later, later_ratio.drop_percent()), amount_in_words(baseline->usual_amount()),
                    percent_in_words(threshold)));
}

} // namespace holdfast
