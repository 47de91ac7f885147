// Files that people ask for or that follow from what they do: who gets them, and what is in them.
#include "bot/files/file_workshop.hpp"
#include "bot/slack/file_wish.hpp"
#include "storage/failure.hpp"
#include "storage/outbox.hpp"
#include "tests/bot/handle/office.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <gmock/gmock.h>

#include <tuple>

namespace holdfast::test {

namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;

class FileWishes : public testing::Test {
protected:
    FileWishes() {
        office.type("U0OWNER", "open acme late deliveries");
        office.give_room("acme", room);
    }

    /// Files on their way through a lane, oldest first.
    [[nodiscard]] std::vector<slack::FileWish> files_in(const std::string& lane) {
        std::vector<slack::FileWish> wishes;
        for (const auto& payload : office.database().reader().query<std::string>(
                 "SELECT payload FROM outbox WHERE lane = :lane AND method = :method ORDER BY id", lane,
                 slack::upload_method)) {
            wishes.push_back(slack::file_wish_from(slack::outgoing_from(payload)).value());
        }
        return wishes;
    }
    [[nodiscard]] std::vector<slack::FileWish> for_room() { return files_in(slack::room_lane(CaseId{"acme#1"})); }
    [[nodiscard]] std::vector<slack::FileWish> for_person(const std::string& user) {
        return files_in(slack::person_lane(UserId{user}));
    }
    [[nodiscard]] FileContent made(const slack::FileWish& wish) {
        auto reader = office.database().reader();
        return make_file(reader, office.desk().rules(), wish).value();
    }
    [[nodiscard]] bool is_in_thread(const std::string& lane) {
        const auto payload = office.database().reader().first<std::string>(
            "SELECT payload FROM outbox WHERE lane = :lane AND method = :method", lane, slack::upload_method);
        return slack::outgoing_from(payload.value()).in_thread;
    }

