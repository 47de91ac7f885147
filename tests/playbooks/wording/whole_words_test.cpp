#include "playbooks/wording/whole_words.hpp"

#include <gtest/gtest.h>

namespace holdfast {
namespace {

TEST(WholeWords, are_found_in_any_case_and_in_the_plural_with_anything_between) {
    const WholeWords words{"A 10 % DISCOUNT, two credit-notes\nand the rest free\tof  charge."};
    for (const auto* there : {"discount", "credit note", "free of charge", "free", "Free of Charge"})
        EXPECT_TRUE(words.contain(there)) << there;
    for (const auto* absent : {"disc", "credits", "charged", "notes and rest", "", " ", "-"})
        EXPECT_FALSE(words.contain(absent)) << absent;
}

TEST(WholeWords, a_part_of_a_word_is_none) {
    EXPECT_FALSE(WholeWords{"freedom, carefree"}.contain("free"));
    EXPECT_FALSE(WholeWords{"gebührenfrei"}.contain("frei"));
    EXPECT_FALSE(WholeWords{""}.contain("free"));
    EXPECT_TRUE(WholeWords{"free"}.contain("free"));
}

} // namespace
} // namespace holdfast
