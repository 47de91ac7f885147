#include "storage/telling_parts.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace holdfast {
namespace {

TEST(TellingParts, are_those_that_nobody_else_has) {
    EXPECT_EQ(telling_parts("Dana Weber", {"Acme"}), (std::vector<std::string>{"Dana", "Weber"}));
    EXPECT_EQ(telling_parts("Dana Weber", {"Weber GmbH", "Tom dana"}), std::vector<std::string>{});
    EXPECT_EQ(telling_parts("Dr. Al-Li O'Neil", {}), (std::vector<std::string>{"Neil"})) << "three letters and more";
}

TEST(TellingParts, are_no_words_that_many_names_have) {
    EXPECT_EQ(telling_parts("Ursula von der Leyen", {}), (std::vector<std::string>{"Ursula", "Leyen"}));
    EXPECT_EQ(telling_parts("Prof. Kim Van Den Berg (she/her)", {}), (std::vector<std::string>{"Kim", "Berg"}));
}

TEST(TellingParts, are_not_what_somebody_does) {
    for (const char* name : {"Kim Lee (Sales)", "Kim Lee [Sales]", "Kim Lee | Sales", "Kim Lee / Sales"})
        EXPECT_EQ(telling_parts(name, {}), (std::vector<std::string>{"Kim", "Lee"})) << name;
    for (const char* name : {"[EXT] Kim Lee", "(Acme) Kim Lee", "Kim (the first) Lee", "[a (b) c] Kim Lee [d]",
                             "| Kim Lee", "[EXT] / Kim Lee | Sales", "Kim(Acme)Lee", "Kim Lee (Sales", "(Kim Lee",
                             "Kim Lee) x", "\uFF08Acme\uFF09 Kim Lee"})
        EXPECT_EQ(telling_parts(name, {}), (std::vector<std::string>{"Kim", "Lee"})) << name;
}

} // namespace
} // namespace holdfast
