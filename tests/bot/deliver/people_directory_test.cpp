#include "tests/bot/deliver/delivery_fixture.hpp"

#include <gmock/gmock.h>

namespace holdfast {
namespace {

using namespace std::chrono_literals;

class PeopleDirectoryTest : public DeliveryTest {
protected:
    PeopleDirectoryTest() { start(); }

    auto find_within(const std::string& who, std::chrono::milliseconds patience) {
        return program->network.run(program->people.find_within(UserId{who}, patience));
    }
};

TEST_F(PeopleDirectoryTest, tells_real_names) {
    const std::string lee = slack.add_user({.name = "lee.q", .real_name = "Lee Quist"});
    EXPECT_EQ(find_within(lee, 5s)->name, "Lee Quist");
}

TEST_F(PeopleDirectoryTest, tells_nobody_from_somebody_whom_slack_does_not_name_now) {
    const auto ghost = find_within("U0GHOST", 5s);
    ASSERT_FALSE(ghost.has_value());
    EXPECT_TRUE(ghost.error().is_nobody);
    slack.refuse("users.info", "missing_scope", slack_double::always);
    for (int time = 0; time < 2; ++time) {
        const auto refused = find_within(ann, 5s);
        ASSERT_FALSE(refused.has_value());
        EXPECT_FALSE(refused.error().is_nobody) << "the second time it is remembered";
    }
}

TEST_F(PeopleDirectoryTest, nobody_waits_longer_than_they_can_and_the_answer_is_there_the_next_time) {
    slack.hold("users.info");
    const auto late = find_within(kim, 100ms);
    ASSERT_FALSE(late.has_value());
    EXPECT_TRUE(late.error().for_now);
    ASSERT_TRUE(slack.wait_until_held("users.info"));
    slack.release("users.info");
    ASSERT_TRUE(eventually([this] { return find_user(reader(), UserId{kim}).has_value(); }));
    EXPECT_EQ(find_within(kim, 100ms)->id, UserId{kim});
}

TEST_F(PeopleDirectoryTest, people_wait_again_after_a_while_however_many_asked_meanwhile) {
    // Over long before `eventually` has asked about all strangers, unless each of them puts it off.
    PeopleDirectory directory{program->network.io.get_executor(), *database, program->network.client,
                              program->network.clock, 50ms};
    const auto ask = [&](const std::string& who, std::chrono::milliseconds patience) {
        return program->network.run(directory.find_within(UserId{who}, patience)).has_value();
    };
    slack.hold("users.info", 1);
    ASSERT_FALSE(ask(kim, 50ms));
    ASSERT_TRUE(slack.wait_until_held("users.info"));
    std::vector<std::string> strangers(20);
    for (std::string& one : strangers) one = slack.add_user({.name = "stranger"});
    auto next = strangers.begin();
    bool was_waited_for = false;
    const auto ask_about_next = [&] {
        was_waited_for = ask(*next++, 5s);
        return was_waited_for || next == strangers.end();
    };
    ASSERT_TRUE(eventually(ask_about_next));
    EXPECT_TRUE(was_waited_for);
    slack.release("users.info");
    crash();
}

} // namespace
} // namespace holdfast
