#include "storage/cases.hpp"
#include "storage/failure.hpp"
#include "storage/rooms.hpp"
#include "tests/storage/temporary_database.hpp"

#include <gmock/gmock.h>

namespace holdfast {

namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class CasesTest : public StorageTest {
protected:
    CaseRecord open(Instant now = at_ms(1)) {
        return write([&](Transaction& tx) { return create_case(tx, acme, "rescue-acme", now).value(); });
    }
    std::expected<int, VersionConflict> append(const CaseId& id, int version, std::vector<NewEvent> events) {
        return write([&](Transaction& tx) { return append_events(tx, id, version, events); });
    }
    static NewEvent event(const std::string& type) { return {at_ms(7), "U1", type, R"({"a":1})"}; }
};

TEST_F(CasesTest, are_numbered_within_their_account) {
    const CaseRecord first = open();
    EXPECT_EQ(first.id, CaseId{"acme#1"});
    write([&](Transaction& tx) { close_case(tx, first.id, at_ms(5)); });
    const CaseRecord second = open(at_ms(6));
    EXPECT_EQ(second.id, CaseId{"acme#2"});
    EXPECT_THAT(cases_of(reader(), acme), SizeIs(2));
    EXPECT_THAT(list_open_cases(reader()), ElementsAre(second));
    EXPECT_EQ(find_case(reader(), first.id)->closed_at, at_ms(5));
    EXPECT_EQ(find_latest_case(reader(), acme), second);
}

TEST_F(CasesTest, an_account_has_one_open_case_at_most) {
    const CaseRecord first = open();
    const auto again = write([&](Transaction& tx) { return create_case(tx, acme, "x", at_ms(2)); });
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().open, first);
}

TEST_F(CasesTest, the_schema_itself_refuses_a_second_open_case) {
    open();
    EXPECT_THROW(write([](Transaction& tx) {
                     tx.run("INSERT INTO cases (case_id, account_id, number, version, open, opened_at, title)"
                            " VALUES ('acme#9', 'acme', 9, 0, 1, 0, '')");
                 }),
                 StorageFailure);
}

TEST_F(CasesTest, events_come_back_in_order_from_any_point) {
    const CaseRecord record = open();
    EXPECT_EQ(append(record.id, 0, {event("opened"), event("called")}), 2);
    EXPECT_EQ(append(record.id, 2, {event("touched")}), 3);
    EXPECT_EQ(find_case(reader(), record.id)->version, 3);
    EXPECT_THAT(events_since(reader(), record.id, 1),
                ElementsAre(StoredEvent{2, at_ms(7), "U1", "called", R"({"a":1})"},
                            StoredEvent{3, at_ms(7), "U1", "touched", R"({"a":1})"}));
    EXPECT_THAT(events_since(reader(), record.id, 0), SizeIs(3));
    EXPECT_THAT(events_since(reader(), record.id, 3), IsEmpty());
}

TEST_F(CasesTest, a_decision_on_an_outdated_version_appends_nothing) {
    const CaseRecord record = open();
    EXPECT_EQ(append(record.id, 0, {event("first")}), 1);
    EXPECT_EQ(append(record.id, 0, {event("late")}), std::unexpected(VersionConflict{0, 1}));
    EXPECT_EQ(append(CaseId{"nobody#1"}, 3, {event("lost")}), std::unexpected(VersionConflict{3, 0}));
    EXPECT_THAT(events_since(reader(), record.id, 0), SizeIs(1));
}

TEST_F(CasesTest, are_found_by_room_and_by_name) {
    const CaseRecord record = open();
    write([&](Transaction& tx) {
        want_room(tx, record.id, "{}", at_ms(1));
        record_room(tx, record.id, ChannelId{"C1"}, "rescue-acme-2", "{}");
        set_case_title(tx, record.id, "rescue-acme-2");
    });
    EXPECT_EQ(find_case_by_channel(reader(), ChannelId{"C1"})->id, record.id);
    EXPECT_EQ(find_case_by_channel(reader(), ChannelId{"C2"}), std::nullopt);
    EXPECT_EQ(find_case_by_title(reader(), "rescue-acme-2")->id, record.id);
    EXPECT_EQ(find_case_by_title(reader(), "rescue-acme"), std::nullopt);
}

class RoomsTest : public CasesTest {
protected:
    const CaseId id = open().id;
    bool want(const std::string& wanted, Instant now = at_ms(1)) {
        return write([&](Transaction& tx) { return want_room(tx, id, wanted, now); });
    }
};

