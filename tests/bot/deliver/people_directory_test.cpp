#include "tests/bot/deliver/delivery_fixture.hpp"

#include <gmock/gmock.h>

#include <expected>
#include <future>

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

TEST_F(PeopleDirectoryTest, rule_6_nobody_is_remembered_as_one_of_us_while_our_own_workspace_is_not_known) {
    const std::string stranger = slack.add_user({.name = "olga", .team_id = "T0OTHER"});
    slack.refuse("auth.test", "invalid_auth", slack_double::always);
    const auto unclear = find_within(stranger, 5s);
    ASSERT_FALSE(unclear.has_value());
    EXPECT_TRUE(unclear.error().for_now);
    EXPECT_FALSE(find_user(reader(), UserId{stranger}));
    slack.heal("auth.test");
    const auto found = find_within(stranger, 5s);
    ASSERT_TRUE(found.has_value());
    EXPECT_TRUE(found->outsider);
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
    program->network.stop();
}

TEST_F(PeopleDirectoryTest, one_question_about_somebody_is_enough_for_all_who_wait) {
    slack.hold("users.info");
    std::vector<std::future<std::expected<KnownUser, NotFound>>> answers;
    for (int i = 0; i < 3; ++i)
        answers.push_back(
            asio::co_spawn(program->network.io, program->people.find_within(UserId{kim}, 5s), asio::use_future));
    ASSERT_TRUE(slack.wait_until_held("users.info"));
    slack.release("users.info");
    for (auto& answer : answers) EXPECT_EQ(answer.get()->id, UserId{kim});
    EXPECT_THAT(slack.calls("users.info"), testing::SizeIs(1));
}

TEST_F(PeopleDirectoryTest, somebody_who_is_being_asked_about_is_not_asked_about_again_while_nobody_waits) {
    slack.hold("users.info");
    ASSERT_FALSE(find_within(kim, 50ms));
    ASSERT_TRUE(slack.wait_until_held("users.info"));
    for (int i = 0; i < 5; ++i) EXPECT_FALSE(find_within(kim, 5s));
    slack.release("users.info");
    ASSERT_TRUE(eventually([this] { return find_user(reader(), UserId{kim}).has_value(); }));
    EXPECT_EQ(find_within(kim, 5s)->id, UserId{kim});
    EXPECT_THAT(slack.calls("users.info"), testing::SizeIs(1));
}

TEST_F(PeopleDirectoryTest, an_answer_that_could_not_be_stored_is_asked_for_again) {
    write([](Transaction& tx) { tx.run("ALTER TABLE unknown_colleagues RENAME TO elsewhere"); });
    const auto not_now = find_within(kim, 5s);
    ASSERT_FALSE(not_now.has_value());
    EXPECT_TRUE(not_now.error().for_now);
    write([](Transaction& tx) { tx.run("ALTER TABLE elsewhere RENAME TO unknown_colleagues"); });
    EXPECT_EQ(find_within(kim, 5s)->id, UserId{kim});
}

} // namespace
} // namespace holdfast
