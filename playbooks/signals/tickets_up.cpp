#include "playbooks/signals/tickets_up.hpp"

#include "playbooks/signals/numbers_in_words.hpp"
#include "playbooks/signals/ratio.hpp"

#include <fmt/format.h>

#include <utility>

namespace holdfast {
namespace {

struct TicketCounts {
    int current = 0;
    int previous = 0;
};

TicketCounts count_tickets(const AccountHistory& history, int window_days, const AsOf& as_of) {
    TicketCounts counts;
    for (const auto opened : history.tickets_opened) {
        const auto age = as_of.days_since(opened);
        if (opened > as_of.instant || age >= 2 * window_days) continue;
        ++(age < window_days ? counts.current : counts.previous);
    }
    return counts;
}

bool rose(const TicketCounts& counts, double percent) {
    if (counts.current <= counts.previous) return false;
    return counts.previous == 0 || Ratio{counts.current, counts.previous}.up_at_least(percent);
}

} // namespace

Reading read_tickets_up(const AccountHistory& history, const Thresholds& thresholds, const AsOf& as_of) {
    constexpr auto detector = Detector::tickets_up;
    if (!history.tickets_on_record && history.tickets_opened.empty()) {
        return Reading::no_data(detector, "No support tickets are on record.");
    }

    const auto& limits = thresholds.tickets;
    const auto counts = count_tickets(history, limits.window_days, as_of);
    if (rose(counts, limits.rise_percent) && counts.current >= limits.floor) {
        Signal signal{SignalKind::tickets_up, as_of.instant};
        signal.numbers = {
            {"current", counts.current}, {"previous", counts.previous}, {"window_days", limits.window_days}};
        if (counts.previous > 0) {
            signal.numbers["rise_percent"] = -Ratio{counts.current, counts.previous}.drop_percent();
        }
        return Reading::trip(detector, std::move(signal));
    }
    return Reading::quiet(detector,
                          fmt::format("Tickets in the last {}: {}; in the {} before: {}. A rise of {} {}is a signal.",
                                      days_in_words(limits.window_days), counts.current, limits.window_days,
                                      counts.previous, percent_in_words(limits.rise_percent),
                                      limits.floor > 0 ? fmt::format("to {} or more ", limits.floor) : ""));
}

} // namespace holdfast
