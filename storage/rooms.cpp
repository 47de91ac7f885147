#include "storage/rooms.hpp"

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

void postpone_room(Transaction& tx, const CaseId& id, Instant not_before) {
    tx.run("UPDATE rooms SET attempts = attempts + 1, not_before = :not_before WHERE case_id = :id", not_before, id);
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

std::optional<Instant> next_room_attempt(Connection& db) {
    return db.first<std::optional<Instant>>("SELECT MIN(not_before) FROM rooms WHERE dirty = 1").value();
}

} // namespace holdfast
