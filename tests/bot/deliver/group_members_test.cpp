#include "bot/deliver/group_members.hpp"
#include "storage/user_groups.hpp"
#include "tests/bot/deliver/delivery_fixture.hpp"

#include <gmock/gmock.h>

namespace holdfast {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using testing::UnorderedElementsAre;

const UserId chiefs{"S0CHIEFS"};

class GroupMembersTest : public DeliveryTest {
protected:
    GroupMembersTest() {
        start();
        groups.emplace(*database, program->network.client);
    }

    void refresh() { program->network.run(groups->refresh(chiefs)); }

    std::optional<GroupMembers> groups;
};

TEST_F(GroupMembersTest, Q13_are_asked_for_once_an_hour_and_remembered) {
    slack.add_user_group(chiefs.value, {kim, ann});
    refresh();
    refresh();
    EXPECT_THAT(members_of_group(reader(), chiefs), UnorderedElementsAre(UserId{kim}, UserId{ann}));
    EXPECT_THAT(slack.calls("usergroups.users.list"), SizeIs(1));
    EXPECT_THAT(groups->problems(), IsEmpty());
}

TEST_F(GroupMembersTest, Q13_a_group_that_slack_does_not_know_is_a_problem_and_those_known_before_stay) {
    write([this](Transaction& tx) { return store_group_members(tx, chiefs, std::vector{UserId{kim}}); });
    refresh();
    EXPECT_THAT(members_of_group(reader(), chiefs), ElementsAre(UserId{kim}));
    ASSERT_THAT(groups->problems(), SizeIs(1));
    EXPECT_THAT(groups->problems().at(chiefs), HasSubstr("no_such_subteam"));
}

TEST_F(GroupMembersTest, Q13_members_that_could_not_be_stored_are_a_problem_and_are_asked_for_again) {
    slack.add_user_group(chiefs.value, {kim});
    groups.emplace(*database, program->network.client, std::chrono::milliseconds{0});
    write([](Transaction& tx) { tx.run("ALTER TABLE user_group_members RENAME TO elsewhere"); });
    refresh();
    ASSERT_THAT(groups->problems(), SizeIs(1));
    EXPECT_THAT(groups->problems().at(chiefs), HasSubstr("could not be stored"));
    write([](Transaction& tx) { tx.run("ALTER TABLE elsewhere RENAME TO user_group_members"); });
    refresh();
    EXPECT_THAT(members_of_group(reader(), chiefs), ElementsAre(UserId{kim}));
    EXPECT_THAT(groups->problems(), IsEmpty());
}

} // namespace
} // namespace holdfast
