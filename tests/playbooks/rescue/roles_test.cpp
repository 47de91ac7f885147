#include "tests/playbooks/rescue/case_builder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace holdfast {
namespace {

using test::Rescue;
using ::testing::HasSubstr;

const auto takes_lead = [](const UserId& who) { return request::TakeRole{RescueRole::recovery_lead, who}; };
const request::CloseRescue lost{event::Outcome::lost, "they signed with a rival", "signed on 3 March",
                                LossReason::rival};

bool may_name_the_executive(const UserId& who) {
    Rescue rescue;
    rescue.company.policy.leaders.insert(test::colleague);
    rescue.apply(event::RoleTaken{RescueRole::recovery_lead, test::lead});
    return rescue.ask("2026-03-03 10:00", request::TakeRole{RescueRole::executive_sponsor, UserId{"UNEW"}}, who)
        .has_value();
}

TEST(Roles, S0_87a_the_executive_sponsor_is_named_by_the_manager_the_executive_or_a_leader) {
    EXPECT_TRUE(may_name_the_executive(test::manager));
    EXPECT_TRUE(may_name_the_executive(test::executive));
    EXPECT_TRUE(may_name_the_executive(test::colleague)) << "a senior leader";
    EXPECT_FALSE(may_name_the_executive(test::lead));
    EXPECT_FALSE(may_name_the_executive(test::account_manager));
    EXPECT_FALSE(may_name_the_executive(test::stranger));
}

TEST(Roles, S0_87a_a_senior_leader_becomes_executive_sponsor_by_others_alone) {
    Rescue rescue;
    rescue.company.policy.leaders.insert(test::colleague);
    const auto takes_executive = [](const UserId& who) {
        return request::TakeRole{RescueRole::executive_sponsor, who};
    };
    const auto refused = rescue.ask("2026-03-03 10:00", takes_executive(test::colleague), test::colleague);
    ASSERT_FALSE(refused);
    EXPECT_THAT(refused.error().why, HasSubstr("the manager or the executive sponsor"));
    rescue.does("2026-03-03 10:01", takes_executive(test::stranger), test::colleague);
    EXPECT_EQ(rescue.state.holder(RescueRole::executive_sponsor), test::stranger);
    rescue.company.deactivated.insert(test::stranger);
    EXPECT_FALSE(rescue.ask("2026-03-03 10:02", takes_executive(test::colleague), test::colleague))
        << "not where nobody can be reached either";
    rescue.does("2026-03-03 10:03", takes_executive(test::colleague), test::manager);
    EXPECT_EQ(rescue.state.holder(RescueRole::executive_sponsor), test::colleague);
}

TEST(Roles, S0_87b_a_vacant_lead_is_for_everybody_in_the_room_a_taken_one_is_not) {
    Rescue rescue;
    EXPECT_FALSE(rescue.ask(rescue.now, takes_lead(test::stranger), {test::stranger, false}));
    EXPECT_TRUE(rescue.ask("2026-03-03 10:00", takes_lead(test::stranger), test::stranger));
    EXPECT_FALSE(rescue.ask("2026-03-03 10:05", takes_lead(test::colleague), test::colleague));
    EXPECT_FALSE(rescue.ask("2026-03-03 10:05", request::DropRole{RescueRole::recovery_lead}, test::colleague));
    EXPECT_TRUE(rescue.ask("2026-03-03 10:06", takes_lead(test::colleague), test::account_manager));
    EXPECT_TRUE(rescue.ask("2026-03-03 10:07", request::DropRole{RescueRole::recovery_lead}, test::colleague))
        << "one's own role can always be given back";
}

TEST(Roles, a_lead_who_took_the_role_closes_nothing_until_somebody_in_charge_names_them) {
    Rescue rescue;
    rescue.does("2026-03-03 10:00", takes_lead(test::stranger), test::stranger);
    EXPECT_TRUE(rescue.ask("2026-03-03 10:05", request::RecordFacts{"a", "b", "c"}, test::stranger));
    rescue.does("2026-03-03 10:10", lost, test::stranger);
    EXPECT_EQ(rescue.state.status, CaseStatus::active);
    EXPECT_TRUE(rescue.state.proposal);

    rescue.does("2026-03-03 10:20", takes_lead(test::stranger), test::manager);
    rescue.does("2026-03-03 10:30", lost, test::stranger);
    EXPECT_EQ(rescue.state.status, CaseStatus::lost);
}

TEST(Roles, an_account_manager_neither_gains_nor_gives_the_right_to_close_with_the_lead) {
    Rescue rescue;
    rescue.does("2026-03-03 10:00", lost, test::account_manager);
    rescue.does("2026-03-03 10:01", takes_lead(test::account_manager), test::account_manager);
    EXPECT_FALSE(
        rescue.ask("2026-03-03 10:02", request::CloseRescue{event::Outcome::lost, "", "", {}}, test::account_manager));
    rescue.does("2026-03-03 10:03", takes_lead(test::lead), test::account_manager);
    EXPECT_FALSE(rescue.ask("2026-03-03 10:04", request::CloseRescue{event::Outcome::lost, "", "", {}}, test::lead));
    EXPECT_EQ(rescue.state.holder(RescueRole::recovery_lead), test::lead);
    rescue.does("2026-03-03 10:05", takes_lead(test::lead), test::manager);
    rescue.does("2026-03-03 10:06", request::CloseRescue{event::Outcome::lost, "", "", {}}, test::lead);
    EXPECT_EQ(rescue.state.status, CaseStatus::lost);
}

TEST(Roles, S0_87b_a_lead_whom_somebody_in_charge_named_is_replaced_by_those_in_charge_alone) {
    Rescue rescue;
    rescue.company.policy.leaders.insert(test::colleague);
    rescue.does("2026-03-03 10:00", takes_lead(test::lead), test::manager);
    const auto refused = rescue.ask("2026-03-03 10:01", takes_lead(test::account_manager), test::account_manager);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().whose, test::lead);
    EXPECT_FALSE(rescue.ask("2026-03-03 10:02", request::DropRole{RescueRole::recovery_lead}, test::account_manager));
    EXPECT_EQ(rescue.state.holder(RescueRole::recovery_lead), test::lead);
    rescue.does("2026-03-03 10:03", takes_lead(test::stranger), test::lead);
    rescue.does("2026-03-03 10:04", takes_lead(test::lead), test::colleague);
    rescue.does("2026-03-03 10:05", takes_lead(test::stranger), test::executive);
    rescue.company.deactivated.insert(test::stranger);
    rescue.does("2026-03-03 10:06", takes_lead(test::account_manager), test::account_manager);
    EXPECT_FALSE(rescue.state.lead_may_approve) << "a lead who has left is a gap that anybody of the room may fill";
}

