#include "storage/digests.hpp"
#include "storage/inbox.hpp"
#include "storage/leases.hpp"
#include "storage/meta.hpp"
#include "storage/slack_users.hpp"
#include "tests/storage/temporary_database.hpp"

#include <gmock/gmock.h>

namespace holdfast {

namespace {

class InboxTest : public StorageTest {
protected:
    Receipt receive(const std::string& key, Instant now, Instant expired_before = at_ms(0)) {
        return write([&](Transaction& tx) { return remember(tx, key, now, expired_before); });
    }
};

TEST_F(InboxTest, knows_a_repetition_and_what_was_answered) {
    EXPECT_TRUE(receive("event:E1", at_ms(1)).first);
    EXPECT_TRUE(receive("event:E2", at_ms(1)).first);
    const Receipt unanswered = receive("event:E1", at_ms(2));
    EXPECT_FALSE(unanswered.first);
    EXPECT_EQ(unanswered.answer, std::nullopt);
    write([](Transaction& tx) { keep_answer(tx, "event:E1", "stored"); });
    EXPECT_EQ(receive("event:E1", at_ms(3)).answer, "stored");
    EXPECT_EQ(kept_answer(reader(), "event:E2"), std::nullopt);
    EXPECT_EQ(kept_answer(reader(), "event:E3"), std::nullopt);
}

TEST_F(InboxTest, the_same_command_ten_seconds_later_is_another_command) {
    const auto command = [this](Instant now) {
        return receive("U1 /rescue touch", now, now - std::chrono::seconds{10});
    };
    EXPECT_TRUE(command(at_ms(0)).first);
    write([](Transaction& tx) { keep_answer(tx, "U1 /rescue touch", "first"); });
    EXPECT_EQ(command(at_ms(10'000)).answer, "first");
    EXPECT_TRUE(command(at_ms(10'001)).first);
    EXPECT_EQ(command(at_ms(10'002)).answer, std::nullopt);
}

TEST_F(InboxTest, an_effect_that_fails_leaves_its_request_unseen) {
    EXPECT_THROW(write([](Transaction& tx) {
                     std::ignore = remember(tx, "k", at_ms(1), at_ms(0));
                     throw std::runtime_error{"the effect failed"};
                 }),
                 std::runtime_error);
    EXPECT_TRUE(receive("k", at_ms(2)).first);
}

TEST_F(InboxTest, purging_forgets_only_the_old) {
    receive("old", at_ms(1));
    receive("new", at_ms(2));
    EXPECT_EQ(write([](Transaction& tx) { return purge_inbox(tx, at_ms(2), 10); }), 1);
    EXPECT_TRUE(receive("old", at_ms(3)).first);
    EXPECT_FALSE(receive("new", at_ms(3)).first);
}

TEST_F(InboxTest, purging_takes_the_oldest_first_and_no_more_than_it_is_told) {
    for (int i = 1; i <= 5; ++i) receive(std::to_string(i), at_ms(i));
    EXPECT_EQ(write([](Transaction& tx) { return purge_inbox(tx, at_ms(5), 3); }), 3);
    EXPECT_TRUE(receive("3", at_ms(6)).first);
    EXPECT_FALSE(receive("4", at_ms(6)).first);
}

using DigestsTest = StorageTest;

TEST_F(DigestsTest, one_a_day_for_each_user) {
    const auto claim = [this](const char* user, Day when) {
        return write([&](Transaction& tx) { return claim_digest(tx, UserId{user}, when, at_ms(1)); });
    };
    EXPECT_FALSE(digest_sent(reader(), UserId{"U1"}, day(2026, 3, 2)));
    EXPECT_TRUE(claim("U1", day(2026, 3, 2)));
    EXPECT_TRUE(digest_sent(reader(), UserId{"U1"}, day(2026, 3, 2)));
    EXPECT_FALSE(claim("U1", day(2026, 3, 2)));
    EXPECT_TRUE(claim("U2", day(2026, 3, 2)));
    EXPECT_TRUE(claim("U1", day(2026, 3, 3)));
    EXPECT_EQ(write([](Transaction& tx) { return purge_digests(tx, day(2026, 3, 3)); }), 2);
    EXPECT_TRUE(digest_sent(reader(), UserId{"U1"}, day(2026, 3, 3)));
}

using SlackUsersTest = StorageTest;

TEST_F(SlackUsersTest, are_found_by_id_and_by_address_whatever_the_case) {
    const KnownUser kim{UserId{"U1"}, "kim@example.com", "Kim", "Asia/Tokyo", false, false, at_ms(1)};
    KnownUser former = kim;
    former.id = UserId{"U0"};
    former.deleted = true;
    write([&](Transaction& tx) {
        store_user(tx, former);
        store_user(tx, kim);
    });
    EXPECT_EQ(find_user(reader(), UserId{"U1"}), kim);
    EXPECT_EQ(find_user_by_email(reader(), "Kim@Example.COM"), kim);
    EXPECT_EQ(find_user_by_email(reader(), ""), std::nullopt);
    KnownUser renamed = kim;
    renamed.name = "Kim K";
    renamed.outsider = true;
    write([&](Transaction& tx) { store_user(tx, renamed); });
    EXPECT_EQ(find_user(reader(), UserId{"U1"}), renamed);
}

using MetaTest = StorageTest;

TEST_F(MetaTest, keeps_the_latest_value) {
    EXPECT_EQ(find_meta(reader(), "k"), std::nullopt);
    write([](Transaction& tx) { store_meta(tx, "k", "1"); });
    write([](Transaction& tx) { store_meta(tx, "k", ""); });
    EXPECT_EQ(find_meta(reader(), "k"), "");
    write([](Transaction& tx) { remove_meta(tx, "k"); });
    EXPECT_EQ(find_meta(reader(), "k"), std::nullopt);
}

class LeasesTest : public StorageTest {
protected:
    bool take(const char* holder, Instant now, Instant until) {
        return write([&](Transaction& tx) { return take_lease(tx, "courier", holder, now, until); });
    }
};

TEST_F(LeasesTest, one_holder_at_a_time_until_it_runs_out_or_is_given_back) {
    EXPECT_TRUE(take("a", at_ms(0), at_ms(10)));
    EXPECT_FALSE(take("b", at_ms(9), at_ms(20)));
    EXPECT_TRUE(take("a", at_ms(9), at_ms(20)));
    EXPECT_TRUE(take("b", at_ms(20), at_ms(30)));
    write([](Transaction& tx) { release_lease(tx, "courier", "a"); });
    EXPECT_FALSE(take("a", at_ms(21), at_ms(30)));
    write([](Transaction& tx) { release_lease(tx, "courier", "b"); });
    EXPECT_TRUE(take("a", at_ms(21), at_ms(30)));
}

} // namespace

} // namespace holdfast
