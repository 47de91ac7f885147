#pragma once

#include "bot/handle/desk.hpp"

#include <vector>

namespace holdfast {

/// Those with a part in an open rescue whom nothing reaches any more: who they are, who has taken their place, and what
/// to type so that it is settled. For `/rescue doctor`.
[[nodiscard]] std::vector<render::Finding> findings_about_absence(Desk& desk);

} // namespace holdfast
