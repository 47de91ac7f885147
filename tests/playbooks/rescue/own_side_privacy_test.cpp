#include "playbooks/rescue/own_side_privacy.hpp"
#include "playbooks/rescue/permissions.hpp"
#include "tests/playbooks/rescue/case_builder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <utility>

namespace holdfast {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

Account acme() {
    Account account;
    account.id = AccountId{"acme"};
    account.name = "Acme GmbH";
    account.owner = test::account_manager;
    account.manager = test::manager;
    account.executive_sponsor = test::executive;
    return account;
}

OwnSideRisk risk_about(const UserId& colleague, long long id) {
    OwnSideRisk risk;
    risk.id = id;
    risk.about = colleague;
    risk.noted_by = test::executive;
    return risk;
}

std::vector<long long> ids_of(const std::vector<OwnSideRisk>& risks) {
    std::vector<long long> ids;
    for (const auto& risk : risks) ids.push_back(risk.id);
    return ids;
}

TEST(OwnSidePrivacy, S2_05_manager_and_executive_sponsor_may_know_and_nobody_else) {
    test::Company company;
    company.policy.leaders.insert(test::lead);
    const auto refusal = [&](const UserId& who) { return refusal_of_own_side_risks(who, acme(), company.around()); };
    EXPECT_FALSE(refusal(test::manager));
    EXPECT_FALSE(refusal(test::executive));
    for (const auto& who : {test::account_manager, test::lead, test::colleague, test::admin, test::stranger}) {
        ASSERT_TRUE(refusal(who)) << who.value;
        EXPECT_EQ(refusal(who)->what, "You cannot do this for Acme GmbH");
        EXPECT_EQ(refusal(who)->why, "it is for the manager or the executive sponsor");
        EXPECT_FALSE(refusal(who)->instead.empty());
    }
}

TEST(OwnSidePrivacy, S2_05_where_nobody_is_in_charge_of_an_account_nobody_may_know) {
    const test::Company company;
    auto account = acme();
    account.owner = account.manager = account.executive_sponsor = {};
    EXPECT_TRUE(refusal_of_own_side_risks(test::stranger, account, company.around()));
}

TEST(OwnSidePrivacy, S2_05_the_person_concerned_knows_of_all_others_without_a_gap) {
    const std::vector all{risk_about(test::manager, 1), risk_about(test::account_manager, 2),
                          risk_about(test::manager, 3), risk_about(test::lead, 4)};
    EXPECT_THAT(ids_of(known_to(test::manager, all)), ElementsAre(2, 4));
    EXPECT_THAT(ids_of(known_to(test::executive, all)), ElementsAre(1, 2, 3, 4));
    const auto known = known_to(test::manager, all);
    EXPECT_EQ(open_risk_of(known, 2, acme())->id, 4);
    EXPECT_EQ(open_risk_of(known, 3, acme()).error().why, "there is no number 3");
}

RC_GTEST_PROP(OwnSidePrivacy, S2_05_what_concerns_the_reader_changes_nothing_that_the_reader_learns, ()) {
    const std::vector<UserId> people{test::manager, test::account_manager, test::lead};
    std::vector<OwnSideRisk> all;
    std::vector<OwnSideRisk> without_reader;
    for (const auto& about : *rc::gen::container<std::vector<UserId>>(rc::gen::elementOf(people))) {
        all.push_back(risk_about(about, static_cast<long long>(all.size()) + 1));
        if (about != test::manager) without_reader.push_back(all.back());
    }
    const auto known = known_to(test::manager, all);
    RC_ASSERT(known == without_reader);
    const auto number = *rc::gen::inRange(-1, 10);
    const auto settled = open_risk_of(known, number, acme());
    RC_ASSERT(settled.has_value() == (number >= 1 && std::cmp_less_equal(number, without_reader.size())));
    if (settled) RC_ASSERT(settled->about != test::manager);
}

TEST(OwnSidePrivacy, S2_05_nobody_notes_a_risk_about_themselves) {
    const auto refusal = refusal_to_note(risk_about(test::executive, 0), acme());
    ASSERT_TRUE(refusal);
    EXPECT_THAT(refusal->instead, HasSubstr("the manager or the executive sponsor of Acme GmbH"));
    EXPECT_FALSE(refusal_to_note(risk_about(test::manager, 0), acme()));
}

TEST(OwnSidePrivacy, S2_05_what_is_settled_is_not_settled_again) {
    auto settled = risk_about(test::lead, 1);
    settled.settled_at = test::moment("2026-03-03 10:00", test::berlin);
    const std::vector known{settled};
    const auto again = open_risk_of(known, 1, acme());
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().why, "number 1 is settled already");
    EXPECT_EQ(again.error().instead, "/rescue risk acme");
}

TEST(OwnSidePrivacy, S2_30_there_are_four_reasons) {
    for (const auto name : own_side_reason_names) {
        const auto reason = own_side_reason_from(name);
        ASSERT_TRUE(reason) << name;
        EXPECT_EQ(to_text(*reason), name);
        EXPECT_FALSE(title_of(*reason).empty());
    }
    EXPECT_FALSE(own_side_reason_from("bored"));
}

} // namespace
} // namespace holdfast
