#include "storage/failure.hpp"
#include "tests/bot/deliver/delivery_fixture.hpp"

#include <gmock/gmock.h>

namespace holdfast {

namespace {

using namespace std::chrono_literals;
using slack_double::always;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

class FileDeliveryTest : public DeliveryTest {
protected:
    FileDeliveryTest() {
        files = [this](slack::FileWish wish) -> asio::awaitable<std::expected<FileContent, std::string>> {
            std::expected<FileContent, std::string> made = content_for(wish);
            co_return made;
        };
    }

    [[nodiscard]] FileContent content_for(const slack::FileWish& wish) const {
        FileContent content;
        content.ending = "png";
        content.title = "Chart of " + wish.account.value;
        content.alt_text = "ontime 96 on 3 Mar";
        content.comment = "the chart";
        content.bytes = bytes;
        content.instead = {{"text", "ontime 96"}};
        return content;
    }

    void attach(const std::string& effect_id, const std::string& lane, bool in_thread = false) {
        write([&](Transaction& tx) {
            NewEffect effect;
            effect.effect_id = effect_id;
            effect.case_id = case_id;
            effect.lane = lane;
            effect.method = slack::upload_method;
            slack::FileWish wish;
            wish.account = acme;
            effect.payload = slack::to_text(slack::outgoing_file(wish, in_thread));
            effect.not_before = now();
            append_effect(tx, effect, now());
        });
        nudge();
    }

    /// What a message shares; throws unless it is one file.
    [[nodiscard]] slack_double::File shared(const slack_double::Message& message) const {
        if (message.files.size() != 1) throw std::logic_error{"not one file"};
        return slack.file(message.files.front()).value();
    }

