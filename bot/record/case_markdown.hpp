#pragma once

#include "bot/record/timeline.hpp"

#include <string>

namespace holdfast {

/// A readable record: who and what, why it was opened, the touches with their texts, the plan, the timeline.
[[nodiscard]] std::string case_markdown(const CaseHistory& history, const Timeline& timeline, const NameOf& name_of);

} // namespace holdfast
