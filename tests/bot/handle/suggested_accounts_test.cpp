// Forms that ask for an account where there are more of them than a menu shows.
#include "storage/accounts.hpp"
#include "tests/bot/handle/office.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace holdfast::test {

namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class SuggestedAccounts : public testing::Test {
protected:
    void add_account(const std::string& id, const std::string& name) {
        office.database().write_now([&](Transaction& tx) {
            Account account;
            account.id = AccountId{id};
            account.name = name;
            upsert_account(tx, account);
        });
    }
    void add_customers(int count) {
        office.database().write_now([&](Transaction& tx) {
            for (int i = 1; i <= count; ++i) {
                Account account;
                account.id = AccountId{fmt::format("c{:05}", i)};
                account.name = fmt::format("Customer {:05}", i);
                upsert_account(tx, account);
            }
        });
    }
    /// The account field of the form that opens for somebody who flags an account from anywhere.
    nlohmann::json asked_when_flagging() {
        Shortcut shortcut;
        shortcut.callback_id = "shortcut.flag";
        shortcut.user = UserId{"U0OWNER"};
        shortcut.trigger_id = "trigger-of-the-shortcut";
        office.send(shortcut);
        for (const auto& block : office.surface().seen.back().json.at("blocks"))
            if (block.value("block_id", "") == "account") return block.at("element");
        return nullptr;
    }

    Office office; // knows Acme GmbH (acme) and Acorn
};

TEST_F(SuggestedAccounts, rule_3_what_is_typed_is_found_by_id_by_name_and_by_how_they_begin) {
    add_account("x-42", "Åkerman");
    EXPECT_THAT(office.suggest("U0OWNER", "acm"), ElementsAre("Acme GmbH"));
    EXPECT_THAT(office.suggest("U0OWNER", "ACORN"), ElementsAre("Acorn"));
    EXPECT_THAT(office.suggest("U0OWNER", "ac"), ElementsAre("Acme GmbH", "Acorn"));
    EXPECT_THAT(office.suggest("U0OWNER", " acme gmbh "), ElementsAre("Acme GmbH"));
    EXPECT_THAT(office.suggest("U0OWNER", "x-4"), ElementsAre("Åkerman"));
    EXPECT_THAT(office.suggest("U0OWNER", "åker"), ElementsAre("Åkerman"));
    EXPECT_THAT(office.suggest("U0OWNER", "nobody"), IsEmpty());
    EXPECT_THAT(office.suggest("U0OWNER", " "), IsEmpty());
}

TEST_F(SuggestedAccounts, are_a_hundred_at_most_and_the_one_that_is_called_so_comes_first) {
    add_customers(150);
    add_account("customer", "Zeta");
    const auto names = office.suggest("U0OWNER", "customer");
    ASSERT_THAT(names, SizeIs(100));
    EXPECT_EQ(names[0], "Zeta");
    EXPECT_EQ(names[1], "Customer 00001");
}

TEST_F(SuggestedAccounts, are_not_shown_outside_and_not_in_answer_to_another_question) {
    EXPECT_THAT(office.suggest("U0OWNER", "acm", "account", "T0ELSEWHERE"), IsEmpty());
    EXPECT_THAT(office.suggest("U0OWNER", "acm", "account", "T0HOME"), SizeIs(1));
    EXPECT_THAT(office.suggest("U0OWNER", "acm", "kind"), IsEmpty());
}

TEST_F(SuggestedAccounts, S0_19_of_ten_thousand_accounts_every_one_can_be_flagged) {
    EXPECT_EQ(asked_when_flagging()["type"], "static_select");
    EXPECT_EQ(asked_when_flagging()["options"].size(), 2U);
    add_customers(98);
    EXPECT_EQ(asked_when_flagging()["type"], "static_select") << "a hundred fit into a menu";
    add_customers(10'000);
    EXPECT_EQ(asked_when_flagging()["type"], "external_select");
    EXPECT_THAT(office.suggest("U0OWNER", "c09999"), ElementsAre("Customer 09999"));
    EXPECT_TRUE(office
                    .submit("U0OWNER", {{"account", "value", "external_select", {"c09999"}},
                                        {"kind", "value", "static_select", {"champion-slow"}},
                                        {"note", "value", "plain_text_input", {"three days without an answer"}}})
                    .is_null());
    EXPECT_EQ(office.database().reader().first<std::string>("SELECT account_id FROM flags"), "c09999");
}

} // namespace

} // namespace holdfast::test
