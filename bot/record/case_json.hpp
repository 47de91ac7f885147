#pragma once

#include "bot/record/timeline.hpp"

#include <string>

namespace holdfast {

/// Every event with its data, every touch with its text and summary, and the case as it stands. Members have a fixed
/// order; none is ever renamed, new ones come behind.
[[nodiscard]] std::string case_json(const CaseHistory& history, const Timeline& timeline);

} // namespace holdfast
