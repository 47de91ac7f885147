#include "storage/attempts.hpp"
#include "storage/cases.hpp"
#include "storage/living_messages.hpp"
#include "storage/outbox.hpp"
#include "storage/rooms.hpp"
#include "tests/storage/temporary_database.hpp"

#include <gmock/gmock.h>

namespace holdfast {

namespace {

using testing::SizeIs;

/// Everything waits for an instant that is far away.
class AttemptsTest : public StorageTest {
protected:
    AttemptsTest() {
        write([this](Transaction& tx) {
            id = create_case(tx, acme, "", later).value().id;
            append_effect(tx, {"a1", id, "A", "post", "{}", later}, later);
            want_message(tx, id, "card", "room", "{}", "v1", later);
            want_room(tx, id, "{}", later);
        });
    }

    const Instant now = at_ms(1'000);
    const Instant later = at_ms(7'200'000);
    CaseId id;
};

TEST_F(AttemptsTest, whatever_waits_may_be_attempted_from_now_on) {
    EXPECT_EQ(write([this](Transaction& tx) { return attempt_from(tx, now); }), 3);
    EXPECT_TRUE(next_effect_of(reader(), "A", now));
    EXPECT_THAT(messages_to_update(reader(), now, 10), SizeIs(1));
    EXPECT_THAT(rooms_to_reconcile(reader(), now, 10), SizeIs(1));
    EXPECT_EQ(write([this](Transaction& tx) { return attempt_from(tx, now); }), 0);
}

TEST_F(AttemptsTest, how_often_it_was_attempted_stays_known) {
    const long long row = find_effect(reader(), "a1")->id;
    write([&](Transaction& tx) {
        effect_in_flight(tx, row, "here", later);
        effect_retry(tx, row, "http_500", later);
        message_refused(tx, id, "card", later);
        postpone_room(tx, id, find_room(tx, id)->version, later);
        attempt_from(tx, now);
    });
    EXPECT_EQ(find_effect(reader(), "a1")->attempts, 1);
    EXPECT_EQ(find_message(reader(), id, "card")->attempts, 1);
    EXPECT_EQ(find_room(reader(), id)->attempts, 1);
}

TEST_F(AttemptsTest, what_may_be_attempted_already_and_what_is_over_stays_as_it_is) {
    const Instant earlier = at_ms(500);
    write([&](Transaction& tx) {
        append_effect(tx, {"b1", id, "B", "post", "{}", earlier}, earlier);
        effect_done(tx, find_effect(tx, "a1")->id, ChannelId{"C1"}, "1.5", later);
        message_posted(tx, id, "card", ChannelId{"C1"}, "1.6", "v1");
        settle_room(tx, id, find_room(tx, id)->version);
        attempt_from(tx, now);
    });
    EXPECT_EQ(find_effect(reader(), "b1")->not_before, earlier);
    EXPECT_EQ(find_effect(reader(), "a1")->not_before, later);
    EXPECT_EQ(find_message(reader(), id, "card")->not_before, later);
    EXPECT_EQ(find_room(reader(), id)->not_before, later);
}

} // namespace

} // namespace holdfast
