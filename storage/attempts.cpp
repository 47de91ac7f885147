#include "storage/attempts.hpp"

namespace holdfast {

long long attempt_from(Transaction& tx, Instant now) {
    return tx.run("UPDATE outbox SET not_before = :now WHERE finished_at IS NULL AND not_before > :same", now, now) +
           tx.run("UPDATE living_messages SET not_before = :now WHERE not_before > :same"
                  " AND (wanted_hash <> posted_hash OR state = 'doubtful')",
                  now, now) +
           tx.run("UPDATE rooms SET not_before = :now WHERE dirty = 1 AND not_before > :same", now, now);
}

} // namespace holdfast
