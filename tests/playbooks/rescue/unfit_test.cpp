#include "playbooks/rescue/unfit.hpp"

#include <gtest/gtest.h>

namespace holdfast {
namespace {

TEST(Unfit, D_14_are_apps_the_deactivated_and_outsiders_and_it_is_said_why) {
    KnownUser kim;
    kim.id = UserId{"U0KIM"};
    EXPECT_EQ(unfit_because(kim), "");
    kim.outsider = true;
    EXPECT_EQ(unfit_because(kim), "belongs to another organisation");
    kim.deleted = true;
    EXPECT_EQ(unfit_because(kim), "is deactivated in Slack");
    kim.is_bot = true;
    EXPECT_EQ(unfit_because(kim), "is an app, not a person");
}

} // namespace
} // namespace holdfast
