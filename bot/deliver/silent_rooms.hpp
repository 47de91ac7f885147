#pragma once

#include "playbooks/accounts/ids.hpp"
#include "storage/connection.hpp"

#include <optional>
#include <string>
#include <vector>

namespace holdfast {

/// A room that people of another organisation can read. What is meant for it waits until they cannot (rule 6).
struct SilentRoom {
    std::string name;
    long long waiting = 0; ///< messages

    bool operator==(const SilentRoom&) const = default;
};

/// Whether the room of a case is noted as shared; false without a room.
[[nodiscard]] bool is_silent(Connection& db, const CaseId& id);
/// Silent rooms for which messages wait.
[[nodiscard]] std::vector<SilentRoom> silent_rooms(Connection& db);
/// When the oldest message that is to be delivered was appended. Those for silent rooms wait on purpose and are left
/// out.
[[nodiscard]] std::optional<Instant> waiting_since(Connection& db);

} // namespace holdfast
