#include "storage/leases.hpp"

namespace holdfast {

bool take_lease(Transaction& tx, std::string_view name, std::string_view holder, Instant now, Instant until) {
    return tx.run("INSERT INTO leases (name, holder, until) VALUES (:name, :holder, :until)"
                  " ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until"
                  " WHERE leases.holder = excluded.holder OR leases.until <= :now",
                  name, holder, until, now) > 0;
}

void release_lease(Transaction& tx, std::string_view name, std::string_view holder) {
    tx.run("DELETE FROM leases WHERE name = :name AND holder = :holder", name, holder);
}

} // namespace holdfast
