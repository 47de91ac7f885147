#include "playbooks/health/decline_stage.hpp"

#include "playbooks/accounts/name_table.hpp"
#include "playbooks/calendar/day_text.hpp"
#include "playbooks/signals/numbers_in_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace holdfast {
namespace {

/// What a customer in this stage does; nothing to say of none.
std::string_view meaning_of(DeclineStage stage) {
    switch (stage) {
    case DeclineStage::none: return {};
    case DeclineStage::shift: return "Habits begin to change. ";
    case DeclineStage::distancing: return "The customer keeps its distance. ";
    case DeclineStage::crisis: return "The customer is about to leave. ";
    }
    return {};
}

std::string orders_in_words(date::month month, double drop_percent) {
    const auto change = percent_in_words(std::abs(drop_percent));
    if (change == percent_in_words(0)) return fmt::format("Orders in {} were as usual", month_name(month));
    return fmt::format("Orders in {} were {} {} usual", month_name(month), change,
                       drop_percent < 0 ? "above" : "below");
}

/// Both judgements in a sentence: where they disagree, which of them counts.
/// @param orders  as a sentence without its full stop
std::string both_in_words(const std::string& orders, DeclineStage by_orders, int month) {
    const auto by_months = stage_by_month(month);
    if (by_orders == by_months)
        return fmt::format("{}, and it is month {} since the first warning sign.", orders, month);
    const auto counts = fmt::format("“{}”", to_text(std::max(by_orders, by_months)));
    if (by_orders < by_months) {
        return fmt::format("{}, but it is month {} since the first warning sign, which makes it {}.", orders, month,
                           counts);
    }
    return fmt::format("{}, which makes it {} although it is only month {} since the first warning sign.", orders,
                       counts, month);
}

std::string in_words(const Decline& decline, const std::string& orders) {
    if (!decline.stage) return "What orders are usual is not known.";
    const auto meaning = meaning_of(*decline.stage);
    if (!decline.month) return fmt::format("{}{}.", meaning, orders);
    if (!decline.by_orders) {
        return fmt::format("{}It is month {} since the first warning sign; what orders are usual is not known.",
                           meaning, *decline.month);
    }
    return fmt::format("{}{}", meaning, both_in_words(orders, *decline.by_orders, *decline.month));
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
    std::string by_orders;
    if (orders != nullptr) {
        const auto against_usual = orders->amount_against_usual(orders->last);
        decline.by_orders = stage_by_orders(against_usual, thresholds);
        decline.drop_percent = against_usual.drop_percent();
        by_orders = orders_in_words(orders->last.month.month(), *decline.drop_percent);
    }
    if (first_signal) {
        decline.month = month_since_first_signal(*first_signal, today);
        decline.by_months = stage_by_month(*decline.month);
    }
    // An empty optional is less than any stage.
    decline.stage = std::max(decline.by_orders, decline.by_months);
    decline.words = in_words(decline, by_orders);
    return decline;
}

} // namespace holdfast
