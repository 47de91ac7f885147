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

TEST(PersonNames, S1_02_one_of_several_is_named_and_somebody_mentioned_by_the_way_is_not) {
    EXPECT_TRUE(names_person(" dana FOX", "Dana Fox"));
    EXPECT_TRUE(names_person("Jo Brandt and Dana Fox", "Dana Fox"));
    EXPECT_TRUE(names_person("Jo Brandt, Dana Fox; Ines", "Dana Fox"));
    EXPECT_TRUE(names_person("Dana Fox & Jo", "Dana Fox"));
    EXPECT_TRUE(names_person("Fox, Dana", "Fox, Dana")) << "spelled just so on record";
    EXPECT_FALSE(names_person("the assistant of Dana Fox", "Dana Fox"));
    EXPECT_FALSE(names_person("Dana", "Dana Fox"));
    EXPECT_FALSE(names_person("", "Dana Fox"));
}

} // namespace
} // namespace holdfast
