#pragma once

#include "bot/slack/mrkdwn.hpp"
#include "bot/slack/room_actual.hpp"
#include "playbooks/rescue/policy.hpp"
#include "playbooks/rescue/state.hpp"

#include <vector>

namespace holdfast::render {

/// What is not as it should be in the room of a case and what to do about it: people who are not there (D-14), what
/// the workspace refuses, a room that cannot be used. At most a handful of short lines; none when all is well, or while
/// Slack has not answered yet.
[[nodiscard]] std::vector<slack::Mrkdwn> room_troubles(const Case& state, const slack::RoomActual& room,
                                                       const Surroundings& around);

} // namespace holdfast::render
