#include "playbooks/signals/renewal_silent.hpp"

#include "playbooks/calendar/day_text.hpp"
#include "playbooks/signals/numbers_in_words.hpp"

#include <fmt/format.h>

#include <optional>
#include <utility>

namespace holdfast {
namespace {

std::optional<Day> last_talk(const AccountHistory& history, Day since, Day today) {
    std::optional<Day> last;
    for (const auto day : history.renewal_talks) {
        if (since <= day && day <= today && (!last || *last < day)) last = day;
    }
    return last;
}

} // namespace

Reading read_renewal_silent(const AccountHistory& history, const Thresholds& thresholds, const AsOf& as_of) {
    constexpr auto detector = Detector::renewal_silent;
    if (!history.renewal_date) return Reading::no_data(detector, "No renewal date is on record.");

    const auto today = as_of.today();
    const auto renewal = *history.renewal_date;
    const auto& limits = thresholds.renewal;
    const auto days_left = static_cast<int>((renewal - today).count());
    if (days_left < -limits.passed_days) {
        return Reading::no_data(detector, fmt::format("The renewal date on record, {}, passed {} ago; enter the next.",
                                                      format_day_long(renewal), days_in_words(-days_left)));
    }
    if (days_left >= limits.days) {
        return Reading::quiet(
            detector, fmt::format("The contract renews on {}, in {}. Under {} without a talk is a signal.",
                                  format_day_long(renewal), days_in_words(days_left), days_in_words(limits.days)));
    }
    if (const auto talk = last_talk(history, renewal - date::days{limits.days + limits.talk_days}, today)) {
        return Reading::quiet(detector, fmt::format("The contract renews on {}; it was talked about on {}.",
                                                    format_day_long(renewal), format_day_long(*talk)));
    }

    Signal signal{SignalKind::renewal_silent, as_of.instant};
    signal.numbers = {{"days_left", days_left}, {"renewal_date", as_number(renewal)}};
    return Reading::trip(detector, std::move(signal));
}

} // namespace holdfast
