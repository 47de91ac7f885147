// The same command by the same person within ten seconds is one command.
#include "tests/bot/handle/office.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace holdfast;
using namespace holdfast::test;
using ::testing::HasSubstr;
using ::testing::SizeIs;

namespace {

const std::string manager = "U0MANAGER";
const std::string note = "timeline acme add they told us about a rival";

void open_rescue(Office& office) {
    office.at_berlin("2026-03-03T09:12");
    office.type(manager, "open acme late deliveries");
}

} // namespace

TEST(RepeatedCommand, gets_the_same_answer_and_has_no_second_effect) {
    Office office;
    open_rescue(office);
    const auto first = office.type(manager, note);
    office.wait(std::chrono::seconds{9});
    EXPECT_EQ(office.type(manager, note), first);
    EXPECT_THAT(office.rescue("acme")->notes, SizeIs(1));
    office.wait(std::chrono::seconds{2});
    office.type(manager, note);
    EXPECT_THAT(office.rescue("acme")->notes, SizeIs(2));
}

TEST(RepeatedCommand, is_recognised_with_other_commands_in_between) {
    Office office;
    open_rescue(office);
    const auto first = office.type(manager, note);
    office.type(manager, "status acme");
    office.type(manager, "timeline acme add something else");
    EXPECT_EQ(office.type(manager, note), first);
    EXPECT_THAT(office.rescue("acme")->notes, SizeIs(2));
}

TEST(RepeatedCommand, of_somebody_else_or_elsewhere_is_another_command) {
    Office office;
    open_rescue(office);
    office.type(manager, note);
    office.type("U0OWNER", note);
    office.type(manager, note, "C0OTHER");
    EXPECT_THAT(office.rescue("acme")->notes, SizeIs(3));
}

TEST(RepeatedCommand, that_arrives_while_the_first_is_being_answered_waits_for_its_answer) {
    Office office;
    open_rescue(office);
    const auto [first, second] = office.type_twice_at_once(manager, note);
    EXPECT_EQ(first, second);
    EXPECT_THAT(office.rescue("acme")->notes, SizeIs(1));
}

TEST(RepeatedCommand, what_was_refused_or_only_read_is_answered_anew) {
    Office office;
    open_rescue(office);
    EXPECT_THAT(office.type(manager, "summary acme 1"), HasSubstr("none yet"));
    office.type(manager, "touch acme kind:call with:\"Ines Roth\" a new carrier");
    EXPECT_THAT(office.type(manager, "summary acme 1"), HasSubstr("new carrier"));
    EXPECT_THAT(office.type(manager, "summary acme 7 sent"), HasSubstr("There is no summary 7"));
}

TEST(RepeatedCommand, after_a_restart_still_has_no_second_effect) {
    Office office;
    open_rescue(office);
    office.type(manager, note);
    office.restart();
    office.type(manager, note);
    EXPECT_THAT(office.rescue("acme")->notes, SizeIs(1));
}
