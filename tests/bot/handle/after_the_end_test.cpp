// What can still be read and settled when a rescue is over: the customer has what was promised and granted.
#include "tests/bot/handle/office.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace holdfast;
using namespace holdfast::test;
using ::testing::AllOf;
using ::testing::AnyOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::StartsWith;

namespace {

const std::string owner = "U0OWNER";
const std::string manager = "U0MANAGER";

/// It is Tuesday 3 March 2026, 09:12 in Berlin.
class AfterTheEnd : public testing::Test {
protected:
    AfterTheEnd() {
        office.type(manager, "open acme late deliveries");
        office.give_room("acme", "C0ROOM");
        office.type(owner, "service acme night-line end:+14d measure:ontime");
        office.type(owner, "promise acme \"a week of storage\" to:\"Dana Fox\"");
        office.type(owner, "promise acme \"two weeks of storage\"");
        office.type(manager, "plan acme add Ship the missing pallets owner:<@U0KIM> due:fri");
        office.type(manager, "close acme false-alarm it was a planned reduction");
    }

    std::shared_ptr<const Case> acme() { return office.rescue("acme"); }

    Office office;
};

} // namespace

TEST_F(AfterTheEnd, what_only_reads_tells_of_the_latest_rescue) {
    ASSERT_EQ(acme()->status, CaseStatus::false_alarm);
    for (const std::string typed : {"promise acme", "service acme", "service acme show", "plan acme", "plan acme show",
                                    "checkin acme", "role acme", "step acme 1", "step acme 3", "sponsor acme"}) {
        EXPECT_THAT(office.type(owner, typed),
                    AllOf(Not(IsEmpty()), Not(AnyOf(HasSubstr("No rescue is open"), StartsWith("form ")))))
            << typed;
    }
    EXPECT_THAT(office.type(owner, "promise acme"), HasSubstr("a week of storage"));
    EXPECT_THAT(office.type(owner, "service acme"), AllOf(HasSubstr("night-line"), HasSubstr("Stop night-line")));
    EXPECT_THAT(office.type(owner, "plan acme"), HasSubstr("Ship the missing pallets"));
}

TEST_F(AfterTheEnd, nothing_is_advised_that_would_be_refused) {
    for (const std::string typed :
         {"checkin acme", "role acme", "step acme 4", "service acme", "plan acme", "promise acme"}) {
        const auto answer = office.type(owner, typed);
        for (const std::string refused :
             {"checkin acme set", "role acme lead", "plan acme add", "To grant one", "To record one"})
            EXPECT_THAT(answer, Not(HasSubstr(refused))) << typed;
    }
}

TEST_F(AfterTheEnd, S0_88b_promises_are_approved_and_refused_by_those_who_may) {
    EXPECT_THAT(office.type("U0KIM", "promise acme approve 1"), HasSubstr("You cannot"));
    EXPECT_THAT(office.type(manager, "promise acme approve 1"), HasSubstr("approved"));
    office.type(manager, "promise acme refuse 2 too dear");
    EXPECT_EQ(acme()->promises.at(0).state, Promise::State::approved);
    EXPECT_EQ(acme()->promises.at(1).state, Promise::State::refused);
}

TEST_F(AfterTheEnd, S1_18_what_still_runs_is_extended_and_stopped_and_nothing_new_is_granted) {
    EXPECT_THAT(office.type("U0STRANGER", "service acme stop 1"), HasSubstr("You cannot"));
    office.type(owner, "service acme extend 1 +7d their stock is still low");
    EXPECT_EQ(acme()->services.front().extensions, 1);
    EXPECT_THAT(office.type(owner, "service acme daily-status end:+14d measure:ontime"), HasSubstr("is closed"));
    office.type(owner, "service acme stop 1 it is steady");
    ASSERT_THAT(acme()->services, SizeIs(1));
    EXPECT_EQ(acme()->services.front().state, ServiceState::stopped);
}

TEST_F(AfterTheEnd, whatever_else_would_change_it_is_refused_and_says_that_it_is_closed) {
    const auto version = acme()->version;
    for (const std::string typed :
         {"plan acme add Count the stock owner:<@U0KIM> due:fri", "role acme take support",
          "step acme 4 block the plant is shut", "sponsor acme \"Eve Ray\" phone:+4930999",
          "checkin acme set tue 10:00", "checkin acme log ontime:96", "promise acme \"a free week\" to:\"Dana Fox\""}) {
        EXPECT_THAT(office.type(manager, typed), HasSubstr("is closed")) << typed;
    }
    EXPECT_THAT(office.type(manager, "sponsor acme contact"), HasSubstr("No rescue is open"));
    EXPECT_EQ(acme()->version, version);
}
