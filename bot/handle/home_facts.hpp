#pragma once

#include "bot/handle/desk.hpp"
#include "bot/render/home.hpp"

namespace holdfast {

/// What one person's App Home shows, as it is now.
/// @param watch  the watch list, the same for everybody
[[nodiscard]] render::HomeFacts home_facts(Desk& desk, const UserId& reader, std::vector<render::WatchRow> watch);

} // namespace holdfast
