#pragma once

#include "bot/handle/rules.hpp"
#include "bot/slack/file_wish.hpp"
#include "playbooks/rescue/state.hpp"
#include "storage/connection.hpp"

#include <optional>
#include <vector>

namespace holdfast {

/// The events of the wished case, as far as it is asked for.
[[nodiscard]] std::vector<RecordedEvent> wished_events(Connection& db, const slack::FileWish& wish);
/// The case after them; none when there is none on record.
[[nodiscard]] std::optional<Case> wished_case(Connection& db, const slack::FileWish& wish);

/// Whose days and hours a file shows: as wished, else the company's.
[[nodiscard]] const Zone& zone_of(const slack::FileWish& wish, const Rules& rules);

} // namespace holdfast
