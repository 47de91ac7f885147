#pragma once

#include "playbooks/accounts/ids.hpp"
#include "playbooks/accounts/name_table.hpp"
#include "playbooks/calendar/instant.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace holdfast {

/// Why a colleague of ours may fail or leave an account: the four cases of S2-30.
enum class OwnSideReason { improvement_goals, looking_elsewhere, groomed, near_retirement };

inline constexpr std::array<std::string_view, 4> own_side_reason_names{"improvement-goals", "looking-elsewhere",
                                                                       "groomed", "near-retirement"};
/// Behind the name of the colleague.
inline constexpr std::array<std::string_view, 4> own_side_reason_titles{
    "has goals for improvement", "is looking elsewhere", "is groomed for another post", "is near retirement"};

/// The word that people type and that is kept.
[[nodiscard]] constexpr std::string_view to_text(OwnSideReason reason) {
    return name_of(own_side_reason_names, reason);
}
/// What people read.
[[nodiscard]] constexpr std::string_view title_of(OwnSideReason reason) {
    return name_of(own_side_reason_titles, reason);
}
[[nodiscard]] constexpr std::optional<OwnSideReason> own_side_reason_from(std::string_view text) {
    return enumerator_named<OwnSideReason>(own_side_reason_names, text);
}

/// A colleague of ours as a risk for an account (S2-05). It is the account's and part of no case: whatever is made of
/// cases knows nothing of it.
struct OwnSideRisk {
    long long id = 0; ///< among those of all accounts; never shown, since a gap would tell of one that is withheld
    UserId about;
    OwnSideReason reason = OwnSideReason::improvement_goals;
    std::string note; ///< in the words of whoever noted it, may be empty
    UserId noted_by;
    Instant noted_at;
    std::optional<Instant> settled_at; ///< nothing while it lasts
    UserId settled_by;
    std::string settled_note; ///< may be empty

    [[nodiscard]] bool is_open() const { return !settled_at; }

    bool operator==(const OwnSideRisk&) const = default;
};

} // namespace holdfast
