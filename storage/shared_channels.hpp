#pragma once

#include "playbooks/accounts/ids.hpp"
#include "storage/connection.hpp"

namespace holdfast {

/// Keeps whether people of another organisation can read a channel, as Slack said last: Holdfast is silent there.
void note_sharing(Transaction& tx, const ChannelId& channel, bool is_shared, Instant now);
/// False for channels of which nothing was noted: whoever is about to speak in one that is not ours asks Slack first.
[[nodiscard]] bool is_noted_as_shared(Connection& db, const ChannelId& channel);
/// When a sharing that has not ended was noted first, in words that name this sharing alone; empty: there is none.
[[nodiscard]] std::string noted_sharing(Connection& db, const ChannelId& channel);

} // namespace holdfast
