#pragma once

#include "playbooks/accounts/account.hpp"

#include <optional>
#include <string>
#include <vector>

namespace holdfast::picture {

/// How much somebody's word counts at the customer; ordered, not known first.
enum class Influence { unknown, low, medium, high };
/// @param text `high`, `medium`, `low`; anything else is not known
[[nodiscard]] Influence influence_from(std::string_view text);

struct MapPerson {
    std::string name;
    BuyingRole role = BuyingRole::other;
    Influence influence = Influence::unknown;
    std::optional<int> relationship; ///< 1…10
    bool sponsor = false;
    bool left = false; ///< is not at the customer any more
};

/// The people of an account on influence and relationship (S0-30…S0-36).
struct StakeholderMap {
    std::string account_name;
    std::vector<MapPerson> people;
    std::string as_of; ///< in words, with its time zone
};

/// A PNG, 1600 pixels wide; its height grows with the people. Names never lie upon each other. At most 40 people are
/// drawn, the most influential ones; a line says how many are not.
[[nodiscard]] std::string draw(const StakeholderMap& map);

/// The same in words.
[[nodiscard]] std::string alt_text(const StakeholderMap& map);

} // namespace holdfast::picture
