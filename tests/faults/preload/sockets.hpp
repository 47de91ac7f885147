#pragma once

namespace holdfast::faults {

/// Whether the program waits for an answer of Slack.
[[nodiscard]] bool awaits_slack();

} // namespace holdfast::faults
