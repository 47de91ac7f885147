#include "storage/rooms.hpp"

#include <algorithm>
#include <iterator>
#include <set>

namespace holdfast {

bool want_room(Transaction& tx, const CaseId& id, std::string_view wanted, Instant now) {
    return tx.run("INSERT INTO rooms (case_id, channel_id, name, wanted, actual, version, dirty, attempts, not_before)"
                  " VALUES (:id, NULL, '', :wanted, '{}', 1, 1, 0, :now)"
                  " ON CONFLICT (case_id) DO UPDATE SET wanted = excluded.wanted, version = rooms.version + 1,"
                  " dirty = 1, attempts = 0, not_before = excluded.not_before"
                  " WHERE rooms.wanted <> excluded.wanted",
                  id, wanted, now) > 0;
}

void doubt_room(Transaction& tx, const CaseId& id, Instant now) {
    tx.run("UPDATE rooms SET dirty = 1, version = version + 1, attempts = 0, not_before = :now WHERE case_id = :id",
           now, id);
}

void record_room(Transaction& tx, const CaseId& id, const std::optional<ChannelId>& channel, std::string_view name,
                 std::string_view actual) {
    tx.run("UPDATE rooms SET channel_id = :channel, name = :name, actual = :actual WHERE case_id = :id", channel, name,
           actual, id);
}

void settle_room(Transaction& tx, const CaseId& id, int version) {
    tx.run("UPDATE rooms SET dirty = 0, attempts = 0 WHERE case_id = :id AND version = :version", id, version);
}

void postpone_room(Transaction& tx, const CaseId& id, int version, Instant not_before) {
    tx.run("UPDATE rooms SET attempts = attempts + 1, not_before = :not_before WHERE case_id = :id AND version = "
           ":version",
           not_before, id, version);
}

std::vector<UserId> room_members(Connection& db, const CaseId& id) {
    return db.query<UserId>("SELECT user_id FROM room_members WHERE case_id = :id ORDER BY user_id", id);
}

void replace_room_members(Transaction& tx, const CaseId& id, std::span<const UserId> before,
                          std::span<const UserId> listed) {
    const std::set<UserId> earlier(before.begin(), before.end());
    const auto known = room_members(tx, id);
    const std::set<UserId> now(known.begin(), known.end());
    std::set<UserId> members(listed.begin(), listed.end());
    std::ranges::set_difference(now, earlier, std::inserter(members, members.end()));
    std::erase_if(members, [&](const UserId& member) { return earlier.contains(member) && !now.contains(member); });
    forget_room_members(tx, id);
    for (const UserId& member : members) add_room_member(tx, id, member);
}

void forget_room_members(Transaction& tx, const CaseId& id) {
    tx.run("DELETE FROM room_members WHERE case_id = :id", id);
}

void add_room_member(Transaction& tx, const CaseId& id, const UserId& user) {
    tx.run("INSERT INTO room_members (case_id, user_id) VALUES (:id, :user) ON CONFLICT (case_id, user_id) DO NOTHING",
           id, user);
}

void remove_room_member(Transaction& tx, const CaseId& id, const UserId& user) {
    tx.run("DELETE FROM room_members WHERE case_id = :id AND user_id = :user", id, user);
}

bool is_room_member(Connection& db, const CaseId& id, const UserId& user) {
    return db.first<int>("SELECT 1 FROM room_members WHERE case_id = :id AND user_id = :user", id, user).has_value();
}

std::optional<Room> find_room(Connection& db, const CaseId& id) {
    return db.first<Room>("SELECT case_id, channel_id, name, wanted, actual, version, dirty, attempts, not_before"
                          " FROM rooms WHERE case_id = :id",
                          id);
}

std::vector<Room> rooms_to_reconcile(Connection& db, Instant now, int limit) {
    return db.query<Room>("SELECT case_id, channel_id, name, wanted, actual, version, dirty, attempts, not_before"
                          " FROM rooms WHERE dirty = 1 AND not_before <= :now ORDER BY not_before, case_id"
                          " LIMIT :limit",
                          now, limit);
}

std::vector<Room> rooms_to_create(Connection& db) {
    return db.query<Room>("SELECT case_id, channel_id, name, wanted, actual, version, dirty, attempts, not_before"
                          " FROM rooms WHERE channel_id IS NULL ORDER BY case_id");
}

std::vector<Room> settled_rooms(Connection& db) {
    return db.query<Room>("SELECT rooms.case_id, channel_id, name, wanted, actual, rooms.version, dirty, attempts,"
                          " not_before FROM rooms JOIN cases ON cases.case_id = rooms.case_id"
                          " WHERE dirty = 0 AND channel_id IS NOT NULL AND cases.open = 1 ORDER BY rooms.case_id");
}

std::optional<Instant> next_room_attempt(Connection& db) {
    return db.only<std::optional<Instant>>("SELECT MIN(not_before) FROM rooms WHERE dirty = 1");
}

} // namespace holdfast
