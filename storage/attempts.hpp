#pragma once

#include "storage/connection.hpp"

namespace holdfast {

/// Whatever waits for its next attempt may be attempted from `now` on: rows of the outbox, living messages and rooms.
/// For when their times were set by a clock that was ahead. How often each was attempted stays known.
/// @return how many waited for a later time
long long attempt_from(Transaction& tx, Instant now);

} // namespace holdfast
