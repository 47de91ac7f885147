#include "playbooks/rescue/roles.hpp"

#include <gtest/gtest.h>

namespace holdfast {
namespace {

TEST(RescueRoles, S0_87_are_understood_by_their_word_and_by_their_title) {
    for (const RescueRole role : all_rescue_roles) {
        EXPECT_EQ(rescue_role_from(to_text(role)), role);
        EXPECT_EQ(rescue_role_from(title_of(role)), role);
    }
}

TEST(RescueRoles, S0_87_are_understood_however_people_write_them) {
    for (const std::string_view text : {"executive-sponsor", "EXECUTIVE SPONSOR", "ExecutiveSponsor", "Executive"}) {
        EXPECT_EQ(rescue_role_from(text), RescueRole::executive_sponsor) << text;
    }
    EXPECT_EQ(rescue_role_from("recovery_lead"), RescueRole::recovery_lead);
    EXPECT_EQ(rescue_role_from("Intelligence-Lead"), RescueRole::intelligence_lead);
}

TEST(RescueRoles, nothing_else_is_a_role) {
    for (const std::string_view text : {"", "-", "sponsor", "leads", "technical lead person"}) {
        EXPECT_EQ(rescue_role_from(text), std::nullopt) << text;
    }
}

} // namespace
} // namespace holdfast
