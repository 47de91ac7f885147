#include "storage/inbox.hpp"

#include "playbooks/digest/sha256.hpp"

namespace holdfast {

namespace {

/// Keys hold what people typed and what Slack gave to act for them; to recognise one, its digest is enough.
std::string digest_of(std::string_view key) {
    return to_hex(sha256(key));
}

} // namespace

Receipt remember(Transaction& tx, std::string_view key, Instant now, Instant expired_before) {
    const bool first = tx.run("INSERT INTO inbox (key, received_at, answer) VALUES (:key, :now, NULL)"
                              " ON CONFLICT (key) DO UPDATE SET received_at = excluded.received_at, answer = NULL"
                              " WHERE inbox.received_at < :expired",
                              digest_of(key), now, expired_before) > 0;
    if (first) return {};
    return {false, kept_answer(tx, key)};
}

bool is_remembered(Connection& db, std::string_view key, Instant since) {
    return db.first<int>("SELECT 1 FROM inbox WHERE key = :key AND received_at >= :since", digest_of(key), since)
        .has_value();
}

void forget(Transaction& tx, std::string_view key) {
    tx.run("DELETE FROM inbox WHERE key = :key", digest_of(key));
}

void keep_answer(Transaction& tx, std::string_view key, std::string_view answer) {
    tx.run("UPDATE inbox SET answer = :answer WHERE key = :key", answer, digest_of(key));
}

std::optional<std::string> kept_answer(Connection& db, std::string_view key) {
    return db.first<std::optional<std::string>>("SELECT answer FROM inbox WHERE key = :key", digest_of(key))
        .value_or(std::nullopt);
}

long long purge_inbox(Transaction& tx, Instant received_before, int most) {
    return tx.run("DELETE FROM inbox WHERE key IN"
                  " (SELECT key FROM inbox WHERE received_at < :before ORDER BY received_at LIMIT :most)",
                  received_before, most);
}

} // namespace holdfast
