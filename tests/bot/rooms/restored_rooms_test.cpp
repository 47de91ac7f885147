#include "tests/bot/rooms/reconciler_fixture.hpp"

#include <gmock/gmock.h>

namespace holdfast {

namespace {

using namespace std::chrono_literals;
using slack_double::ChannelKind;
using testing::ElementsAre;
using testing::SizeIs;

class RestoredRoomsTest : public ReconcilerTest {
protected:
    /// @return the channel, which is an hour old by then
    std::string make_room_after_the_backup() {
        want_room_now();
        want("card", "room", "the card");
        back_up_now();
        begin();
        EXPECT_TRUE(is_settled());
        EXPECT_TRUE(has_card());
        std::string made = channel().id;
        slack.change_channel(made, [](slack_double::Channel& one) { one.created -= seconds_of(1h); });
        end();
        return made;
    }
    [[nodiscard]] bool has_card() {
        return eventually([this] { return living("card")->posted_hash == "the card"; });
    }
    static long long seconds_of(std::chrono::seconds time) { return time.count(); }
};

TEST_F(RestoredRoomsTest, a_room_that_was_made_after_the_backup_is_found_instead_of_made_twice) {
    const std::string made = make_room_after_the_backup();
    restore_copy();
    ASSERT_FALSE(kept()->channel);
    begin();
    ASSERT_TRUE(is_settled());
    ASSERT_TRUE(has_card());
    EXPECT_EQ(kept()->channel->value, made);
    EXPECT_THAT(slack.calls("conversations.create"), SizeIs(1));
    EXPECT_THAT(texts(slack.messages(made)), ElementsAre("the card"));
    EXPECT_EQ(actual().asked_at, 0) << "a room that is made anew one day is another one";
}

TEST_F(RestoredRoomsTest, a_room_that_was_made_under_a_further_name_is_found_too) {
    slack.add_channel({.name = "rescue-acme-gmbh", .kind = ChannelKind::private_channel, .creator = ann});
    const std::string made = make_room_after_the_backup();
    restore_copy();
    begin();
    ASSERT_TRUE(is_settled());
    EXPECT_EQ(kept()->channel->value, made);
    EXPECT_EQ(kept()->name, "rescue-acme-gmbh-2");
    EXPECT_THAT(slack.channels(), SizeIs(2));
}

TEST_F(RestoredRoomsTest, a_room_that_was_not_made_either_is_made) {
    want_room_now();
    back_up_now();
    restore_copy();
    begin();
    ASSERT_TRUE(is_settled());
    EXPECT_EQ(channel().name, "rescue-acme-gmbh");
    EXPECT_THAT(slack.calls("conversations.create"), SizeIs(1));
}

TEST_F(RestoredRoomsTest, the_room_of_an_earlier_case_is_not_taken_over) {
    const std::string earlier = room("rescue-acme-gmbh");
    const CaseId second = write([this](Transaction& tx) {
        close_case(tx, case_id, now());
        const CaseId id = create_case(tx, acme, "", now()).value().id;
        want_room(tx, id, slack::to_text(wish), now());
        return id;
    });
    back_up_now();
    restore_copy();
    begin();
    ASSERT_TRUE(eventually([&] { return find_room(reader(), second)->channel.has_value(); }));
    EXPECT_EQ(find_room(reader(), second)->name, "rescue-acme-gmbh-2");
    EXPECT_NE(find_room(reader(), second)->channel->value, earlier);
}

} // namespace

} // namespace holdfast
