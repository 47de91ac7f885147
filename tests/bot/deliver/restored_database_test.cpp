#include "storage/failure.hpp"
#include "storage/restoring.hpp"
#include "tests/bot/deliver/delivery_fixture.hpp"

#include <gmock/gmock.h>

#include <functional>

namespace holdfast {

namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using testing::UnorderedElementsAre;

// By the client, of calls that may be repeated.
constexpr unsigned tries_of_a_call = 3;

class RestoredDatabaseTest : public DeliveryTest {
protected:
    void want_something_everywhere() {
        want("card", "room", "the card");
        want("call/kim", kim, "please call");
        say("e1", room_lane(), "hello", true);
        say("e2", slack::person_lane(UserId{kim}), "hello kim");
    }
    [[nodiscard]] bool all_is_there() {
        const auto says = [this](const char* slot, const char* words) { return living(slot)->posted_hash == words; };
        return is_done("e1") && is_done("e2") &&
               eventually([&] { return says("card", "the card") && says("call/kim", "please call"); });
    }
    [[nodiscard]] bool says(const std::string& words) {
        return eventually([&] { return living("card")->posted_hash == words; });
    }
    void delete_messages(const std::string& channel) {
        slack.change_channel(channel, [](slack_double::Channel& one) { one.messages.clear(); });
    }
    /// The card says v1 when the backup is taken, then `what_happened`, then the card says v2; the backup is put back.
    void go_back_behind(const std::function<void()>& what_happened) {
        start();
        want("card", "room", "v1");
        ASSERT_TRUE(says("v1"));
        back_up_now();
        what_happened();
        want("card", "room", "v2");
        ASSERT_TRUE(says("v2"));
        crash();
        restore_copy();
    }
};

TEST_F(RestoredDatabaseTest, what_was_posted_after_the_backup_is_found_and_not_posted_again) {
    const std::string channel = room();
    want_something_everywhere();
    back_up_now();
    start();
    ASSERT_TRUE(all_is_there());
    const auto posts = slack.calls("chat.postMessage").size();
    crash();
    restore_copy();
    ASSERT_EQ(state_of("e1"), EffectState::queued);
    ASSERT_EQ(living("card")->state, LivingState::unposted);
    start();
    ASSERT_TRUE(all_is_there());
    EXPECT_THAT(slack.calls("chat.postMessage"), SizeIs(posts));
    EXPECT_THAT(texts(slack.messages(channel)), ElementsAre("the card", "hello"));
    EXPECT_THAT(texts(slack.direct_messages(kim)), UnorderedElementsAre("please call", "hello kim"));
    EXPECT_EQ(living("card")->ts, slack.messages(channel)[0].ts);
}

TEST_F(RestoredDatabaseTest, what_was_not_posted_either_is_posted) {
    const std::string channel = room();
    want_something_everywhere();
    back_up_now();
    restore_copy();
    start();
    ASSERT_TRUE(all_is_there());
    EXPECT_THAT(texts(slack.messages(channel)), ElementsAre("the card", "hello"));
    EXPECT_THAT(texts(slack.direct_messages(kim)), UnorderedElementsAre("please call", "hello kim"));
}

TEST_F(RestoredDatabaseTest, is_looked_after_once) {
    room();
    say("e1", room_lane(), "one");
    back_up_now();
    restore_copy();
    ASSERT_TRUE(is_restored(reader()));
    start();
    ASSERT_TRUE(is_done("e1"));
    EXPECT_FALSE(is_restored(reader()));
    const auto looks = slack.calls("conversations.history").size();
    say("e2", room_lane(), "two");
    ASSERT_TRUE(is_done("e2"));
    EXPECT_THAT(slack.calls("conversations.history"), SizeIs(looks)) << "what is new is simply posted";
}

TEST_F(RestoredDatabaseTest, a_message_that_changed_after_the_backup_says_again_what_is_on_record) {
    const std::string channel = room();
    ASSERT_NO_FATAL_FAILURE(go_back_behind([] {}));
    start();
    ASSERT_TRUE(eventually([&] { return texts(slack.messages(channel)) == std::vector<std::string>{"v1"}; }));
}

TEST_F(RestoredDatabaseTest, a_message_says_what_is_on_record_although_the_first_attempt_to_change_it_failed) {
    const std::string channel = room();
    ASSERT_NO_FATAL_FAILURE(go_back_behind([] {}));
    slack.http_error("chat.update", 500, tries_of_a_call);
    start();
    ASSERT_TRUE(eventually([&] { return living("card")->attempts == 1; }));
    ASSERT_TRUE(eventually([&] { return texts(slack.messages(channel)) == std::vector<std::string>{"v1"}; }));
}

TEST_F(RestoredDatabaseTest, a_message_that_was_posted_anew_is_found_although_the_first_attempt_to_change_it_failed) {
    const std::string channel = room();
    ASSERT_NO_FATAL_FAILURE(go_back_behind([&] { delete_messages(channel); }));
    const auto posts = slack.calls("chat.postMessage").size();
    slack.http_error("chat.update", 500, tries_of_a_call);
    start();
    ASSERT_TRUE(eventually([&] { return living("card")->attempts == 1; }));
    ASSERT_TRUE(eventually([&] { return texts(slack.messages(channel)) == std::vector<std::string>{"v1"}; }));
    EXPECT_THAT(slack.calls("chat.postMessage"), SizeIs(posts));
}

TEST_F(RestoredDatabaseTest, keeps_the_program_from_starting_where_what_waits_cannot_be_doubted) {
    room();
    say("e1", room_lane(), "one");
    back_up_now();
    restore_copy();
    const auto forbid = [](Transaction& tx) {
        tx.run("CREATE TRIGGER kept BEFORE DELETE ON meta BEGIN SELECT RAISE(ABORT, 'not now'); END");
    };
    write(forbid);
    try {
        reckon_with_restoring(*database, now());
        FAIL() << "it was not stored";
    } catch (const StorageFailure& failure) {
        EXPECT_THAT(failure.what(),
                    AllOf(HasSubstr("restored from a backup"), HasSubstr("not now"), HasSubstr("start")));
    }
    EXPECT_EQ(state_of("e1"), EffectState::queued) << "all of it or nothing";
    EXPECT_TRUE(is_restored(reader()));
}

TEST_F(RestoredDatabaseTest, the_message_of_a_closed_case_is_left_alone) {
    const std::string channel = room();
    start();
    want("card", "room", "v1");
    ASSERT_TRUE(says("v1"));
    write([this](Transaction& tx) { close_case(tx, case_id, now()); });
    back_up_now();
    crash();
    restore_copy();
    start();
    say("e1", slack::person_lane(UserId{kim}), "hello");
    ASSERT_TRUE(is_done("e1"));
    EXPECT_THAT(slack.calls("chat.update"), IsEmpty());
}

TEST_F(RestoredDatabaseTest, a_message_that_was_deleted_and_posted_anew_after_the_backup_is_found) {
    const std::string channel = room();
    ASSERT_NO_FATAL_FAILURE(go_back_behind([&] { delete_messages(channel); }));
    const auto posts = slack.calls("chat.postMessage").size();
    start();
    ASSERT_TRUE(eventually([&] { return texts(slack.messages(channel)) == std::vector<std::string>{"v1"}; }));
    EXPECT_THAT(slack.calls("chat.postMessage"), SizeIs(posts));
}

} // namespace

} // namespace holdfast