    std::string bytes{"\x89PNG\0\r\n bytes", 13};
};

TEST_F(FileDeliveryTest, a_file_goes_into_the_thread_with_title_comment_and_alternative_text) {
    const std::string channel = room();
    want("card", "room", "the card");
    attach("acme#1/14/indicators", room_lane(), true);
    start();
    ASSERT_TRUE(is_done("acme#1/14/indicators"));
    const auto messages = slack.messages(channel);
    ASSERT_THAT(texts(messages), ElementsAre("the card", "the chart"));
    EXPECT_EQ(messages[1].thread_ts, messages[0].ts);
    const auto file = shared(messages[1]);
    EXPECT_EQ(file.name, "acme-1-14-indicators.png");
    EXPECT_EQ(file.title, "Chart of acme");
    EXPECT_EQ(file.alt_text, "ontime 96 on 3 Mar");
    EXPECT_EQ(file.bytes, bytes);
    EXPECT_EQ(file.announced_length, bytes.size());
}

TEST_F(FileDeliveryTest, a_file_for_one_person_goes_into_their_direct_messages) {
    attach("e1", slack::person_lane(UserId{kim}));
    start();
    ASSERT_TRUE(is_done("e1"));
    ASSERT_THAT(slack.direct_messages(kim), SizeIs(1));
    EXPECT_EQ(shared(slack.direct_messages(kim)[0]).bytes, bytes);
}

TEST_F(FileDeliveryTest, a_file_is_shared_nowhere_while_slack_does_not_name_the_direct_messages) {
    // A success without the conversation in it.
    slack.refuse("conversations.open", "already_in_channel");
    attach("e1", slack::person_lane(UserId{kim}));
    start();
    ASSERT_TRUE(is_done("e1"));
    EXPECT_THAT(slack.calls("conversations.open"), SizeIs(2));
    EXPECT_THAT(slack.calls("files.completeUploadExternal"), SizeIs(1));
    EXPECT_THAT(slack.direct_messages(kim), SizeIs(1));
}

TEST_F(FileDeliveryTest, a_lost_reply_leaves_exactly_one_file) {
    const std::string channel = room();
    slack.lose_reply("files.completeUploadExternal");
    start();
    attach("e1", room_lane());
    say("e2", room_lane(), "then");
    ASSERT_TRUE(is_done("e2"));
    EXPECT_THAT(texts(slack.messages(channel)), ElementsAre("the chart", "then"));
    EXPECT_EQ(find_effect(reader(), "e1")->ts, slack.messages(channel)[0].ts);
}

TEST_F(FileDeliveryTest, a_crash_before_the_reply_leaves_exactly_one_file) {
    const std::string channel = room();
    slack.hold_reply("files.completeUploadExternal");
    start();
    attach("e1", room_lane());
    ASSERT_TRUE(slack.wait_until_held("files.completeUploadExternal"));
    crash();
    slack.heal();
    slack.release("files.completeUploadExternal");
    start();
    ASSERT_TRUE(is_done("e1"));
    EXPECT_THAT(slack.messages(channel), SizeIs(1));
}

TEST_F(FileDeliveryTest, a_crash_before_the_file_is_shared_leaves_exactly_one_file) {
    const std::string channel = room();
    slack.hold("upload");
    start();
    attach("e1", room_lane());
    ASSERT_TRUE(slack.wait_until_held("upload"));
    crash();
    slack.heal();
    slack.release("upload");
    start();
    ASSERT_TRUE(is_done("e1"));
    ASSERT_THAT(slack.messages(channel), SizeIs(1));
    EXPECT_EQ(shared(slack.messages(channel)[0]).bytes, bytes);
}

TEST_F(FileDeliveryTest, another_file_with_the_same_words_is_not_taken_for_it) {
    const std::string channel = room();
    start();
    attach("e1", room_lane());
    ASSERT_TRUE(is_done("e1"));
    slack.drop_request("files.completeUploadExternal");
    attach("e2", room_lane());
    ASSERT_TRUE(is_done("e2"));
    EXPECT_THAT(slack.messages(channel), SizeIs(2));
}

TEST_F(FileDeliveryTest, bytes_that_do_not_arrive_and_limits_delay_and_double_nothing) {
    const std::string channel = room();
    slack.http_error("upload", 503);
    slack.rate_limit("files.getUploadURLExternal", 1s);
    start();
    attach("e1", room_lane());
    say("e2", room_lane(), "then");
    ASSERT_TRUE(is_done("e2"));
    EXPECT_THAT(texts(slack.messages(channel)), ElementsAre("the chart", "then"));
}

TEST_F(FileDeliveryTest, a_host_that_takes_no_bytes_holds_up_the_lane_for_seconds_only) {
    const std::string channel = room();
    slack.http_error("upload", 503, always);
    start();
    attach("e1", room_lane());
    say("e2", room_lane(), "then");
    ASSERT_TRUE(is_done("e2"));
    EXPECT_THAT(texts(slack.messages(channel)), ElementsAre(HasSubstr("ontime 96"), "then"));
}

TEST_F(FileDeliveryTest, where_files_are_refused_words_take_their_place_and_the_reason_is_said_once) {
    const std::string channel = room();
    slack.set_scopes({"chat:write", "groups:history"});
    start();
    attach("e1", room_lane());
    attach("e2", room_lane());
    say("e3", room_lane(), "then");
    ASSERT_TRUE(is_done("e3"));
    const auto said = texts(slack.messages(channel));
    ASSERT_THAT(said, SizeIs(3));
    EXPECT_THAT(said[0], testing::AllOf(HasSubstr("ontime 96"), HasSubstr("files:write"), HasSubstr("/rescue doctor")));
    EXPECT_EQ(said[1], "ontime 96");
    EXPECT_EQ(said[2], "then");
    EXPECT_EQ(state_of("e1"), EffectState::done);
}

TEST_F(FileDeliveryTest, files_come_as_soon_as_they_are_allowed) {
    const std::string channel = room();
    // Until it has been said in words: a refusal of one call would be spent on a call whose answer came too late.
    slack.refuse("files.getUploadURLExternal", "unknown_method", always);
    start();
    attach("e1", room_lane());
    ASSERT_TRUE(is_done("e1"));
    slack.heal();
    attach("e2", room_lane());
    ASSERT_TRUE(is_done("e2"));
    EXPECT_THAT(texts(slack.messages(channel)), ElementsAre(HasSubstr("unknown_method"), "the chart"));
}

TEST_F(FileDeliveryTest, words_whose_reply_was_lost_are_said_once) {
    const std::string channel = room();
    slack.refuse("files.getUploadURLExternal", "file_uploads_disabled", always);
    slack.lose_reply("chat.postMessage");
    start();
    attach("e1", room_lane());
    ASSERT_TRUE(is_done("e1"));
    EXPECT_THAT(slack.messages(channel), SizeIs(1));
}

TEST_F(FileDeliveryTest, words_said_in_place_of_a_file_after_a_backup_are_found_once_it_is_restored) {
    const std::string channel = room();
    attach("e1", room_lane());
    back_up_now();
    slack.refuse("files.getUploadURLExternal", "file_uploads_disabled", always);
    start();
    ASSERT_TRUE(is_done("e1"));
    ASSERT_THAT(texts(slack.messages(channel)), ElementsAre(HasSubstr("ontime 96")));
    crash();
    slack.heal();
    restore_copy();
    start();
    ASSERT_TRUE(is_done("e1"));
    EXPECT_THAT(slack.messages(channel), SizeIs(1));
}

TEST_F(FileDeliveryTest, what_is_too_large_to_upload_is_said_in_words_without_blaming_slack) {
    const std::string channel = room();
    bytes.clear();
    start();
    attach("e1", room_lane());
    ASSERT_TRUE(is_done("e1"));
    EXPECT_THAT(texts(slack.messages(channel)), ElementsAre("ontime 96"));
    EXPECT_THAT(slack.calls("files.getUploadURLExternal"), IsEmpty());
}

TEST_F(FileDeliveryTest, a_wish_that_cannot_be_met_is_given_up_and_the_lane_goes_on) {
    const std::string channel = room();
    files = nothing_to_upload;
    attach("e1", room_lane());
    say("e2", room_lane(), "then");
    start();
    ASSERT_TRUE(is_done("e2"));
    EXPECT_EQ(state_of("e1"), EffectState::dead);
    EXPECT_THAT(texts(slack.messages(channel)), ElementsAre("then"));
}

TEST_F(FileDeliveryTest, a_wish_that_meets_a_database_in_trouble_is_tried_again_and_keeps_its_place) {
    const std::string channel = room();
    std::atomic<int> times = 0;
    files = [this, &times](slack::FileWish wish) -> asio::awaitable<std::expected<FileContent, std::string>> {
        if (++times == 1) throw StorageFailure{StorageFailure::Kind::busy, "Another program keeps it locked."};
        std::expected<FileContent, std::string> made = content_for(wish);
        co_return made;
    };
    attach("e1", room_lane());
    say("e2", room_lane(), "then");
    start();
    EXPECT_TRUE(is_done("e2"));
    EXPECT_EQ(state_of("e1"), EffectState::done);
    EXPECT_THAT(texts(slack.messages(channel)), ElementsAre("the chart", "then"));
    crash();
}

TEST_F(FileDeliveryTest, bytes_go_nowhere_but_to_slack) {
    NetworkThread network{slack};
    network.start();
    const auto answer = network.run(network.client.upload("https://example.com/upload/v1/x", "bytes"));
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().code, "foreign_url");
}

} // namespace

} // namespace holdfast
