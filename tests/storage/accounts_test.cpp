#include "storage/accounts.hpp"
#include "storage/people.hpp"
#include "tests/storage/temporary_database.hpp"

#include <gmock/gmock.h>

#include <limits>

namespace holdfast {

namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

Account full_account() {
    Account account = plain_account("A-7", "Größe & Söhne");
    account.annual_revenue = Money{123456789};
    account.currency = "EUR";
    account.owner = UserId{"U1"};
    account.manager = UserId{"m@example.com"};
    account.executive_sponsor = UserId{"U3"};
    account.time_zone = "Europe/Berlin";
    account.renewal_date = day(2026, 12, 31);
    account.segment = "mid";
    return account;
}

Person full_person() {
    Person person;
    person.account = AccountId{"acme"};
    person.name = "Dana Fox";
    person.title = "COO";
    person.role = BuyingRole::champion;
    person.department = "operations";
    person.email = "dana@acme.example";
    person.phone = "+49 30 1";
    person.time_zone = "Europe/Lisbon";
    person.influence = "high";
    person.relationship = 7;
    person.sponsor = true;
    person.in_role_since = day(2024, 2, 29);
    person.win_criteria = "on-time delivery";
    person.concern = "outages";
    person.preferred_channel = "phone";
    return person;
}

class AccountsTest : public StorageTest {
protected:
    void add(const Account& account) {
        write([&](Transaction& tx) { upsert_account(tx, account); });
    }