    Office office;
    const std::string room = "C0ACME";
};

TEST_F(FileWishes, S1_07_a_check_in_puts_one_chart_into_the_thread_however_many_values_it_has) {
    office.type("U0OWNER", "checkin set tue 10:00 indicator:ontime target:95", room);
    office.type("U0OWNER", "checkin set indicator:tickets below:3", room);
    EXPECT_THAT(for_room(), IsEmpty());
    office.type("U0OWNER", "checkin log ontime:96 tickets:5", room);
    ASSERT_THAT(for_room(), SizeIs(1));
    EXPECT_TRUE(is_in_thread(slack::room_lane(CaseId{"acme#1"})));
    office.at_berlin("2026-03-10T10:05");
    office.type("U0OWNER", "checkin log ontime:91", room);
    ASSERT_THAT(for_room(), SizeIs(2));

    const auto first = made(for_room()[0]);
    EXPECT_THAT(first.bytes, StartsWith("\x89PNG"));
    EXPECT_THAT(first.alt_text, AllOf(HasSubstr("ontime, target at least 95: 96 on 3 Mar, on target"),
                                      HasSubstr("tickets, target at most 3: 5 on 3 Mar, not on target"),
                                      Not(HasSubstr("91")), HasSubstr("Europe/Berlin")));
    EXPECT_THAT(first.comment, HasSubstr("ontime 96 ✅ on target"));
    const auto second = made(for_room()[1]);
    EXPECT_THAT(second.alt_text, HasSubstr("96 on 3 Mar, 91 on 10 Mar, not on target"));
    EXPECT_THAT(second.instead["text"], HasSubstr("91 on 10 Mar"));
}

TEST_F(FileWishes, S1_07_the_chart_comes_with_the_numbers_as_they_were_given) {
    office.type("U0OWNER", "checkin set tue 10:00 indicator:parcels target:1234567", room);
    office.type("U0OWNER", "checkin log parcels:1234568", room);
    ASSERT_THAT(for_room(), SizeIs(1));
    EXPECT_THAT(made(for_room()[0]).comment, HasSubstr("parcels 1234568 ✅ on target (1234567)"));
}

TEST_F(FileWishes, S0_30_the_map_typed_in_the_room_or_pressed_on_its_card_goes_into_the_thread) {
    EXPECT_THAT(office.type("U0KIM", "people map", room), HasSubstr("thread"));
    office.at_berlin("2026-03-03T09:20");
    office.press("U0OWNER", "people.map", "acme#1", room);
    ASSERT_THAT(for_room(), SizeIs(2));
    const auto map = made(for_room()[0]);
    EXPECT_THAT(map.bytes, StartsWith("\x89PNG"));
    EXPECT_THAT(map.alt_text, HasSubstr("Dana Fox, the sponsor"));
    EXPECT_THAT(readable(map.instead), HasSubstr("Dana Fox"));
}

TEST_F(FileWishes, elsewhere_the_map_is_for_the_asker_unless_the_team_shares_it) {
    EXPECT_THAT(office.type("U0OWNER", "people acme map"), HasSubstr("your direct messages"));
    EXPECT_THAT(for_person("U0OWNER"), SizeIs(1));
    EXPECT_THAT(for_room(), IsEmpty());
    office.type("U0NOSY", "people acme map share");
    EXPECT_THAT(for_room(), IsEmpty());
    office.type("U0OWNER", "people acme map share");
    EXPECT_THAT(for_room(), SizeIs(1));
}

TEST_F(FileWishes, S0_35_the_map_marks_who_works_against_us_for_those_who_may_read_the_record_alone) {
    office.type("U0OWNER", "people add \"Sid Vance\" role:saboteur dept:it", room);
    office.type("U0NOSY", "people acme map");
    office.type("U0OWNER", "people acme map");
    ASSERT_THAT(for_person("U0NOSY"), SizeIs(1));
    ASSERT_THAT(for_person("U0OWNER"), SizeIs(1));
    const auto for_a_stranger = made(for_person("U0NOSY")[0]);
    EXPECT_THAT(for_a_stranger.alt_text, AllOf(HasSubstr("Sid Vance, other part"), Not(HasSubstr("saboteur"))));
    EXPECT_THAT(readable(for_a_stranger.instead), AllOf(HasSubstr("Sid Vance"), Not(HasSubstr("saboteur"))));
    const auto for_the_owner = made(for_person("U0OWNER")[0]);
    EXPECT_THAT(for_the_owner.alt_text, HasSubstr("Sid Vance, saboteur"));
    EXPECT_NE(for_the_owner.bytes, for_a_stranger.bytes);
    office.type("U0NOSY", "people map", room);
    ASSERT_THAT(for_room(), SizeIs(1));
    EXPECT_THAT(made(for_room()[0]).alt_text, HasSubstr("Sid Vance, saboteur"));
    office.type("U0OWNER", "people left \"Sid Vance\"", room);
    EXPECT_THAT(made(for_person("U0NOSY")[0]).alt_text, AllOf(HasSubstr("left"), Not(HasSubstr("saboteur"))));
}

TEST_F(FileWishes, the_map_knows_an_account_without_a_rescue) {
    office.type("U0OWNER", "people acorn map");
    ASSERT_THAT(for_person("U0OWNER"), SizeIs(1));
    EXPECT_THAT(made(for_person("U0OWNER")[0]).alt_text, HasSubstr("nobody is on record"));
}

TEST_F(FileWishes, whoever_left_during_the_rescue_stays_on_the_map) {
    office.type("U0OWNER", "people add \"Ines Roth\" role:champion dept:operations", room);
    office.type("U0OWNER", "people left \"Ines Roth\"", room);
    office.type("U0OWNER", "people map", room);
    EXPECT_THAT(made(for_room().back()).alt_text, AllOf(HasSubstr("Ines Roth, champion"), HasSubstr("left")));
}

TEST_F(FileWishes, D_19_the_record_comes_to_the_asker_alone_in_the_format_asked_for) {
    office.type("U0OWNER", "timeline add the second pallet was late", room);
    EXPECT_THAT(office.type("U0OWNER", "timeline export", room), HasSubstr("your direct messages"));
    office.type("U0OWNER", "timeline export csv", room);
    office.type("U0OWNER", "timeline acme export json");
    const auto wishes = for_person("U0OWNER");
    ASSERT_THAT(wishes, SizeIs(3));
    EXPECT_THAT(for_room(), IsEmpty());
    EXPECT_THAT(made(wishes[0]).bytes, AllOf(StartsWith("# Rescue of Acme GmbH"), HasSubstr("second pallet")));
    EXPECT_EQ(made(wishes[0]).ending, "md");
    EXPECT_THAT(made(wishes[1]).bytes, StartsWith("number,at,by,kind,text"));
    EXPECT_THAT(made(wishes[2]).bytes, StartsWith("{"));
    EXPECT_THAT(made(wishes[2]).instead["text"], HasSubstr("/rescue timeline acme"));
}

TEST_F(FileWishes, D_19_the_record_is_shared_in_the_room_on_request) {
    EXPECT_THAT(office.type("U0OWNER", "timeline export share", room), HasSubstr("thread"));
    EXPECT_THAT(for_room(), SizeIs(1));
}

TEST_F(FileWishes, the_record_is_for_its_team_and_those_who_may_export) {
    EXPECT_THAT(office.type("U0NOSY", "timeline acme export"), HasSubstr("is not for you"));
    EXPECT_THAT(office.type("U0OWNER", "timeline acme export pdf"), HasSubstr("none of its formats"));
    EXPECT_THAT(for_person("U0NOSY"), IsEmpty());
    EXPECT_THAT(for_person("U0OWNER"), IsEmpty());
}

TEST_F(FileWishes, the_record_of_a_closed_rescue_can_still_be_had) {
    office.type("U0MANAGER", "close acme false-alarm moved to another entity");
    office.type("U0MANAGER", "timeline acme export share");
    EXPECT_THAT(for_room(), IsEmpty());
    EXPECT_THAT(for_person("U0MANAGER"), SizeIs(1));
}

TEST_F(FileWishes, health_sends_the_trend_when_a_history_is_asked_for) {
    EXPECT_THAT(office.type("U0OWNER", "health acme"), Not(HasSubstr("is not drawn")));
    EXPECT_THAT(for_person("U0OWNER"), IsEmpty());
    EXPECT_THAT(office.type("U0OWNER", "health acme history:6m"), HasSubstr("Order volume"));
    ASSERT_THAT(for_person("U0OWNER"), SizeIs(1));
    EXPECT_EQ(for_person("U0OWNER")[0].months, 6);
    EXPECT_THAT(made(for_person("U0OWNER")[0]).alt_text, HasSubstr("no orders are on record"));
    EXPECT_THAT(office.type("U0OWNER", "health acme history:soon"), HasSubstr("is not drawn"));
}

TEST_F(FileWishes, a_database_that_cannot_be_read_at_present_is_no_reason_to_give_a_file_up) {
    FileWorkshop workshop{office.desk().rules(), office.database()};
    slack::FileWish wish;
    wish.kind = slack::FileKind::people;
    wish.account = AccountId{"acme"};
    wish.zone = "Europe/Berlin";
    const auto make = [&] {
        boost::asio::io_context io;
        auto outcome = boost::asio::co_spawn(io, workshop.make(wish), boost::asio::use_future);
        io.run();
        return outcome.get();
    };
    office.database().write_now([](Transaction& tx) { tx.run("ALTER TABLE accounts RENAME TO elsewhere"); });
    EXPECT_THROW(std::ignore = make(), StorageFailure);
    office.database().write_now([](Transaction& tx) { tx.run("ALTER TABLE elsewhere RENAME TO accounts"); });
    const auto file = make();
    ASSERT_TRUE(file) << file.error();
    EXPECT_THAT(file->bytes, StartsWith("\x89PNG"));
}

TEST_F(FileWishes, nothing_about_the_customer_waits_in_the_outbox) {
    office.type("U0OWNER", "people map", room);
    const auto payload = office.database().reader().first<std::string>(
        "SELECT payload FROM outbox WHERE method = :method", slack::upload_method);
    EXPECT_THAT(payload.value(), AllOf(Not(HasSubstr("Dana")), Not(HasSubstr("Acme GmbH"))));
}

} // namespace

} // namespace holdfast::test
