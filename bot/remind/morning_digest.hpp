#pragma once

#include "bot/handle/desk.hpp"
#include "storage/outbox.hpp"

#include <optional>
#include <vector>

namespace holdfast {

/// What one person is sent on a working morning; nothing to send when nothing is due, and then no message at all (D-6).
struct DueDigest {
    UserId to;
    Day day;
    std::optional<NewEffect> effect;
};

/// Everybody whose morning has come, in their own zone, and who has not had today's digest.
[[nodiscard]] std::vector<DueDigest> due_digests(Desk& desk, Instant now);

} // namespace holdfast
