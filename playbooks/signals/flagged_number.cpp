#include "playbooks/signals/flagged_number.hpp"

#include "playbooks/signals/numbers_in_words.hpp"

#include <fmt/format.h>

#include <cmath>

namespace holdfast {

std::optional<std::string> short_of_a_trip(const Signal& signal, const Thresholds& thresholds) {
    const auto given = signal.numbers.find(std::string{reported_number});
    // What another system reports it has judged itself, in units of its own.
    if (given == signal.numbers.end() || signal.by.empty()) return std::nullopt;
    // People write a fall of 12 % with a minus, too.
    const bool is_fall = signal.kind == SignalKind::order_volume || signal.kind == SignalKind::order_frequency;
    const double value = is_fall ? std::abs(given->second) : given->second;
    switch (signal.kind) {
    case SignalKind::order_volume: {
        const auto limit = thresholds.order_volume.drop_percent;
        if (value > limit) return std::nullopt;
        return fmt::format("Orders down {} %; more than {} is a signal.", value, percent_in_words(limit));
    }
    case SignalKind::order_frequency: {
        const auto limit = thresholds.order_frequency.drop_percent;
        if (value >= limit) return std::nullopt;
        return fmt::format("Orders {} % less often; {} or more is a signal.", value, percent_in_words(limit));
    }
    case SignalKind::renewal_silent: {
        const auto limit = thresholds.renewal.days;
        if (value < limit) return std::nullopt;
        return fmt::format("{} days to the renewal; fewer than {} is a signal.", value, limit);
    }
    case SignalKind::tickets_up: {
        const auto limit = thresholds.tickets.rise_percent;
        if (value >= limit) return std::nullopt;
        return fmt::format("Tickets up {} %; {} or more is a signal.", value, percent_in_words(limit));
    }
    case SignalKind::payment_terms:
    case SignalKind::imported:
    case SignalKind::champion_slow:
    case SignalKind::new_stakeholder:
    case SignalKind::evaluating_options:
    case SignalKind::quality_complaints:
    case SignalKind::strategy_withheld:
    case SignalKind::ideas_declined:
    case SignalKind::by_hand: return std::nullopt;
    }
    return std::nullopt;
}

} // namespace holdfast
