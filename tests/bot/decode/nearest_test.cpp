#include "bot/decode/nearest.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace holdfast {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string_view> found(std::string_view text, const std::vector<std::string_view>& names) {
    std::vector<std::string_view> result;
    for (const auto i : nearest(text, names)) result.push_back(names[i]);
    return result;
}

const std::vector<std::string_view> accounts{"Acorn",          "Zenith AG",  "Acme GmbH", "Northwind Traders",
                                             "Müller & Söhne", "O’Brien Ltd"};

TEST(Nearest, counts_slips_with_swaps_as_one) {
    EXPECT_EQ(slips_between("touch", "touch"), 0U);
    EXPECT_EQ(slips_between("touch", "tuoch"), 1U);
    EXPECT_EQ(slips_between("Touch", "tOUCH"), 0U);
    EXPECT_EQ(slips_between("touch", "touche"), 1U);
    EXPECT_EQ(slips_between("touch", "tuch"), 1U);
    EXPECT_EQ(slips_between("", "abc"), 3U);
    EXPECT_EQ(slips_between("Müller", "Muller"), 1U);
}

TEST(Nearest, beginning_with_the_text_beats_slips) {
    EXPECT_THAT(found("acm", accounts), ElementsAre("Acme GmbH", "Acorn"));
    EXPECT_THAT(found("acrn", accounts), ElementsAre("Acorn", "Acme GmbH"));
}

TEST(Nearest, knows_case_later_words_and_typographic_quotes) {
    EXPECT_THAT(found("ZENITH ag", accounts), ElementsAre("Zenith AG"));
    EXPECT_THAT(found("trad", accounts), ElementsAre("Northwind Traders"));
    EXPECT_THAT(found("o'brien", accounts), ElementsAre("O’Brien Ltd"));
    EXPECT_THAT(found("MÜLLER", accounts), ElementsAre("Müller & Söhne"));
    EXPECT_THAT(found("muller", accounts), ElementsAre("Müller & Söhne"));
}

TEST(Nearest, gives_no_more_than_asked_and_nothing_far_away) {
    const std::vector<std::string_view> many{"aa1", "aa2", "aa3", "aa4"};
    EXPECT_THAT(found("aa", many), ElementsAre("aa1", "aa2", "aa3"));
    EXPECT_EQ(nearest("aa", many, 1).size(), 1U);
    EXPECT_THAT(found("quite something else", accounts), IsEmpty());
    EXPECT_THAT(found("", accounts), IsEmpty());
    EXPECT_THAT(found(std::string(10'000, 'a'), accounts), IsEmpty());
}

RC_GTEST_PROP(Nearest, slips_are_symmetric_and_bounded, (const std::string& one, const std::string& other)) {
    RC_ASSERT(slips_between(one, other) == slips_between(other, one));
    RC_ASSERT(slips_between(one, other) <= std::max(one.size(), other.size()));
    RC_ASSERT(slips_between(one, one) == 0U);
}

} // namespace
} // namespace holdfast
