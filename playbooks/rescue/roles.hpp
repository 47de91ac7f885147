#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace holdfast {

/// The five parts our own people play in a rescue (S0-87a…e). One person may hold several.
enum class RescueRole { executive_sponsor, recovery_lead, technical_lead, support_lead, intelligence_lead };

inline constexpr std::array<RescueRole, 5> all_rescue_roles{
    RescueRole::executive_sponsor, RescueRole::recovery_lead, RescueRole::technical_lead, RescueRole::support_lead,
    RescueRole::intelligence_lead};

/// The word people type and files carry: `executive`, `lead`, `technical`, `support`, `intelligence`.
[[nodiscard]] std::string_view to_text(RescueRole role);
/// What people read: `Executive sponsor`, `Recovery lead`, …
[[nodiscard]] std::string_view title_of(RescueRole role);
/// Understands the short words and the titles, with or without hyphens, in any case.
[[nodiscard]] std::optional<RescueRole> rescue_role_from(std::string_view text);

} // namespace holdfast