TEST_F(RoomsTest, only_a_different_wish_is_work) {
    EXPECT_TRUE(want(R"({"topic":"a"})"));
    EXPECT_FALSE(want(R"({"topic":"a"})"));
    ASSERT_THAT(rooms_to_reconcile(reader(), at_ms(1), 10), SizeIs(1));
    write([&](Transaction& tx) { settle_room(tx, id, 1); });
    EXPECT_THAT(rooms_to_reconcile(reader(), at_ms(99), 10), IsEmpty());
    EXPECT_FALSE(want(R"({"topic":"a"})"));
    EXPECT_TRUE(want(R"({"topic":"b"})"));
    EXPECT_THAT(rooms_to_reconcile(reader(), at_ms(99), 10), SizeIs(1));
}

TEST_F(RoomsTest, a_wish_during_the_work_keeps_the_room_dirty) {
    want("1");
    const auto begun = rooms_to_reconcile(reader(), at_ms(1), 10).at(0);
    want("2");
    write([&](Transaction& tx) {
        record_room(tx, id, ChannelId{"C1"}, "rescue-acme", R"({"done":1})");
        settle_room(tx, id, begun.version);
    });
    const auto room = find_room(reader(), id);
    EXPECT_TRUE(room->dirty);
    EXPECT_EQ(room->channel, ChannelId{"C1"});
    EXPECT_EQ(room->actual, R"({"done":1})");
    EXPECT_EQ(room->wanted, "2");
}

TEST_F(RoomsTest, knows_its_members) {
    want("1");
    const auto is_member = [this](const char* user) { return is_room_member(reader(), id, UserId{user}); };
    write([&](Transaction& tx) {
        add_room_member(tx, id, UserId{"U1"});
        add_room_member(tx, id, UserId{"U1"});
        add_room_member(tx, id, UserId{"U2"});
        remove_room_member(tx, id, UserId{"U2"});
    });
    EXPECT_TRUE(is_member("U1"));
    EXPECT_FALSE(is_member("U2"));
    const std::vector<UserId> listed{UserId{"U3"}};
    write([&](Transaction& tx) { replace_room_members(tx, id, room_members(tx, id), listed); });
    EXPECT_TRUE(is_member("U3"));
    EXPECT_FALSE(is_member("U1"));
    write([&](Transaction& tx) { forget_room_members(tx, id); });
    EXPECT_THAT(room_members(reader(), id), IsEmpty());
}

TEST_F(RoomsTest, whoever_came_or_went_while_its_members_were_listed_has_done_so) {
    want("1");
    const UserId stays{"U1"};
    const UserId goes{"U2"};
    const UserId comes{"U3"};
    const UserId unseen{"U4"};
    write([&](Transaction& tx) {
        for (const UserId& member : {stays, goes}) add_room_member(tx, id, member);
    });
    const auto before = room_members(reader(), id);
    write([&](Transaction& tx) {
        remove_room_member(tx, id, goes);
        add_room_member(tx, id, comes);
    });
    const std::vector<UserId> listed{stays, goes, unseen};
    write([&](Transaction& tx) { replace_room_members(tx, id, before, listed); });
    EXPECT_THAT(room_members(reader(), id), testing::ElementsAre(stays, comes, unseen));
}

TEST_F(RoomsTest, settled_ones_are_those_of_open_cases_with_a_channel) {
    want("1");
    EXPECT_THAT(settled_rooms(reader()), IsEmpty());
    write([&](Transaction& tx) {
        record_room(tx, id, ChannelId{"C1"}, "rescue-acme", "{}");
        settle_room(tx, id, 1);
    });
    EXPECT_THAT(settled_rooms(reader()), SizeIs(1));
    write([&](Transaction& tx) { close_case(tx, id, at_ms(5)); });
    EXPECT_THAT(settled_rooms(reader()), IsEmpty());
}

TEST_F(RoomsTest, a_postponed_room_waits_for_its_time_and_a_doubted_one_does_not) {
    want("1");
    write([&](Transaction& tx) { postpone_room(tx, id, 1, at_ms(50)); });
    EXPECT_THAT(rooms_to_reconcile(reader(), at_ms(49), 10), IsEmpty());
    EXPECT_EQ(next_room_attempt(reader()), at_ms(50));
    EXPECT_EQ(rooms_to_reconcile(reader(), at_ms(50), 10).at(0).attempts, 1);
    write([&](Transaction& tx) { settle_room(tx, id, 1); });
    EXPECT_EQ(next_room_attempt(reader()), std::nullopt);
    write([&](Transaction& tx) { doubt_room(tx, id, at_ms(60)); });
    EXPECT_THAT(rooms_to_reconcile(reader(), at_ms(60), 10), SizeIs(1));
}

TEST_F(RoomsTest, one_that_was_doubted_during_an_attempt_does_not_wait_for_the_next) {
    want("1");
    write([&](Transaction& tx) { doubt_room(tx, id, at_ms(10)); });
    write([&](Transaction& tx) { postpone_room(tx, id, 1, at_ms(50)); });
    EXPECT_EQ(next_room_attempt(reader()), at_ms(10));
}

} // namespace

} // namespace holdfast
