#pragma once

#include "bot/render/wanted.hpp"
#include "bot/slack/mrkdwn.hpp"
#include "playbooks/calendar/instant.hpp"

#include <string>

/// How times and days are shown.
namespace holdfast::render {

/// In the reader's own time zone; written out in the zone known of them where Slack's dates are switched off.
[[nodiscard]] slack::Mrkdwn shown(Instant at, const Showing& showing);
/// `Fri 6 Mar 2026`. A day has no zone: sent as a moment, it would be another day for readers far away.
[[nodiscard]] slack::Mrkdwn shown(Day day);
/// `2 days ago`, kept right by Slack as time goes on.
[[nodiscard]] slack::Mrkdwn how_long_ago(Instant at, const Showing& showing);

/// `1 step`, `3 steps`.
[[nodiscard]] std::string counted(std::size_t count, std::string_view thing);

} // namespace holdfast::render
