#include "storage/unknown_colleagues.hpp"

#include "playbooks/accounts/search_key.hpp"

namespace holdfast {

bool remember_unknown_colleague(Transaction& tx, const UserId& who, Instant now) {
    return tx.run("INSERT INTO unknown_colleagues (who, since) VALUES (:who, :now) ON CONFLICT (who) DO NOTHING",
                  search_key(who.value), now) > 0;
}

bool forget_unknown_colleague(Transaction& tx, const UserId& who) {
    return tx.run("DELETE FROM unknown_colleagues WHERE who = :who", search_key(who.value)) > 0;
}

bool is_unknown_colleague(Connection& db, const UserId& who) {
    return db.first<int>("SELECT 1 FROM unknown_colleagues WHERE who = :who", search_key(who.value)).has_value();
}

} // namespace holdfast
