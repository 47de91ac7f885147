#pragma once

#include "bot/deliver/workbench.hpp"

namespace holdfast {

/// A database that a backup was put in place of knows nothing of the calls that were made since the backup was taken:
/// what waited then may have happened. Before anything else is done with it, all of that becomes doubtful, so that it
/// is looked for: messages and files that were not posted, messages that may say something else, and rooms that were
/// not made. Once for each time that a backup was put in place; otherwise nothing is done.
/// @throws StorageFailure, Overloaded
[[nodiscard]] asio::awaitable<void> reckon_with_restoring(Workbench& bench);

} // namespace holdfast
