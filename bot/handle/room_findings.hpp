#pragma once

#include "bot/handle/desk.hpp"

#include <vector>

namespace holdfast {

/// What the cards of open rescues say of their rooms: what the workspace refuses, each method once, rooms that cannot
/// be used, and people who are not reached. Until a room of theirs has tried, what the workspace refused the last
/// room stands. For `/rescue doctor`, which names missing permissions and those who have left Slack by itself.
[[nodiscard]] std::vector<render::Finding> findings_about_rooms(Desk& desk);

/// Whether the workspace lets nobody be invited, as the room of an open rescue has found, or until one has tried,
/// the last room.
[[nodiscard]] bool is_inviting_refused(Desk& desk);

} // namespace holdfast
