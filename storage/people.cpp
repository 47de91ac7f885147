#include "storage/people.hpp"

namespace holdfast {

bool upsert_person(Transaction& tx, const Person& person) {
    return tx.run("INSERT INTO people (account_id, name, title, role, department, email, phone, time_zone, influence,"
                  " relationship, sponsor, in_role_since, win_criteria, concern, preferred_channel)"
                  " VALUES (:account, :name, :title, :role, :department, :email, :phone, :zone, :influence,"
                  " :relationship, :sponsor, :since, :criteria, :concern, :channel)"
                  " ON CONFLICT (account_id, name) DO UPDATE SET title = excluded.title, role = excluded.role,"
                  " department = excluded.department, email = excluded.email, phone = excluded.phone,"
                  " time_zone = excluded.time_zone, influence = excluded.influence,"
                  " relationship = excluded.relationship, sponsor = excluded.sponsor,"
                  " in_role_since = excluded.in_role_since, win_criteria = excluded.win_criteria,"
                  " concern = excluded.concern, preferred_channel = excluded.preferred_channel"
                  " WHERE (people.title, people.role, people.department, people.email, people.phone,"
                  " people.time_zone, people.influence, people.relationship, people.sponsor, people.in_role_since,"
                  " people.win_criteria, people.concern, people.preferred_channel)"
                  " IS DISTINCT FROM (excluded.title, excluded.role, excluded.department, excluded.email,"
                  " excluded.phone, excluded.time_zone, excluded.influence, excluded.relationship, excluded.sponsor,"
                  " excluded.in_role_since, excluded.win_criteria, excluded.concern, excluded.preferred_channel)",
                  person) > 0;
}

bool remove_person(Transaction& tx, const AccountId& account, std::string_view name) {
    return tx.run("DELETE FROM people WHERE account_id = :account AND name = :name", account, name) > 0;
}

std::optional<Person> find_person(Connection& db, const AccountId& account, std::string_view name) {
    return db.first<Person>("SELECT account_id, name, title, role, department, email, phone, time_zone, influence,"
                            " relationship, sponsor, in_role_since, win_criteria, concern, preferred_channel"
                            " FROM people WHERE account_id = :account AND name = :name",
                            account, name);
}

std::vector<Person> people_of(Connection& db, const AccountId& account) {
    return db.query<Person>("SELECT account_id, name, title, role, department, email, phone, time_zone, influence,"
                            " relationship, sponsor, in_role_since, win_criteria, concern, preferred_channel"
                            " FROM people WHERE account_id = :account ORDER BY name",
                            account);
}

} // namespace holdfast
