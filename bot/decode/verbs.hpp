#pragma once

#include <array>
#include <string_view>
#include <vector>

namespace holdfast {

/// The verbs of /rescue, in the order in which help lists them.
inline constexpr std::array<std::string_view, 30> verb_names{
    "help",    "health",   "list", "status",  "todo",     "open",    "flag",   "call",    "touch",  "summary",
    "step",    "plan",     "role", "sponsor", "service",  "checkin", "people", "score",   "why",    "offer",
    "promise", "outreach", "ebr",  "decide",  "timeline", "close",   "report", "account", "snooze", "doctor"};

/// @param text in lower case, as `Words::verb` is
[[nodiscard]] bool is_verb(std::string_view text) noexcept;

/// Up to three verbs that somebody who typed this may have meant, best first.
[[nodiscard]] std::vector<std::string_view> nearest_verbs(std::string_view text);

} // namespace holdfast
