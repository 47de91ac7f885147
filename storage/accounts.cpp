#include "storage/accounts.hpp"

#include "playbooks/accounts/search_key.hpp"

#include <cstdint>
#include <limits>

namespace holdfast {

namespace {

// After every text that begins with the same characters, in the order of bytes.
constexpr std::string_view last_character = "\U0010FFFF";

} // namespace

bool upsert_account(Transaction& tx, const Account& account) {
    return tx.run("INSERT INTO accounts (account_id, name, annual_cents, currency, owner, manager, executive_sponsor,"
                  " time_zone, renewal_date, segment, id_key, name_key)"
                  " VALUES (:id, :name, :revenue, :currency, :owner, :manager, :sponsor, :zone, :renewal, :segment,"
                  " :id_key, :name_key)"
                  " ON CONFLICT (account_id) DO UPDATE SET name = excluded.name, annual_cents = excluded.annual_cents,"
                  " currency = excluded.currency, owner = excluded.owner, manager = excluded.manager,"
                  " executive_sponsor = excluded.executive_sponsor, time_zone = excluded.time_zone,"
                  " renewal_date = excluded.renewal_date, segment = excluded.segment, name_key = excluded.name_key"
                  " WHERE (accounts.name, accounts.annual_cents, accounts.currency, accounts.owner, accounts.manager,"
                  " accounts.executive_sponsor, accounts.time_zone, accounts.renewal_date, accounts.segment)"
                  " IS DISTINCT FROM (excluded.name, excluded.annual_cents, excluded.currency, excluded.owner,"
                  " excluded.manager, excluded.executive_sponsor, excluded.time_zone, excluded.renewal_date,"
                  " excluded.segment)",
                  account, search_key(account.id.value), search_key(account.name)) > 0;
}

std::optional<Account> find_account(Connection& db, const AccountId& id) {
    return db.first<Account>("SELECT account_id, name, annual_cents, currency, owner, manager, executive_sponsor,"
                             " time_zone, renewal_date, segment FROM accounts WHERE account_id = :id",
                             id);
}

std::vector<Account> list_accounts(Connection& db) {
    return db.query<Account>("SELECT account_id, name, annual_cents, currency, owner, manager, executive_sponsor,"
                             " time_zone, renewal_date, segment FROM accounts ORDER BY account_id");
}

std::vector<Account> accounts_of(Connection& db, const UserId& user) {
    return db.query<Account>("SELECT account_id, name, annual_cents, currency, owner, manager, executive_sponsor,"
                             " time_zone, renewal_date, segment FROM accounts"
                             " WHERE owner = :owner OR manager = :manager OR executive_sponsor = :sponsor"
                             " ORDER BY name_key, account_id",
                             user, user, user);
}

std::vector<AccountName> accounts_called(Connection& db, std::string_view text) {
    const auto key = search_key(text);
    return db.query<AccountName>("SELECT account_id, name FROM accounts WHERE id_key = :id_key OR name_key = :name_key"
                                 " ORDER BY name_key, account_id",
                                 key, key);
}

std::vector<AccountName> accounts_beginning_with(Connection& db, std::string_view text, int limit) {
    const auto from = search_key(text);
    const auto to = from + std::string{last_character};
    return db.query<AccountName>("SELECT account_id, name FROM accounts"
                                 " WHERE (id_key >= :id_from AND id_key < :id_to)"
                                 " OR (name_key >= :name_from AND name_key < :name_to)"
                                 " ORDER BY name_key, account_id LIMIT :limit",
                                 from, to, from, to, limit);
}

std::size_t count_accounts_beginning_with(Connection& db, std::string_view text) {
    const auto from = search_key(text);
    const auto to = from + std::string{last_character};
    const auto count = db.only<long long>("SELECT COUNT(*) FROM accounts"
                                          " WHERE (id_key >= :id_from AND id_key < :id_to)"
                                          " OR (name_key >= :name_from AND name_key < :name_to)",
                                          from, to, from, to);
    return static_cast<std::size_t>(count);
}

std::vector<AccountName> account_names(Connection& db) {
    return db.query<AccountName>("SELECT account_id, name FROM accounts ORDER BY name_key, account_id");
}

std::vector<UserId> colleagues_by_address(Connection& db, const UserId& after, int limit) {
    return db.query<UserId>("SELECT owner AS address FROM accounts WHERE owner LIKE '%@%' AND owner > :owner"
                            " UNION SELECT manager FROM accounts WHERE manager LIKE '%@%' AND manager > :manager"
                            " UNION SELECT executive_sponsor FROM accounts"
                            " WHERE executive_sponsor LIKE '%@%' AND executive_sponsor > :sponsor"
                            " ORDER BY address LIMIT :limit",
                            after, after, after, limit);
}

void replace_colleague(Transaction& tx, const UserId& address, const UserId& user) {
    tx.run("UPDATE accounts SET owner = :user WHERE owner = :address", user, address);
    tx.run("UPDATE accounts SET manager = :user WHERE manager = :address", user, address);
    tx.run("UPDATE accounts SET executive_sponsor = :user WHERE executive_sponsor = :address", user, address);
}

Money total_annual_revenue(Connection& db) {
    // Asked with every answer about health. TOTAL counts in floating point, which is exact up to 90 trillion and has no
    // end; SUM gives up beyond 64 bits.
    const double cents = db.only<double>("SELECT TOTAL(annual_cents) FROM accounts");
    constexpr auto most = std::numeric_limits<std::int64_t>::max();
    return Money{cents < static_cast<double>(most) ? static_cast<std::int64_t>(cents) : most};
}

} // namespace holdfast
