#include "storage/inbox.hpp"

namespace holdfast {

Receipt remember(Transaction& tx, std::string_view key, Instant now, Instant expired_before) {
    const bool first = tx.run("INSERT INTO inbox (key, received_at, answer) VALUES (:key, :now, NULL)"
                              " ON CONFLICT (key) DO UPDATE SET received_at = excluded.received_at, answer = NULL"
                              " WHERE inbox.received_at < :expired",
                              key, now, expired_before) > 0;
    if (first) return {};
    return {false, kept_answer(tx, key)};
}

void forget(Transaction& tx, std::string_view key) { tx.run("DELETE FROM inbox WHERE key = :key", key); }

void keep_answer(Transaction& tx, std::string_view key, std::string_view answer) {
    tx.run("UPDATE inbox SET answer = :answer WHERE key = :key", answer, key);
}

std::optional<std::string> kept_answer(Connection& db, std::string_view key) {
    return db.first<std::optional<std::string>>("SELECT answer FROM inbox WHERE key = :key", key)
        .value_or(std::nullopt);
}

long long purge_inbox(Transaction& tx, Instant received_before) {
    return tx.run("DELETE FROM inbox WHERE received_at < :before", received_before);
}

} // namespace holdfast
