#include "storage/meta.hpp"

namespace holdfast {

std::optional<std::string> find_meta(Connection& db, std::string_view key) {
    return db.first<std::string>("SELECT value FROM meta WHERE key = :key", key);
}

void store_meta(Transaction& tx, std::string_view key, std::string_view value) {
    tx.run("INSERT INTO meta (key, value) VALUES (:key, :value)"
           " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
           key, value);
}

void remove_meta(Transaction& tx, std::string_view key) {
    tx.run("DELETE FROM meta WHERE key = :key", key);
}

} // namespace holdfast
