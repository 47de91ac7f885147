#pragma once

#include "bot/handle/desk.hpp"
#include "bot/render/home.hpp"

namespace holdfast {

/// What one person's App Home shows, as it is now.
[[nodiscard]] render::HomeFacts home_facts(Desk& desk, const UserId& reader);

} // namespace holdfast
