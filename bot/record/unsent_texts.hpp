#pragma once

#include "playbooks/rescue/event.hpp"

#include <vector>

namespace holdfast {

/// The events of a case without the texts that are their writer's alone (S1-08): of every summary only the text that
/// was sent stays, neither its drafts nor why one was discarded. What was logged of the touch itself stays whole.
[[nodiscard]] std::vector<RecordedEvent> without_unsent_texts(std::vector<RecordedEvent> events);

} // namespace holdfast
