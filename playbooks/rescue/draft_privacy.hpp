#pragma once

#include "playbooks/rescue/permissions.hpp"
#include "playbooks/rescue/refusal.hpp"

#include <optional>

namespace holdfast {

/// Whose a summary is until it is sent: its writer's. Where nothing reaches them any more it passes to whoever leads
/// the recovery, else to the acting manager: somebody must be able to finish step 8.
[[nodiscard]] UserId keeper_of(const Summary& summary, const Case& state, const Surroundings& around);

/// Why somebody may neither read nor change a summary; nothing where they may. What was sent everybody may read.
[[nodiscard]] std::optional<Refusal> refusal_of_draft(const Actor& actor, const Case& state, const Summary& summary,
                                                      const Surroundings& around);

/// The latest summary that somebody may read; null when there is none.
[[nodiscard]] const Summary* latest_readable_summary(const Case& state, const Actor& reader,
                                                     const Surroundings& around);

} // namespace holdfast
