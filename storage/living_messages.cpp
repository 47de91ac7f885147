#include "storage/living_messages.hpp"

namespace holdfast {

namespace {

/// A message that is nowhere and is not wanted either.
void forget_unwanted(Transaction& tx, const CaseId& id, std::string_view slot) {
    tx.run("DELETE FROM living_messages WHERE case_id = :id AND slot = :slot AND state = 'unposted'"
           " AND wanted_hash = ''",
           id, slot);
}

} // namespace

bool want_message(Transaction& tx, const CaseId& id, std::string_view slot, std::string_view target,
                  std::string_view payload, std::string_view hash, Instant now) {
    return tx.run("INSERT INTO living_messages (case_id, slot, target, channel_id, ts, wanted_payload, wanted_hash,"
                  " posted_hash, effect_id, state, attempts, not_before)"
                  " VALUES (:id, :slot, :target, '', '', :payload, :hash, '', '', 'unposted', 0, :now)"
                  " ON CONFLICT (case_id, slot) DO UPDATE SET target = excluded.target,"
                  " wanted_payload = excluded.wanted_payload, wanted_hash = excluded.wanted_hash,"
                  " not_before = excluded.not_before WHERE living_messages.wanted_hash <> excluded.wanted_hash",
                  id, slot, target, payload, hash, now) > 0;
}

void forget_wanted_messages(Transaction& tx, const CaseId& id) {
    tx.run("UPDATE living_messages SET wanted_hash = 'forgotten' WHERE case_id = :id AND wanted_hash <> ''", id);
}

void unwant_message(Transaction& tx, const CaseId& id, std::string_view slot, Instant now) {
    tx.run("DELETE FROM living_messages WHERE case_id = :id AND slot = :slot AND state = 'unposted'", id, slot);
    tx.run("UPDATE living_messages SET wanted_payload = NULL, wanted_hash = '', attempts = 0, not_before = :now"
           " WHERE case_id = :id AND slot = :slot AND wanted_hash <> ''",
           now, id, slot);
}

void message_in_flight(Transaction& tx, const CaseId& id, std::string_view slot, std::string_view effect_id) {
    tx.run("UPDATE living_messages SET state = 'in_flight', effect_id = :effect WHERE case_id = :id AND slot = :slot",
           effect_id, id, slot);
}

void message_posted(Transaction& tx, const CaseId& id, std::string_view slot, const ChannelId& channel,
                    std::string_view ts, std::string_view hash) {
    tx.run("UPDATE living_messages SET state = 'posted', channel_id = :channel, ts = :ts, posted_hash = :hash,"
           " attempts = 0 WHERE case_id = :id AND slot = :slot",
           channel, ts, hash, id, slot);
}

void message_refused(Transaction& tx, const CaseId& id, std::string_view slot, Instant not_before) {
    tx.run("UPDATE living_messages SET state = CASE WHEN ts = '' THEN 'unposted' WHEN state = 'doubtful' THEN state"
           " ELSE 'posted' END, attempts = attempts + 1, not_before = :not_before WHERE case_id = :id AND slot = :slot",
           not_before, id, slot);
    forget_unwanted(tx, id, slot);
}

void message_not_attempted(Transaction& tx, const CaseId& id, std::string_view slot, Instant not_before) {
    tx.run("UPDATE living_messages SET state = CASE WHEN state = 'doubtful' THEN state WHEN ts = '' THEN 'unposted'"
           " ELSE 'posted' END, not_before = :not_before WHERE case_id = :id AND slot = :slot",
           not_before, id, slot);
    forget_unwanted(tx, id, slot);
}

void message_doubtful(Transaction& tx, const CaseId& id, std::string_view slot, Instant not_before) {
    tx.run("UPDATE living_messages SET state = 'doubtful', attempts = attempts + 1, not_before = :not_before"
           " WHERE case_id = :id AND slot = :slot",
           not_before, id, slot);
}

void message_absent(Transaction& tx, const CaseId& id, std::string_view slot) {
    tx.run("DELETE FROM living_messages WHERE case_id = :id AND slot = :slot AND wanted_hash = ''", id, slot);
    tx.run("UPDATE living_messages SET channel_id = '', ts = '', posted_hash = '',"
           " state = CASE WHEN state = 'doubtful' AND ts <> '' THEN state ELSE 'unposted' END"
           " WHERE case_id = :id AND slot = :slot",
           id, slot);
}

long long doubt_messages_in_flight(Transaction& tx) {
    return tx.run("UPDATE living_messages SET state = 'doubtful' WHERE state = 'in_flight'");
}

long long doubt_messages(Transaction& tx) {
    return tx.run("UPDATE living_messages SET state = 'doubtful',"
                  " posted_hash = CASE WHEN ts = '' THEN posted_hash ELSE :unknown END"
                  " WHERE state = 'in_flight' OR (ts = '' AND wanted_hash <> posted_hash)"
                  " OR (ts <> '' AND case_id IN (SELECT case_id FROM cases WHERE open = 1))",
                  unknown_hash);
}

void doubt_message_in_flight(Transaction& tx, const CaseId& id, std::string_view slot) {
    tx.run("UPDATE living_messages SET state = 'doubtful' WHERE case_id = :id AND slot = :slot"
           " AND state = 'in_flight'",
           id, slot);
}

std::optional<LivingMessage> find_message(Connection& db, const CaseId& id, std::string_view slot) {
    return db.first<LivingMessage>("SELECT case_id, slot, target, channel_id, ts, wanted_payload, wanted_hash,"
                                   " posted_hash, effect_id, state, attempts, not_before FROM living_messages"
                                   " WHERE case_id = :id AND slot = :slot",
                                   id, slot);
}

std::vector<LivingMessage> messages_of(Connection& db, const CaseId& id) {
    return db.query<LivingMessage>("SELECT case_id, slot, target, channel_id, ts, wanted_payload, wanted_hash,"
                                   " posted_hash, effect_id, state, attempts, not_before FROM living_messages"
                                   " WHERE case_id = :id ORDER BY slot",
                                   id);
}

std::vector<LivingMessage> messages_to_update(Connection& db, Instant now, int limit) {
    return db.query<LivingMessage>("SELECT case_id, slot, target, channel_id, ts, wanted_payload, wanted_hash,"
                                   " posted_hash, effect_id, state, attempts, not_before FROM living_messages"
                                   " WHERE (wanted_hash <> posted_hash OR state = 'doubtful')"
                                   " AND state <> 'in_flight' AND not_before <= :now"
                                   " ORDER BY not_before, case_id, slot LIMIT :limit",
                                   now, limit);
}

std::optional<Instant> next_message_attempt(Connection& db) {
    return db.only<std::optional<Instant>>("SELECT MIN(not_before) FROM living_messages"
                                           " WHERE (wanted_hash <> posted_hash OR state = 'doubtful')"
                                           " AND state <> 'in_flight'");
}

} // namespace holdfast
