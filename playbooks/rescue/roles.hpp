#pragma once

#include "playbooks/accounts/name_table.hpp"
#include "playbooks/wording/letter_case.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace holdfast {

/// The five parts our own people play in a rescue (S0-87a…e). One person may hold several.
enum class RescueRole { executive_sponsor, recovery_lead, technical_lead, support_lead, intelligence_lead };

inline constexpr std::array<RescueRole, 5> all_rescue_roles{RescueRole::executive_sponsor, RescueRole::recovery_lead,
                                                            RescueRole::technical_lead, RescueRole::support_lead,
                                                            RescueRole::intelligence_lead};

inline constexpr std::array<std::string_view, 5> rescue_role_names{"executive", "lead", "technical", "support",
                                                                   "intelligence"};
inline constexpr std::array<std::string_view, 5> rescue_role_titles{
    "Executive sponsor", "Recovery lead", "Technical lead", "Support lead", "Intelligence lead"};

/// The word people type and files carry: `executive`, `lead`, `technical`, `support`, `intelligence`.
[[nodiscard]] constexpr std::string_view to_text(RescueRole role) {
    return name_of(rescue_role_names, role);
}
/// What people read: `Executive sponsor`, `Recovery lead`, …
[[nodiscard]] constexpr std::string_view title_of(RescueRole role) {
    return name_of(rescue_role_titles, role);
}

/// Understands the short words and the titles, with or without hyphens, in any case.
[[nodiscard]] inline std::optional<RescueRole> rescue_role_from(std::string_view text) {
    const auto letters_of = [](std::string_view words) {
        std::string letters;
        for (const char c : words) {
            if (c == ' ' || c == '-' || c == '_') continue;
            letters += lower_letter(c);
        }
        return letters;
    };
    const std::string wanted = letters_of(text);
    for (const RescueRole role : all_rescue_roles) {
        if (wanted == letters_of(to_text(role)) || wanted == letters_of(title_of(role))) return role;
    }
    return std::nullopt;
}

} // namespace holdfast
