#include "playbooks/wording/letter_case.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string_view>

namespace holdfast {
namespace {

TEST(LowerCase, changes_the_letters_of_ascii_and_no_other_byte) {
    struct Text {
        std::string_view typed;
        std::string_view lower;
    };
    constexpr std::array texts{
        Text{"", ""},
        Text{"Tomorrow", "tomorrow"},
        Text{"ACME", "acme"},
        Text{"already low", "already low"},
        Text{"False-Alarm", "false-alarm"},
        Text{"AZ az 09 @[`{", "az az 09 @[`{"},
        Text{"MÜLLER Straße", "mÜller straße"},
        Text{"\xff\x80\xc1 Not UTF-8", "\xff\x80\xc1 not utf-8"},
    };
    for (const auto& [typed, lower] : texts) EXPECT_EQ(lower_case(typed), lower) << typed;
    EXPECT_EQ(lower_case(std::string_view{"A\0B", 3}), (std::string_view{"a\0b", 3}));
}

} // namespace
} // namespace holdfast
