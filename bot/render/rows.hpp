#pragma once

#include "bot/render/answers.hpp"

/// One thing each in a list, the same in messages and in the App Home.
namespace holdfast::render {

/// Name, stage, steps earned, what is next, the room; with a button for the status.
[[nodiscard]] slack::Section rescue_row(const RescueRow& row, const Showing& showing);
/// Name and what was seen, with a button for its health.
[[nodiscard]] slack::Section watch_row(const WatchRow& row);
/// Account, what to do, by when, and the word overdue where it is.
[[nodiscard]] slack::Mrkdwn todo_row(const TodoItem& item, const Showing& showing);

} // namespace holdfast::render