    std::vector<std::string> ids(const std::vector<AccountName>& names) {
        std::vector<std::string> result;
        for (const auto& [id, name] : names) result.push_back(id.value);
        return result;
    }
};

TEST_F(AccountsTest, every_column_comes_back) {
    add(full_account());
    EXPECT_EQ(find_account(reader(), AccountId{"A-7"}), full_account());
    EXPECT_EQ(find_account(reader(), AccountId{"a-7"}), std::nullopt);
}

TEST_F(AccountsTest, a_repeated_import_changes_nothing_and_a_changed_column_one_row) {
    Account account = full_account();
    const auto upsert = [&](Transaction& tx) { return upsert_account(tx, account); };
    EXPECT_TRUE(write(upsert));
    EXPECT_FALSE(write(upsert));
    account.renewal_date.reset();
    EXPECT_TRUE(write(upsert));
    EXPECT_FALSE(write(upsert));
    EXPECT_EQ(find_account(reader(), account.id), account);
}

TEST_F(AccountsTest, are_found_by_id_or_name_whatever_the_case) {
    add(full_account());
    EXPECT_THAT(ids(accounts_called(reader(), "größe & SÖHNE")), ElementsAre("A-7"));
    EXPECT_THAT(ids(accounts_called(reader(), "GRO\u0308SSE & söhne")), ElementsAre("A-7"));
    EXPECT_THAT(ids(accounts_called(reader(), "a-7")), ElementsAre("A-7"));
    EXPECT_THAT(ids(accounts_called(reader(), "acme")), ElementsAre("acme"));
    EXPECT_THAT(ids(accounts_called(reader(), "acm")), IsEmpty());
}

TEST_F(AccountsTest, are_found_by_the_beginning_of_id_or_name) {
    add(plain_account("x1", "Acorn"));
    add(plain_account("ac2", "Zenith"));
    add(plain_account("x3", "100% Acme"));
    EXPECT_THAT(ids(accounts_beginning_with(reader(), "AC", 10)), ElementsAre("acme", "x1", "ac2"));
    EXPECT_THAT(ids(accounts_beginning_with(reader(), "AC", 2)), ElementsAre("acme", "x1"));
    EXPECT_EQ(count_accounts_beginning_with(reader(), "AC"), 3U);
    EXPECT_EQ(count_accounts_beginning_with(reader(), "_"), 0U);
    EXPECT_THAT(ids(accounts_beginning_with(reader(), "acor", 10)), ElementsAre("x1"));
    EXPECT_THAT(ids(accounts_beginning_with(reader(), "100%", 10)), ElementsAre("x3"));
    EXPECT_THAT(ids(accounts_beginning_with(reader(), "_", 10)), IsEmpty());
    EXPECT_EQ(account_names(reader()).size(), 4U);
}

TEST_F(AccountsTest, of_a_user_are_those_where_the_user_has_any_part) {
    add(full_account());
    for (const char* user : {"U1", "m@example.com", "U3"})
        EXPECT_THAT(accounts_of(reader(), UserId{user}), ElementsAre(full_account())) << user;
    EXPECT_THAT(accounts_of(reader(), UserId{"U9"}), IsEmpty());
}

TEST_F(AccountsTest, addresses_of_colleagues_come_in_pages_and_each_once) {
    Account one = plain_account("one", "One");
    one.owner = UserId{"b@example.com"};
    one.manager = UserId{"d@example.com"};
    one.executive_sponsor = UserId{"U3"};
    Account two = plain_account("two", "Two");
    two.owner = UserId{"c@example.com"};
    two.manager = UserId{"b@example.com"};
    two.executive_sponsor = UserId{"a@example.com"};
    add(one);
    add(two);
    const auto page = [this](const char* after) { return colleagues_by_address(reader(), UserId{after}, 3); };
    EXPECT_THAT(page(""), ElementsAre(UserId{"a@example.com"}, UserId{"b@example.com"}, UserId{"c@example.com"}));
    EXPECT_THAT(page("c@example.com"), ElementsAre(UserId{"d@example.com"}));
    EXPECT_THAT(page("d@example.com"), IsEmpty());
}

TEST_F(AccountsTest, annual_revenues_add_up_and_unknown_ones_count_nothing) {
    EXPECT_EQ(total_annual_revenue(reader()), Money{0});
    add(full_account());
    EXPECT_EQ(total_annual_revenue(reader()), Money{123456789});
}

TEST_F(AccountsTest, annual_revenues_that_cannot_be_counted_together_are_the_most_that_can) {
    constexpr Money most{std::numeric_limits<std::int64_t>::max()};
    for (const std::string id : {"one", "two"}) {
        auto account = plain_account(id, id);
        account.annual_revenue = most;
        add(account);
    }
    EXPECT_EQ(total_annual_revenue(reader()), most);
}

TEST_F(AccountsTest, names_cannot_break_out_of_a_statement) {
    const std::string hostile = "'); DROP TABLE accounts; --";
    add(plain_account("h", hostile));
    EXPECT_EQ(find_account(reader(), AccountId{"h"})->name, hostile);
}

using PeopleTest = StorageTest;

TEST_F(PeopleTest, every_column_comes_back_and_a_repetition_changes_nothing) {
    const Person person = full_person();
    const auto upsert = [&](Transaction& tx) { return upsert_person(tx, person); };
    EXPECT_TRUE(write(upsert));
    EXPECT_FALSE(write(upsert));
    EXPECT_EQ(find_person(reader(), acme, "Dana Fox"), person);
    EXPECT_THAT(people_of(reader(), acme), ElementsAre(person));
}

TEST_F(PeopleTest, an_unknown_level_or_start_stays_unknown) {
    Person person = full_person();
    person.relationship.reset();
    person.in_role_since.reset();
    write([&](Transaction& tx) { upsert_person(tx, person); });
    EXPECT_EQ(find_person(reader(), acme, "Dana Fox"), person);
}

TEST_F(PeopleTest, who_left_can_be_removed_once) {
    write([](Transaction& tx) { upsert_person(tx, full_person()); });
    const auto remove = [this](Transaction& tx) { return remove_person(tx, acme, "Dana Fox"); };
    EXPECT_TRUE(write(remove));
    EXPECT_FALSE(write(remove));
    EXPECT_THAT(people_of(reader(), acme), IsEmpty());
}

} // namespace

} // namespace holdfast
