#pragma once

#include "bot/handle/desk.hpp"

#include <string>
#include <vector>

/// What the findings of `/rescue doctor` have in common.
namespace holdfast {

/// How they call somebody: by the name on record, else by the id.
[[nodiscard]] std::string called_in_findings(Desk& desk, const UserId& person);

/// Ten of one sort can be settled; of the rest only the number is told.
[[nodiscard]] std::vector<render::Finding> first_ten(std::vector<render::Finding> findings);

} // namespace holdfast
