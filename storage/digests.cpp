#include "storage/digests.hpp"

namespace holdfast {

bool claim_digest(Transaction& tx, const UserId& user, Day day, Instant now) {
    return tx.run("INSERT INTO digests (user_id, day, sent_at) VALUES (:user, :day, :now) ON CONFLICT DO NOTHING", user,
                  day, now) > 0;
}

bool digest_sent(Connection& db, const UserId& user, Day day) {
    return db.first<int>("SELECT 1 FROM digests WHERE user_id = :user AND day = :day", user, day).has_value();
}

long long purge_digests(Transaction& tx, Day before) {
    return tx.run("DELETE FROM digests WHERE day < :before", before);
}

} // namespace holdfast
