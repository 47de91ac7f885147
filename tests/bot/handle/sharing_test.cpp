// `share` at the end of what reads shows the answer to the channel (rule 2); a channel that outsiders read tells the
// asker that it was tried.
#include "storage/people.hpp"
#include "tests/bot/handle/office.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

using namespace holdfast;
using namespace holdfast::test;
using ::testing::AllOf;
using ::testing::AnyOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

namespace {

const std::string manager = "U0MANAGER";
const std::string shared_room = "C0SHARED";

class Sharing : public testing::Test {
protected:
    Sharing() {
        office.type(manager, "open acme late deliveries");
        office.give_room("acme", shared_room);
    }

    Office office;
};

} // namespace

TEST_F(Sharing, rule_2_every_reading_can_be_shared) {
    for (const std::string reading :
         {"status", "health", "step 2", "plan", "plan show", "plan template", "role", "sponsor", "people", "timeline",
          "checkin", "service show", "promise", "summary list", "account", "list all", "todo", "help plan"}) {
        EXPECT_THAT(office.type(manager, reading + " share", shared_room), HasSubstr("another organisation"))
            << reading;
        EXPECT_THAT(office.type(manager, reading + " share", "C0SALES"), Not(HasSubstr("another organisation")))
            << reading;
    }
}

TEST_F(Sharing, rule_2_without_the_word_only_the_asker_reads) {
    for (const std::string reading : {"status", "role", "people", "timeline", "summary list"})
        EXPECT_THAT(office.type(manager, reading, shared_room), Not(HasSubstr("another organisation"))) << reading;
    EXPECT_EQ(office.surface().asked_for_readers, 0);
}

TEST_F(Sharing, S1_08_a_draft_is_not_shared_and_that_is_said) {
    office.type(manager, "touch kind:meeting with:\"Dana Fox\" a new carrier starts on Monday", shared_room);
    EXPECT_THAT(
        office.type(manager, "summary last share", shared_room),
        AllOf(HasSubstr("Summary 1 is not shared"), HasSubstr("`/rescue summary acme 1`"), Not(HasSubstr("carrier"))));
    EXPECT_EQ(office.surface().asked_for_readers, 0) << "it is not tried";
    office.type(manager, "summary last sent", shared_room);
    EXPECT_THAT(office.type(manager, "summary last share", shared_room), HasSubstr("another organisation"));
}

TEST_F(Sharing, the_record_is_shared_in_its_room_alone) {
    EXPECT_THAT(office.type(manager, "timeline acme share", "C0SALES"), HasSubstr("The record is not shared here"));
    EXPECT_THAT(office.type(manager, "timeline acme", "C0SALES"), Not(HasSubstr("not shared")));
}

TEST_F(Sharing, S0_35_who_works_against_us_is_shared_in_the_room_alone) {
    EXPECT_THAT(office.type(manager, "people acme share", "C0SALES"), HasSubstr("People at Acme GmbH"));
    office.type(manager, "people add \"Sid Vance\" role:saboteur dept:it", shared_room);
    EXPECT_THAT(office.type(manager, "people acme share", "C0SALES"),
                AllOf(HasSubstr("not shared here"), Not(HasSubstr("Sid Vance"))));
    EXPECT_THAT(office.type(manager, "people acme", "C0SALES"), HasSubstr("Sid Vance")) << "for the asker alone";
    EXPECT_THAT(office.type(manager, "people share", shared_room), HasSubstr("another organisation"));
}

TEST_F(Sharing, S0_35_who_works_against_us_is_told_to_those_who_may_read_the_record_alone) {
    office.type(manager, "people add \"Sid Vance\" role:saboteur dept:it", shared_room);
    office.type(manager, "people acorn add \"Tim Hale\" role:saboteur dept:it");
    for (const std::string typed : {"people acme", "people acme share", "people acorn"}) {
        EXPECT_THAT(office.type("U0NOSY", typed),
                    AllOf(AnyOf(HasSubstr("Sid Vance* · other role"), HasSubstr("Tim Hale* · other role")),
                          Not(HasSubstr("saboteur"))))
            << typed;
    }
    EXPECT_THAT(office.type("U0OWNER", "people acme"), HasSubstr("Sid Vance* · saboteur"));
    EXPECT_THAT(office.type("U0EXEC", "people acorn"), HasSubstr("Tim Hale* · saboteur"));
    EXPECT_THAT(office.type("U0NOSY", "people", shared_room), HasSubstr("Sid Vance* · saboteur"));
}

TEST_F(Sharing, a_name_may_end_in_the_word) {
    office.type(manager, "people add dept:finance Dana Share", shared_room);
    office.type(manager, "people add dept:operations \"Ines Share\"", shared_room);
    auto& db = office.desk().reader();
    EXPECT_TRUE(find_person(db, AccountId{"acme"}, "Dana Share"));
    EXPECT_TRUE(find_person(db, AccountId{"acme"}, "Ines Share"));
    office.type(manager, "sponsor Dana Share", shared_room);
    EXPECT_EQ(office.rescue("acme")->sponsor.name, "Dana Share");
    office.type(manager, "people left Dana Share", shared_room);
    EXPECT_FALSE(find_person(db, AccountId{"acme"}, "Dana Share"));
}

TEST_F(Sharing, what_changes_something_is_done_and_the_word_is_no_part_of_it) {
    office.type(manager, "role lead <@U0KIM> share", shared_room);
    EXPECT_EQ(office.rescue("acme")->holder(RescueRole::recovery_lead), UserId{"U0KIM"});
    office.type(manager, "people add \"Ines Roth\" dept:operations share", shared_room);
    office.type(manager, "people add Tom Berg dept:finance share", shared_room);
    auto& db = office.desk().reader();
    EXPECT_TRUE(find_person(db, AccountId{"acme"}, "Ines Roth"));
    EXPECT_TRUE(find_person(db, AccountId{"acme"}, "Tom Berg"));
    office.type(manager, "checkin set tue 10:00 indicator:ontime target:95 share", shared_room);
    EXPECT_TRUE(office.rescue("acme")->checkin);
}
