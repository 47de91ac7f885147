#pragma once

#include "playbooks/rescue/permissions.hpp"
#include "playbooks/rescue/refusal.hpp"

#include <optional>

namespace holdfast {

/// Why somebody may not do this with a summary; nothing where they may. Until it is sent it belongs to its writer;
/// afterwards everybody may read it.
/// @param action use_draft or write_draft
[[nodiscard]] std::optional<Refusal> refusal_of_draft(Action action, const Summary& summary, const Standing& standing);

/// The latest summary that somebody may read; null when there is none.
[[nodiscard]] const Summary* latest_readable_summary(const Case& state, const Actor& reader,
                                                     const Surroundings& around);

} // namespace holdfast
