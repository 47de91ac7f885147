#include "storage/cases.hpp"
#include "storage/living_messages.hpp"
#include "tests/storage/temporary_database.hpp"

#include <gmock/gmock.h>

namespace holdfast {

namespace {

using testing::IsEmpty;
using testing::SizeIs;

class LivingMessagesTest : public StorageTest {
protected:
    const CaseId id = write([this](Transaction& tx) { return create_case(tx, acme, "", at_ms(0)).value().id; });

    bool want(const std::string& hash) {
        return write([&](Transaction& tx) { return want_message(tx, id, "card", "C1", "{}", hash, at_ms(1)); });
    }
    void unwant() {
        write([&](Transaction& tx) { unwant_message(tx, id, "card", at_ms(1)); });
    }
    void in_flight() {
        write([&](Transaction& tx) { message_in_flight(tx, id, "card", "e1"); });
    }
    void posted(const std::string& hash) {
        write([&](Transaction& tx) { message_posted(tx, id, "card", ChannelId{"C1"}, "1.5", hash); });
    }
    std::vector<LivingMessage> work(Instant now = at_ms(10)) { return messages_to_update(reader(), now, 10); }
    std::optional<LivingMessage> card() { return find_message(reader(), id, "card"); }
};

TEST_F(LivingMessagesTest, only_what_differs_from_what_is_there_is_work) {
    EXPECT_TRUE(want("h1"));
    EXPECT_FALSE(want("h1"));
    EXPECT_THAT(work(), SizeIs(1));
    in_flight();
    EXPECT_THAT(work(), IsEmpty());
    posted("h1");
    EXPECT_THAT(work(), IsEmpty());
    EXPECT_TRUE(want("h2"));
    EXPECT_THAT(work(), SizeIs(1));
    EXPECT_TRUE(want("h1"));
    EXPECT_THAT(work(), IsEmpty());
    EXPECT_EQ(card()->channel, ChannelId{"C1"});
}

TEST_F(LivingMessagesTest, what_was_forgotten_is_wanted_anew_and_is_work_only_if_it_differs) {
    want("h1");
    in_flight();
    posted("h1");
    write([&](Transaction& tx) { forget_wanted_messages(tx, id); });
    EXPECT_TRUE(want("h1"));
    EXPECT_THAT(work(), IsEmpty());
    write([&](Transaction& tx) { forget_wanted_messages(tx, id); });
    EXPECT_TRUE(want("h2"));
    EXPECT_THAT(work(), SizeIs(1));
    unwant();
    write([&](Transaction& tx) { forget_wanted_messages(tx, id); });
    EXPECT_EQ(card()->wanted_hash, "") << "what should go still should";
}

TEST_F(LivingMessagesTest, a_change_while_one_is_in_flight_is_work_afterwards) {
    want("h1");
    in_flight();
    want("h2");
    posted("h1");
    ASSERT_THAT(work(), SizeIs(1));
    EXPECT_EQ(work()[0].wanted_hash, "h2");
    EXPECT_EQ(work()[0].ts, "1.5");
}

TEST_F(LivingMessagesTest, what_was_in_flight_at_the_end_is_doubtful_at_the_start_and_is_work) {
    want("h1");
    in_flight();
    reopen();
    EXPECT_EQ(write([](Transaction& tx) { return doubt_messages_in_flight(tx); }), 1);
    ASSERT_THAT(work(), SizeIs(1));
    EXPECT_EQ(work()[0].state, LivingState::doubtful);
    EXPECT_EQ(work()[0].effect_id, "e1");
}

TEST_F(LivingMessagesTest, a_refused_post_waits_for_its_next_attempt) {
    want("h1");
    in_flight();
    write([&](Transaction& tx) { message_refused(tx, id, "card", at_ms(50)); });
    EXPECT_THAT(work(at_ms(49)), IsEmpty());
    EXPECT_EQ(next_message_attempt(reader()), at_ms(50));
    ASSERT_THAT(work(at_ms(50)), SizeIs(1));
    EXPECT_EQ(work(at_ms(50))[0].state, LivingState::unposted);
    EXPECT_EQ(work(at_ms(50))[0].attempts, 1);
}

TEST_F(LivingMessagesTest, an_attempt_that_was_not_made_after_all_does_not_count) {
    const auto not_attempted = [this](Instant not_before) {
        write([&](Transaction& tx) { message_not_attempted(tx, id, "card", not_before); });
    };
    want("h1");
    in_flight();
    not_attempted(at_ms(5));
    EXPECT_EQ(card()->state, LivingState::unposted);
    EXPECT_EQ(card()->attempts, 0);
    EXPECT_EQ(card()->not_before, at_ms(5));
    in_flight();
    write([&](Transaction& tx) { message_doubtful(tx, id, "card", at_ms(5)); });
    not_attempted(at_ms(6));
    EXPECT_EQ(card()->state, LivingState::doubtful);
    EXPECT_EQ(card()->attempts, 1);
    posted("h1");
    not_attempted(at_ms(7));
    EXPECT_EQ(card()->state, LivingState::posted);
}

TEST_F(LivingMessagesTest, a_change_is_attempted_at_once_and_a_success_alone_ends_the_count_of_failures) {
    want("h1");
    in_flight();
    write([&](Transaction& tx) { message_refused(tx, id, "card", at_ms(50)); });
    want("h2");
    ASSERT_THAT(work(at_ms(1)), SizeIs(1));
    EXPECT_EQ(card()->attempts, 1);
    posted("h2");
    EXPECT_EQ(card()->attempts, 0);
}

TEST_F(LivingMessagesTest, a_message_that_nobody_learnt_the_outcome_of_is_doubtful_by_itself) {
    want("h1");
    write([this](Transaction& tx) { doubt_message_in_flight(tx, id, "card"); });
    EXPECT_EQ(card()->state, LivingState::unposted);
    in_flight();
    write([this](Transaction& tx) { doubt_message_in_flight(tx, id, "card"); });
    EXPECT_EQ(card()->state, LivingState::doubtful);
}

TEST_F(LivingMessagesTest, all_that_may_be_elsewhere_or_say_something_else_can_be_put_in_doubt) {
    const auto doubt_all = [&] { return write([](Transaction& tx) { return doubt_messages(tx); }); };
    want("h1");
    EXPECT_EQ(doubt_all(), 1);
    EXPECT_EQ(card()->state, LivingState::doubtful) << "never posted, as far as is known";
    in_flight();
    EXPECT_EQ(doubt_all(), 1);
    EXPECT_EQ(card()->state, LivingState::doubtful);
    posted("h1");
    EXPECT_EQ(doubt_all(), 1);
    EXPECT_THAT(work(), SizeIs(1)) << "it may say something else";
    EXPECT_NE(card()->posted_hash, card()->wanted_hash) << "however often it is tried in vain";
    posted("h1");
    write([&](Transaction& tx) { close_case(tx, id, at_ms(3)); });
    EXPECT_EQ(doubt_all(), 0) << "the room may be archived";
    EXPECT_EQ(card()->state, LivingState::posted);
}

TEST_F(LivingMessagesTest, a_message_in_doubt_that_is_not_where_it_was_is_looked_for_before_it_is_posted_again) {
    want("h1");
    posted("h1");
    write([&](Transaction& tx) {
        message_doubtful(tx, id, "card", at_ms(2));
        message_absent(tx, id, "card");
    });
    EXPECT_EQ(card()->state, LivingState::doubtful);
    EXPECT_EQ(card()->ts, "");
    write([&](Transaction& tx) { message_absent(tx, id, "card"); });
    EXPECT_EQ(card()->state, LivingState::unposted) << "it is nowhere";
}

TEST_F(LivingMessagesTest, a_message_in_doubt_that_cannot_be_changed_now_still_is_in_doubt) {
    want("h1");
    posted("h1");
    write([&](Transaction& tx) {
        doubt_messages(tx);
        message_refused(tx, id, "card", at_ms(5));
    });
    EXPECT_EQ(card()->state, LivingState::doubtful);
    EXPECT_EQ(card()->attempts, 1);
    EXPECT_THAT(work(at_ms(4)), IsEmpty());
    ASSERT_THAT(work(at_ms(5)), SizeIs(1));
    write([&](Transaction& tx) { message_not_attempted(tx, id, "card", at_ms(6)); });
    EXPECT_EQ(card()->state, LivingState::doubtful);
    write([&](Transaction& tx) { message_absent(tx, id, "card"); });
    EXPECT_EQ(card()->state, LivingState::doubtful) << "it is looked for elsewhere";
    posted("h1");
    write([&](Transaction& tx) { message_refused(tx, id, "card", at_ms(7)); });
    EXPECT_EQ(card()->state, LivingState::posted) << "the doubt is settled";
}

TEST_F(LivingMessagesTest, an_unwanted_message_is_forgotten_once_it_is_gone) {
    want("h1");
    in_flight();
    posted("h1");
    unwant();
    ASSERT_THAT(work(), SizeIs(1));
    EXPECT_EQ(work()[0].wanted_payload, std::nullopt);
    write([&](Transaction& tx) { message_absent(tx, id, "card"); });
    EXPECT_EQ(card(), std::nullopt);
}

TEST_F(LivingMessagesTest, an_unwanted_message_that_was_never_there_is_forgotten_at_once) {
    want("h1");
    unwant();
    EXPECT_EQ(card(), std::nullopt);
}

TEST_F(LivingMessagesTest, an_unwanted_message_in_doubt_is_looked_for) {
    want("h1");
    in_flight();
    unwant();
    write([&](Transaction& tx) { message_doubtful(tx, id, "card", at_ms(2)); });
    EXPECT_THAT(work(), SizeIs(1));
}

TEST_F(LivingMessagesTest, a_wanted_message_that_somebody_deleted_is_posted_again) {
    want("h1");
    in_flight();
    posted("h1");
    write([&](Transaction& tx) { message_absent(tx, id, "card"); });
    ASSERT_THAT(work(), SizeIs(1));
    EXPECT_EQ(work()[0].ts, "");
    EXPECT_EQ(work()[0].state, LivingState::unposted);
}

} // namespace

} // namespace holdfast
