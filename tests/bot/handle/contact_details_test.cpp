// How people at the customer are reached, as typed: phone numbers with blanks, what is refused, names that can be
// corrected.
#include "storage/people.hpp"
#include "tests/bot/handle/office.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

using namespace holdfast;
using namespace holdfast::test;
using ::testing::AllOf;
using ::testing::HasSubstr;

namespace {

class ContactDetailsTyped : public testing::Test {
protected:
    ContactDetailsTyped() {
        office.type("U0MANAGER", "open acme late deliveries");
        office.give_room("acme", "C0ROOM");
    }

    std::string type(const std::string& text) { return office.type("U0OWNER", text, "C0ROOM"); }
    std::optional<Person> person(const std::string& name) {
        return find_person(office.desk().reader(), AccountId{"acme"}, name);
    }
    SponsorContact sponsor() { return office.rescue("acme")->sponsor; }

    Office office;
};

} // namespace

TEST_F(ContactDetailsTyped, S1_03_a_phone_number_with_blanks_is_no_part_of_the_name) {
    type("sponsor Ria Sun phone:+49 30 555 01 mail:ria@acme.example");
    EXPECT_EQ(sponsor().name, "Ria Sun");
    EXPECT_EQ(sponsor().phone, "+49 30 555 01");
    EXPECT_EQ(sponsor().email, "ria@acme.example");
    type("people add Tom Berg dept:finance phone:(030) 777-12");
    ASSERT_TRUE(person("Tom Berg"));
    EXPECT_EQ(person("Tom Berg")->phone, "(030) 777-12");
    type("people add phone:+49 30 888 Ines Roth dept:operations");
    ASSERT_TRUE(person("Ines Roth"));
    EXPECT_EQ(person("Ines Roth")->phone, "+49 30 888");
}

TEST_F(ContactDetailsTyped, what_is_no_number_address_or_zone_is_refused_with_the_reason) {
    for (const auto& [typed, said] : std::vector<std::pair<std::string, std::string>>{
             {"mail:notanaddress", "\"notanaddress\" is no e-mail address"},
             {"email:a@b", "\"a@b\" is no e-mail address"},
             {"zone:Mars", "\"Mars\" is no time zone"},
             {"phone:1", "\"1\" is no phone number"},
             {"phone:abc", "\"abc\" is no phone number"},
         }) {
        EXPECT_THAT(type("sponsor \"Ria Sun\" " + typed),
                    AllOf(HasSubstr("The sponsor is not saved"), HasSubstr(said)));
        EXPECT_THAT(type("people add \"Ria Sun\" " + typed), AllOf(HasSubstr("Nobody was added"), HasSubstr(said)));
    }
    EXPECT_EQ(sponsor().name, "Dana Fox");
    EXPECT_FALSE(person("Ria Sun"));
}

TEST_F(ContactDetailsTyped, S1_03_a_wrong_name_is_corrected_by_the_right_one_in_quotes) {
    type("sponsor \"Ria Sun 30 123\" phone:+4930123");
    EXPECT_THAT(type("sponsor Ria Sun phone:+4930124"), AllOf(HasSubstr("⛔"), HasSubstr("Ria Sun 30 123 is on record"),
                                                              HasSubstr("`/rescue sponsor acme \"Ria Sun 30 123\"`"),
                                                              HasSubstr("`/rescue sponsor acme \"Ria Sun\"`")));
    EXPECT_EQ(sponsor().name, "Ria Sun 30 123") << "nothing is guessed";
    type("sponsor \"Ria Sun\" phone:+4930124");
    EXPECT_EQ(sponsor().name, "Ria Sun");
    EXPECT_EQ(sponsor().phone, "+4930124");
    type("people left \"Ria Sun 30 123\"");
    EXPECT_EQ(sponsor().name, "Ria Sun");
}

TEST_F(ContactDetailsTyped, S1_06_a_name_in_quotes_that_nobody_has_is_somebody_new) {
    type("people add \"Dana\" dept:finance");
    ASSERT_TRUE(person("Dana"));
    EXPECT_EQ(person("Dana")->department, "finance");
    EXPECT_TRUE(person("Dana Fox"));
    type("people add \"DANA FOX\" dept:operations");
    EXPECT_EQ(person("Dana Fox")->department, "operations") << "the same name is the same person";
}
