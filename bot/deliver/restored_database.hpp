#pragma once

#include "playbooks/calendar/instant.hpp"
#include "storage/database.hpp"

namespace holdfast {

/// A database that a backup was put in place of knows nothing of the calls that were made since the backup was taken:
/// what waited then may have happened. All of that becomes doubtful, so that it is looked for: messages and files that
/// were not posted, messages that may say something else, and rooms that were not made. Once for each time that a
/// backup was put in place; otherwise nothing is done.
///
/// At the start, before anything else is done with the database: what is new since was never posted, and may have the
/// id of something that was. Blocks.
/// @param now never of a simulated clock
/// @throws StorageFailure where that cannot be stored: with it, nothing may be sent
void reckon_with_restoring(Database& database, Instant now);

} // namespace holdfast
