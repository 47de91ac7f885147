#pragma once

#include "playbooks/accounts/name_table.hpp"

#include <array>
#include <optional>
#include <string_view>

namespace holdfast {

/// The five reasons for which giving an account up is right whatever the week (S0-117…S0-121).
enum class LossReason { rival, misfit, legal, cost, toxic };

inline constexpr std::array<LossReason, 5> all_loss_reasons{LossReason::rival, LossReason::misfit, LossReason::legal,
                                                            LossReason::cost, LossReason::toxic};

inline constexpr std::array<std::string_view, 5> loss_reason_names{"rival", "misfit", "legal", "cost", "toxic"};
inline constexpr std::array<std::string_view, 5> loss_reason_titles{
    "they signed with a rival", "their business no longer fits ours", "ethical or legal trouble",
    "saving them costs more than they are worth", "the relationship is toxic"};

/// The word people type and files carry.
[[nodiscard]] constexpr std::string_view to_text(LossReason reason) {
    return name_of(loss_reason_names, reason);
}
/// What people read.
[[nodiscard]] constexpr std::string_view title_of(LossReason reason) {
    return name_of(loss_reason_titles, reason);
}
[[nodiscard]] constexpr std::optional<LossReason> loss_reason_from(std::string_view text) {
    return enumerator_named<LossReason>(loss_reason_names, text);
}

} // namespace holdfast
