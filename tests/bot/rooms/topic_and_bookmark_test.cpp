#include "tests/bot/rooms/reconciler_fixture.hpp"

#include <gmock/gmock.h>

#include <string>
#include <vector>

namespace holdfast {

namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class TopicAndBookmarkTest : public ReconcilerTest {
protected:
    std::vector<std::string> bookmarks() {
        std::vector<std::string> links;
        for (const auto& bookmark : channel().bookmarks) links.push_back(bookmark.link);
        return links;
    }
};

TEST_F(TopicAndBookmarkTest, only_what_differs_is_set) {
    begin();
    want_room_now();
    ASSERT_TRUE(is_settled());
    wish.topic = "Week 2/8";
    want_room_now();
    ASSERT_TRUE(eventually([this] { return channel().topic == "Week 2/8" && !kept()->dirty; }));
    EXPECT_THAT(slack.calls("conversations.setTopic"), SizeIs(2));
    EXPECT_THAT(slack.calls("conversations.setPurpose"), SizeIs(1));
    EXPECT_THAT(slack.calls("conversations.invite"), SizeIs(1));
}

TEST_F(TopicAndBookmarkTest, S0_86b_a_bookmark_leads_to_the_card) {
    begin();
    want_room_now();
    want("card", "room", "the card");
    ASSERT_TRUE(is_settled());
    ASSERT_TRUE(eventually([this] { return channel().bookmarks.size() == 1; }));
    std::string digits = living("card")->ts;
    std::erase(digits, '.');
    EXPECT_THAT(bookmarks(), ElementsAre(HasSubstr("/archives/" + channel().id + "/p" + digits)));
    wish.topic = "Week 2/8";
    want_room_now();
    ASSERT_TRUE(eventually([this] { return channel().topic == "Week 2/8" && !kept()->dirty; }));
    EXPECT_THAT(bookmarks(), SizeIs(1));
}

TEST_F(TopicAndBookmarkTest, S0_86b_a_bookmark_whose_reply_was_lost_is_not_put_twice) {
    slack.hold_reply("bookmarks.add");
    begin();
    want_room_now();
    want("card", "room", "the card");
    ASSERT_TRUE(slack.wait_until_held("bookmarks.add"));
    end();
    slack.heal();
    slack.release("bookmarks.add");
    begin();
    ASSERT_TRUE(eventually([this] { return !actual().bookmarked_ts.empty() && !kept()->dirty; }));
    EXPECT_THAT(bookmarks(), SizeIs(1));
}

TEST_F(TopicAndBookmarkTest, S0_86b_the_bookmark_follows_a_card_that_was_posted_anew) {
    begin();
    want_room_now();
    want("card", "room", "the card");
    ASSERT_TRUE(is_settled());
    ASSERT_TRUE(eventually([this] { return channel().bookmarks.size() == 1 && !actual().bookmarked_ts.empty(); }));
    const auto before = bookmarks();
    write([this](Transaction& tx) { message_absent(tx, case_id, "card"); });
    nudge();
    ASSERT_TRUE(eventually([&] { return bookmarks() != before; }));
    EXPECT_THAT(bookmarks(), SizeIs(1));
}

TEST_F(TopicAndBookmarkTest, S0_86b_without_bookmarks_the_rest_comes_all_the_same) {
    slack.refuse("bookmarks.list", "unknown_method", slack_double::always);
    begin();
    want_room_now();
    want("card", "room", "the card");
    ASSERT_TRUE(eventually([this] { return kept() && actual().refused.contains("bookmarks.list") && !kept()->dirty; }));
    EXPECT_THAT(slack.calls("bookmarks.add"), IsEmpty());
    EXPECT_THAT(channel().pins, SizeIs(1));
    wish.archived = true;
    want_room_now();
    EXPECT_TRUE(eventually([this] { return channel().is_archived; }));
}

} // namespace

} // namespace holdfast
