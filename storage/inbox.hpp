#pragma once

#include "storage/column.hpp"
#include "storage/connection.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace holdfast {

/// Whether a request was seen before, and what was answered then.
struct Receipt {
    bool first = true;
    std::optional<std::string> answer; ///< of the first time, if it was kept
};

/// Remembers a request by its key (event id, trigger id, Idempotency-Key, command and person), in the transaction of
/// its effect, so that a repetition has none. Of the key its digest is kept. A key received before `expired_before`
/// counts as never seen.
[[nodiscard]] Receipt remember(Transaction& tx, std::string_view key, Instant now, Instant expired_before);
/// Whether a request with the key was received, and not before the given instant.
[[nodiscard]] bool is_remembered(Connection& db, std::string_view key, Instant since);
/// The request had no effect (it was refused): a repetition is to be heard again.
void forget(Transaction& tx, std::string_view key);
/// Keeps the answer for a repetition.
void keep_answer(Transaction& tx, std::string_view key, std::string_view answer);
/// The kept answer, if the request was seen and answered.
[[nodiscard]] std::optional<std::string> kept_answer(Connection& db, std::string_view key);
/// Forgets requests received before the given instant; senders repeat theirs for hours, so keep 25 or more.
/// @param most at a time, so that nobody waits long behind it
/// @return how many
long long purge_inbox(Transaction& tx, Instant received_before, int most);

} // namespace holdfast
