#include "playbooks/health/decline_stage.hpp"

#include "playbooks/accounts/name_table.hpp"
#include "playbooks/calendar/day_text.hpp"
#include "playbooks/signals/numbers_in_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace holdfast {
namespace {

std::string orders_in_words(const Decline& decline, const OrderMonth& month) {
    const auto drop = *decline.drop_percent;
    return fmt::format("Orders in {} were {} {} usual ({}).", month_name(month.month.month()),
                       percent_in_words(std::abs(drop)), drop < 0 ? "above" : "below", to_text(*decline.by_orders));
}

std::string months_in_words(const Decline& decline) {
    return fmt::format("It is month {} since the first signal ({}).", *decline.month, to_text(*decline.by_months));
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
        decline.by_orders = stage_by_orders(against_usual, thresholds);
        decline.drop_percent = against_usual.drop_percent();
        decline.words = orders_in_words(decline, orders->last);
    } else {
        decline.words = "What orders are usual is not known.";
    }
    if (first_signal) {
        decline.month = month_since_first_signal(*first_signal, today);
        decline.by_months = stage_by_month(*decline.month);
        decline.words += " " + months_in_words(decline);
    }
    // An empty optional is less than any stage.
    decline.stage = std::max(decline.by_orders, decline.by_months);
    if (decline.by_orders && decline.by_months && *decline.by_orders != *decline.by_months) {
        decline.words += " The worse counts.";
    }
    return decline;
}

} // namespace holdfast
