#pragma once

#include "playbooks/accounts/ids.hpp"
#include "storage/connection.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace holdfast {

/// What a case's room should be, against what has been brought about.
struct Room {
    CaseId case_id;
    std::optional<ChannelId> channel; ///< none until it has been created
    std::string name;                 ///< as taken, with its suffix; empty until it has been created
    std::string wanted;               ///< JSON object
    std::string actual;               ///< JSON object, `{}` before anything was done
    int version = 0;                  ///< counts the changes of `wanted`
    bool dirty = true;                ///< `actual` may differ from `wanted`
    int attempts = 0;                 ///< failed ones since the last success
    Instant not_before;               ///< of the next attempt

    bool operator==(const Room&) const = default;
};

/// Sets what the room should be. @return false where exactly that was wanted already
bool want_room(Transaction& tx, const CaseId& id, std::string_view wanted, Instant now);
/// Looks at the room again although nothing else is wanted, for example because somebody else changed it.
void doubt_room(Transaction& tx, const CaseId& id, Instant now);
/// Keeps what a step has brought about, before the next step is begun.
void record_room(Transaction& tx, const CaseId& id, const std::optional<ChannelId>& channel, std::string_view name,
                 std::string_view actual);
/// The room is as `version` wanted it; stays dirty where something else has become wanted since.
void settle_room(Transaction& tx, const CaseId& id, int version);
/// The attempt at `version` failed; the next one not before the given instant, unless the room has been doubted or
/// something else has become wanted since.
void postpone_room(Transaction& tx, const CaseId& id, int version, Instant not_before);

[[nodiscard]] std::vector<UserId> room_members(Connection& db, const CaseId& id);
/// Who is in the room, as Slack lists them all. Whoever has come or gone since `before` was on record has done so while
/// the list was read: that stays.
void replace_room_members(Transaction& tx, const CaseId& id, std::span<const UserId> before,
                          std::span<const UserId> listed);
/// Nobody is known to be in the room.
void forget_room_members(Transaction& tx, const CaseId& id);
void add_room_member(Transaction& tx, const CaseId& id, const UserId& user);
void remove_room_member(Transaction& tx, const CaseId& id, const UserId& user);
[[nodiscard]] bool is_room_member(Connection& db, const CaseId& id, const UserId& user);

[[nodiscard]] std::optional<Room> find_room(Connection& db, const CaseId& id);
/// Dirty rooms whose next attempt may begin, the longest waiting first. @param limit at most so many
[[nodiscard]] std::vector<Room> rooms_to_reconcile(Connection& db, Instant now, int limit);
/// Rooms that have no channel yet.
[[nodiscard]] std::vector<Room> rooms_to_create(Connection& db);
/// Rooms of open cases that are as they were wanted, as far as that was possible.
[[nodiscard]] std::vector<Room> settled_rooms(Connection& db);
/// When the next dirty room may be attempted, if there is one.
[[nodiscard]] std::optional<Instant> next_room_attempt(Connection& db);

} // namespace holdfast
