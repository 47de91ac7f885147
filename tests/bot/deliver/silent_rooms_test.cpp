#include "bot/deliver/silent_rooms.hpp"
#include "storage/shared_channels.hpp"
#include "tests/bot/deliver/delivery_fixture.hpp"

#include <gmock/gmock.h>

namespace holdfast {

namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class SilentRoomsTest : public DeliveryTest {
protected:
    void share(const std::string& channel, bool is_shared) {
        write([&](Transaction& tx) { note_sharing(tx, ChannelId{channel}, is_shared, now()); });
        nudge();
    }
    Instant created(const std::string& effect_id) { return find_effect(reader(), effect_id)->created_at; }
};

TEST_F(SilentRoomsTest, rule_6_what_waits_for_the_end_of_a_sharing_is_named_and_does_not_age) {
    const std::string channel = room("rescue-acme");
    share(channel, true);
    EXPECT_EQ(waiting_since(reader()), std::nullopt);
    EXPECT_THAT(silent_rooms(reader()), IsEmpty()) << "nothing waits";
    say("e1", room_lane(), "one");
    say("e2", room_lane(), "two");
    EXPECT_THAT(silent_rooms(reader()), ElementsAre(SilentRoom{"rescue-acme", 2}));
    EXPECT_EQ(waiting_since(reader()), std::nullopt);
    say("d1", slack::person_lane(UserId{kim}), "hello");
    EXPECT_EQ(waiting_since(reader()), created("d1"));
    share(channel, false);
    EXPECT_EQ(waiting_since(reader()), created("e1"));
    EXPECT_THAT(silent_rooms(reader()), IsEmpty());
}

TEST_F(SilentRoomsTest, rule_6_nothing_is_said_in_a_silent_room_but_words_are_taken_back) {
    const std::string channel = room();
    start();
    want("card", "room", "the card");
    want("alarm", "room", "the alarm");
    ASSERT_TRUE(eventually([&] { return slack.messages(channel).size() == 2; }));
    ASSERT_TRUE(eventually([&] { return living("alarm")->posted_hash == "the alarm"; }));
    share(channel, true);
    say("e1", room_lane(), "a line");
    want("card", "room", "the card with news");
    write([&](Transaction& tx) { unwant_message(tx, case_id, "alarm", now()); });
    nudge();
    ASSERT_TRUE(eventually([&] { return !living("alarm"); }));
    EXPECT_THAT(texts(slack.messages(channel)), ElementsAre("the card"));
    share(channel, false);
    ASSERT_TRUE(is_done("e1"));
    EXPECT_THAT(texts(slack.messages(channel)), ElementsAre("the card with news", "a line"));
}

} // namespace

} // namespace holdfast
