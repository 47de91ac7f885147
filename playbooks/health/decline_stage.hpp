#pragma once

#include "playbooks/signals/order_baseline.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace holdfast {

/// How far an account has slipped, from early signs to the last months before it is lost (S0-09…S0-11).
enum class DeclineStage { none, shift, distancing, crisis };
inline constexpr std::array<std::string_view, 4> decline_stage_names{"none", "shift", "distancing", "crisis"};
[[nodiscard]] std::string_view to_text(DeclineStage stage);

/// From how far below usual on a stage is reached (Q1).
struct DeclineThresholds {
    double shift_percent = 10;
    double distancing_percent = 20;
    double crisis_percent = 40;
};

/// The stage of an account, judged twice; the worse judgement counts (Q1).
struct Decline {
    std::optional<DeclineStage> stage; ///< nothing: neither orders nor a first signal are known
    std::optional<DeclineStage> by_orders;
    std::optional<DeclineStage> by_months;
    std::optional<double> drop_percent; ///< of the last complete month; negative when above usual
    std::optional<int> month;           ///< since the first signal, counting from 1
    std::string words;                  ///< why it is this stage, with the numbers, or what is unknown
};

/// The month since the first signal, counting from 1. A month is thirty days, so that month 4 starts on day 90 (S0-12).
[[nodiscard]] int month_since_first_signal(Day first_signal, Day today);

/// Months 1 and 2 are shift, 3 and 4 distancing, later ones crisis.
[[nodiscard]] DeclineStage stage_by_month(int month);

/// @param month_against_usual the orders of a month against the usual ones.
[[nodiscard]] DeclineStage stage_by_orders(const Ratio& month_against_usual, const DeclineThresholds& thresholds);

/// @param orders nullptr when it is not known what is usual.
/// @param first_signal the first signal that is not dismissed; nothing when there is none.
[[nodiscard]] Decline decline_of(const OrderBaseline* orders, std::optional<Day> first_signal, Day today,
                                 const DeclineThresholds& thresholds = {});

} // namespace holdfast
