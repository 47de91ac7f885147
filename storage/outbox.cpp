#include "storage/outbox.hpp"

namespace holdfast {

bool append_effect(Transaction& tx, const NewEffect& effect, Instant now) {
    return tx.run("INSERT INTO outbox (effect_id, case_id, lane, method, payload, not_before, state, attempts,"
                  " created_at, channel_id, ts, error)"
                  " VALUES (:effect, :case, :lane, :method, :payload, :not_before, 'queued', 0, :now, '', '', '')"
                  " ON CONFLICT (effect_id) DO NOTHING",
                  effect, now) > 0;
}

std::optional<Effect> next_effect_of(Connection& db, std::string_view lane, Instant now) {
    return db.first<Effect>("SELECT id, effect_id, case_id, lane, method, payload, state, attempts, not_before,"
                            " created_at, finished_at, channel_id, ts, error FROM outbox"
                            " WHERE id = (SELECT MIN(id) FROM outbox WHERE lane = :lane AND finished_at IS NULL)"
                            " AND state <> 'in_flight' AND not_before <= :now",
                            lane, now);
}

std::optional<Instant> next_effect_time(Connection& db) {
    return db.only<std::optional<Instant>>(
        "SELECT MIN(not_before) FROM outbox WHERE state <> 'in_flight'"
        " AND id IN (SELECT MIN(id) FROM outbox WHERE finished_at IS NULL GROUP BY lane)");
}

std::vector<std::string> lanes_with_work(Connection& db) {
    return db.query<std::string>("SELECT DISTINCT lane FROM outbox WHERE finished_at IS NULL ORDER BY lane");
}

std::vector<LaneWork> work_by_lane(Connection& db) {
    return db.query<LaneWork>("SELECT lane, COUNT(*), MIN(created_at) FROM outbox WHERE finished_at IS NULL"
                              " GROUP BY lane ORDER BY lane");
}

bool effect_in_flight(Transaction& tx, long long id, std::string_view holder, Instant lease_until) {
    return tx.run("UPDATE outbox SET state = 'in_flight', attempts = attempts + 1, lease_holder = :holder,"
                  " lease_until = :until WHERE id = :id AND state IN ('queued', 'doubtful')",
                  holder, lease_until, id) > 0;
}

void effect_done(Transaction& tx, long long id, const ChannelId& channel, std::string_view ts, Instant now) {
    tx.run("UPDATE outbox SET state = 'done', channel_id = :channel, ts = :ts, finished_at = :now, error = '',"
           " lease_holder = NULL, lease_until = NULL WHERE id = :id AND finished_at IS NULL",
           channel, ts, now, id);
}

void effect_retry(Transaction& tx, long long id, std::string_view error, Instant not_before) {
    tx.run("UPDATE outbox SET state = 'queued', error = :error, not_before = :not_before, lease_holder = NULL,"
           " lease_until = NULL WHERE id = :id AND finished_at IS NULL",
           error, not_before, id);
}

void effect_doubtful(Transaction& tx, long long id, std::string_view error, Instant not_before) {
    tx.run("UPDATE outbox SET state = 'doubtful', error = :error, not_before = :not_before, lease_holder = NULL,"
           " lease_until = NULL WHERE id = :id AND finished_at IS NULL",
           error, not_before, id);
}

void effect_not_attempted(Transaction& tx, long long id, EffectState as, std::string_view error, Instant not_before) {
    tx.run("UPDATE outbox SET state = :state, attempts = attempts - 1, error = :error, not_before = :not_before,"
           " lease_holder = NULL, lease_until = NULL WHERE id = :id AND finished_at IS NULL",
           as, error, not_before, id);
}

void effect_instead(Transaction& tx, long long id, std::string_view method, std::string_view payload,
                    std::string_view error, Instant not_before) {
    tx.run("UPDATE outbox SET state = 'queued', method = :method, payload = :payload, error = :error,"
           " not_before = :not_before, lease_holder = NULL, lease_until = NULL WHERE id = :id AND finished_at IS NULL",
           method, payload, error, not_before, id);
}

void effect_dead(Transaction& tx, long long id, std::string_view error, Instant now) {
    tx.run("UPDATE outbox SET state = 'dead', error = :error, finished_at = :now, lease_holder = NULL,"
           " lease_until = NULL WHERE id = :id AND finished_at IS NULL",
           error, now, id);
}

long long doubt_effects_in_flight(Transaction& tx, std::string_view holder, Instant now) {
    return tx.run("UPDATE outbox SET state = 'doubtful', lease_holder = NULL, lease_until = NULL"
                  " WHERE finished_at IS NULL AND state = 'in_flight'"
                  " AND (lease_holder = :holder OR lease_until <= :now)",
                  holder, now);
}

long long doubt_effects_of_others(Transaction& tx, std::string_view holder, Instant now) {
    return tx.run("UPDATE outbox SET state = 'doubtful', lease_holder = NULL, lease_until = NULL"
                  " WHERE finished_at IS NULL AND state = 'in_flight'"
                  " AND lease_holder <> :holder AND lease_until <= :now",
                  holder, now);
}

long long doubt_unfinished_effects(Transaction& tx) {
    return tx.run("UPDATE outbox SET state = 'doubtful', lease_holder = NULL, lease_until = NULL"
                  " WHERE finished_at IS NULL");
}

void doubt_effects_of_lane(Transaction& tx, std::string_view lane, std::string_view holder) {
    tx.run("UPDATE outbox SET state = 'doubtful', lease_holder = NULL, lease_until = NULL"
           " WHERE finished_at IS NULL AND state = 'in_flight' AND lane = :lane AND lease_holder = :holder",
           lane, holder);
}

std::optional<Effect> find_effect(Connection& db, std::string_view effect_id) {
    return db.first<Effect>("SELECT id, effect_id, case_id, lane, method, payload, state, attempts, not_before,"
                            " created_at, finished_at, channel_id, ts, error FROM outbox"
                            " WHERE effect_id = :effect",
                            effect_id);
}

OutboxDepth outbox_depth(Connection& db) {
    return db.only<OutboxDepth>("SELECT COUNT(CASE WHEN state = 'queued' THEN 1 END),"
                                " COUNT(CASE WHEN state = 'in_flight' THEN 1 END),"
                                " COUNT(CASE WHEN state = 'doubtful' THEN 1 END), MIN(created_at)"
                                " FROM outbox WHERE finished_at IS NULL");
}

long long purge_effects(Transaction& tx, Instant finished_before, int most) {
    return tx.run("DELETE FROM outbox WHERE id IN (SELECT id FROM outbox"
                  " WHERE finished_at IS NOT NULL AND finished_at < :before ORDER BY finished_at LIMIT :most)",
                  finished_before, most);
}

} // namespace holdfast
