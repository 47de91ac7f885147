#include "storage/inbox.hpp"
#include "storage/shared_channels.hpp"
#include "tests/storage/temporary_database.hpp"

#include <gtest/gtest.h>

namespace holdfast {
namespace {

using namespace std::chrono_literals;

class SharedChannelsTest : public StorageTest {};

TEST_F(SharedChannelsTest, what_slack_said_last_counts) {
    const ChannelId room{"C0ROOM"};
    EXPECT_FALSE(is_noted_as_shared(reader(), room));
    write([&](Transaction& tx) { note_sharing(tx, room, true, at_ms(1)); });
    EXPECT_TRUE(is_noted_as_shared(reader(), room));
    EXPECT_FALSE(is_noted_as_shared(reader(), ChannelId{"C0OTHER"}));
    write([&](Transaction& tx) { note_sharing(tx, room, false, at_ms(2)); });
    EXPECT_FALSE(is_noted_as_shared(reader(), room));
}

TEST_F(SharedChannelsTest, each_sharing_has_a_name_of_its_own_until_it_ends) {
    const ChannelId room{"C0ROOM"};
    const auto note = [&](bool is_shared, Instant now) {
        write([&](Transaction& tx) { note_sharing(tx, room, is_shared, now); });
        return noted_sharing(reader(), room);
    };
    EXPECT_EQ(note(false, at_ms(1)), "");
    const std::string first = note(true, at_ms(2));
    EXPECT_NE(first, "");
    EXPECT_EQ(note(true, at_ms(3)), first) << "said again";
    EXPECT_EQ(note(false, at_ms(4)), "");
    EXPECT_NE(note(true, at_ms(5)), first);
}

TEST_F(SharedChannelsTest, a_request_is_remembered_from_its_time_on_until_it_is_forgotten) {
    const Instant then{1'000'000s};
    write([&](Transaction& tx) { (void)remember(tx, "cmd/1", then, then - 10s); });
    EXPECT_TRUE(is_remembered(reader(), "cmd/1", then));
    EXPECT_FALSE(is_remembered(reader(), "cmd/1", then + 1s));
    EXPECT_FALSE(is_remembered(reader(), "cmd/2", then));
    write([](Transaction& tx) { forget(tx, "cmd/1"); });
    EXPECT_FALSE(is_remembered(reader(), "cmd/1", then));
}

} // namespace
} // namespace holdfast
