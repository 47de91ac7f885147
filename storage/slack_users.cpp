#include "storage/slack_users.hpp"

#include "playbooks/accounts/search_key.hpp"

namespace holdfast {

void store_user(Transaction& tx, const KnownUser& user) {
    KnownUser stored = user;
    stored.email = search_key(user.email);
    tx.run("INSERT INTO slack_users (user_id, email, name, time_zone, deleted, is_bot, fetched_at, outsider)"
           " VALUES (:id, :email, :name, :zone, :deleted, :bot, :fetched, :outsider)"
           " ON CONFLICT (user_id) DO UPDATE SET email = excluded.email, name = excluded.name,"
           " time_zone = excluded.time_zone, deleted = excluded.deleted, is_bot = excluded.is_bot,"
           " fetched_at = excluded.fetched_at, outsider = excluded.outsider",
           stored);
}

std::optional<KnownUser> find_user(Connection& db, const UserId& id) {
    return db.first<KnownUser>("SELECT user_id, email, name, time_zone, deleted, is_bot, fetched_at, outsider"
                               " FROM slack_users WHERE user_id = :id",
                               id);
}

std::optional<KnownUser> find_user_by_email(Connection& db, std::string_view email) {
    if (email.empty()) return std::nullopt;
    return db.first<KnownUser>("SELECT user_id, email, name, time_zone, deleted, is_bot, fetched_at, outsider"
                               " FROM slack_users WHERE email = :email ORDER BY deleted, user_id LIMIT 1",
                               search_key(email));
}

std::vector<KnownUser> list_users(Connection& db) {
    return db.query<KnownUser>("SELECT user_id, email, name, time_zone, deleted, is_bot, fetched_at, outsider"
                               " FROM slack_users ORDER BY user_id");
}

} // namespace holdfast
