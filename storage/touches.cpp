#include "storage/touches.hpp"

#include <string>

namespace holdfast {

bool store_touch(Transaction& tx, const AccountId& account, const Touch& touch) {
    std::string tags = " ";
    for (const auto& tag : touch.tags) tags += tag + " ";
    return tx.run("INSERT INTO touches (account_id, at, kind, inbound, reached, with_whom, tags, logged_by, text)"
                  " VALUES (:account, :at, :kind, :inbound, :reached, :with, :tags, :by, :text)"
                  " ON CONFLICT DO NOTHING",
                  account, touch.at, to_text(touch.kind), touch.direction == Direction::in, touch.reached, touch.with,
                  tags, touch.by, touch.text) > 0;
}

std::optional<Instant> last_touch(Connection& db, const AccountId& account) {
    return db.first<Instant>("SELECT at FROM touches WHERE account_id = :account AND reached = 1"
                             " ORDER BY at DESC LIMIT 1",
                             account);
}

std::vector<Instant> touches_tagged(Connection& db, const AccountId& account, std::string_view tag, bool inbound_only) {
    const auto pattern = "% " + std::string{tag} + " %";
    return db.query<Instant>("SELECT at FROM touches WHERE account_id = :account AND reached = 1"
                             " AND tags LIKE :tag AND inbound >= :inbound ORDER BY at",
                             account, pattern, inbound_only ? 1 : 0);
}

} // namespace holdfast
