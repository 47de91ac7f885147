#include "playbooks/health/decline_stage.hpp"

#include "playbooks/accounts/name_table.hpp"
#include "playbooks/calendar/day_text.hpp"
#include "playbooks/signals/numbers_in_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace holdfast {
namespace {

std::string orders_in_words(date::month month, double drop_percent, DeclineStage stage) {
    return fmt::format("Orders in {} were {} {} usual ({}).", month_name(month),
                       percent_in_words(std::abs(drop_percent)), drop_percent < 0 ? "above" : "below", to_text(stage));
}

std::string months_in_words(int month, DeclineStage stage) {
    return fmt::format("It is month {} since the first signal ({}).", month, to_text(stage));
}

} // namespace

std::string_view to_text(DeclineStage stage) {
    return name_of(decline_stage_names, stage);
}

int month_since_first_signal(Day first_signal, Day today) {
    constexpr int days_of_month = 30;
    return std::max((today - first_signal).count(), 0) / days_of_month + 1;
}

DeclineStage stage_by_month(int month) {
    if (month <= 2) return DeclineStage::shift;
    if (month <= 4) return DeclineStage::distancing;
    return DeclineStage::crisis;
}

DeclineStage stage_by_orders(const Ratio& month_against_usual, const DeclineThresholds& thresholds) {
    if (month_against_usual.down_at_least(thresholds.crisis_percent)) return DeclineStage::crisis;
    if (month_against_usual.down_at_least(thresholds.distancing_percent)) return DeclineStage::distancing;
    if (month_against_usual.down_at_least(thresholds.shift_percent)) return DeclineStage::shift;
    return DeclineStage::none;
}

Decline decline_of(const OrderBaseline* orders, std::optional<Day> first_signal, Day today,
                   const DeclineThresholds& thresholds) {
    Decline decline;
    if (orders != nullptr) {
        const auto against_usual = orders->amount_against_usual(orders->last);
        const auto stage = stage_by_orders(against_usual, thresholds);
        const auto drop_percent = against_usual.drop_percent();
        decline.by_orders = stage;
        decline.drop_percent = drop_percent;
        decline.words = orders_in_words(orders->last.month.month(), drop_percent, stage);
    } else {
        decline.words = "What orders are usual is not known.";
    }
    if (first_signal) {
        const auto month = month_since_first_signal(*first_signal, today);
        const auto stage = stage_by_month(month);
        decline.by_months = stage;
        decline.month = month;
        decline.words += " " + months_in_words(month, stage);
    }
    if (decline.by_orders && decline.by_months && decline.by_orders != decline.by_months) {
        decline.words += " The worse counts.";
    }
    // An empty optional is less than any stage.
    decline.stage = std::max(decline.by_orders, decline.by_months);
    return decline;
}

} // namespace holdfast