TEST(Roles, Q13_a_senior_leader_who_takes_the_lead_closes_nothing_and_names_somebody_else_who_does) {
    Rescue rescue;
    rescue.company.policy.leaders.insert(test::colleague);
    rescue.does("2026-03-03 10:00", takes_lead(test::lead), test::manager);
    rescue.does("2026-03-03 10:01", takes_lead(test::colleague), test::colleague);
    EXPECT_FALSE(rescue.state.lead_may_approve);
    EXPECT_FALSE(rescue.ask("2026-03-03 10:02", takes_lead(test::colleague), test::colleague))
        << "not by saying it twice";
    rescue.does("2026-03-03 10:03", lost, test::colleague);
    EXPECT_EQ(rescue.state.status, CaseStatus::active);
    EXPECT_TRUE(rescue.state.proposal);
    rescue.does("2026-03-03 10:04", takes_lead(test::lead), test::colleague);
    EXPECT_TRUE(rescue.state.lead_may_approve);
    rescue.does("2026-03-03 10:05", takes_lead(test::colleague), test::lead);
    EXPECT_TRUE(rescue.state.lead_may_approve) << "by somebody else who had it";
    rescue.does("2026-03-03 10:06", lost, test::colleague);
    EXPECT_EQ(rescue.state.status, CaseStatus::lost);
}

TEST(Roles, a_manager_who_takes_the_lead_keeps_the_right_to_close) {
    Rescue rescue;
    rescue.does("2026-03-03 10:00", takes_lead(test::manager), test::manager);
    EXPECT_TRUE(rescue.state.lead_may_approve);
    rescue.does("2026-03-03 10:01", lost, test::manager);
    EXPECT_EQ(rescue.state.status, CaseStatus::lost);
}

TEST(Snooze, is_for_whoever_the_reminder_went_to_and_those_above_them) {
    const auto may_snooze = [](const UserId& who) {
        Rescue rescue;
        rescue.apply(event::RoleTaken{RescueRole::recovery_lead, test::lead});
        const auto until = rescue.now + std::chrono::hours{1};
        return rescue.ask("2026-03-03 10:00", request::SnoozeReminder{"step/1/due", until, "later"}, who).has_value();
    };
    EXPECT_TRUE(may_snooze(test::account_manager)) << "it is theirs";
    EXPECT_TRUE(may_snooze(test::lead));
    EXPECT_TRUE(may_snooze(test::manager));
    EXPECT_TRUE(may_snooze(test::executive));
    EXPECT_FALSE(may_snooze(test::colleague));
}

} // namespace
} // namespace holdfast
