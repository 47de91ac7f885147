#include "playbooks/accounts/person_names.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace holdfast {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const std::vector<std::string> people{"Dana Fox", "Dan Brown", "Élodie Roux", "Fox Miller", "Ines"};

std::vector<std::string> meant(std::string_view typed, Typed how = Typed::beginning) {
    std::vector<std::string> names;
    for (const auto position : people_called(typed, people, how)) names.push_back(people[position]);
    return names;
}

TEST(PersonNames, are_the_same_whatever_the_case_and_the_blanks) {
    EXPECT_TRUE(same_name("Dana Fox", "  dana   FOX "));
    EXPECT_TRUE(same_name("\u00C9lodie", "e\u0301lodie"));
    EXPECT_FALSE(same_name("Dana Fox", "Dana"));
    EXPECT_THAT(meant("DANA FOX"), ElementsAre("Dana Fox"));
    EXPECT_THAT(meant("ines"), ElementsAre("Ines"));
}

TEST(PersonNames, a_part_means_those_of_whose_name_it_is_a_part) {
    EXPECT_THAT(meant("Dana"), ElementsAre("Dana Fox"));
    EXPECT_THAT(meant("dan"), ElementsAre("Dana Fox", "Dan Brown"));
    EXPECT_THAT(meant("fox"), ElementsAre("Dana Fox", "Fox Miller"));
    EXPECT_THAT(meant("Nobody"), IsEmpty());
    EXPECT_THAT(meant(""), IsEmpty());
    EXPECT_THAT(meant("  "), IsEmpty());
}

TEST(PersonNames, where_somebody_new_may_be_named_only_whole_words_are_a_part) {
    EXPECT_THAT(meant("dan", Typed::words), ElementsAre("Dan Brown"));
    EXPECT_THAT(meant("Dana Foxworth", Typed::words), IsEmpty());
    EXPECT_THAT(meant("Dana F", Typed::words), IsEmpty());
    EXPECT_THAT(meant("Ine", Typed::words), IsEmpty());
}

} // namespace
} // namespace holdfast
