// Tags of a touch are words of their own, whichever way they were entered.
#include "tests/bot/handle/office.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace holdfast;
using namespace holdfast::test;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

namespace {

class TouchTags : public testing::Test {
protected:
    TouchTags() {
        office.type("U0OWNER", "open acme late deliveries");
        office.give_room("acme", "C0ACME");
    }

    /// The tags of the touch that the form logs with this in its field.
    std::vector<std::string> entered_in_form(const std::string& tags) {
        office.wait(std::chrono::minutes{1});
        office.type("U0OWNER", "touch", "C0ACME");
        EXPECT_TRUE(office
                        .submit("U0OWNER", {{"kind", "value", "static_select", {"meeting"}},
                                            {"reached", "value", "checkboxes", {"reached"}},
                                            {"text", "value", "plain_text_input", {"the contract came up"}},
                                            {"tags", "value", "plain_text_input", {tags}}})
                        .is_null());
        return office.rescue("acme")->touches.back().tags;
    }

    Office office;
};

TEST_F(TouchTags, S0_65_commas_and_blanks_in_the_form_separate_them) {
    EXPECT_THAT(entered_in_form("renewal, terms"), ElementsAre("renewal", "terms"));
    EXPECT_THAT(entered_in_form("Terms renewal"), ElementsAre("terms", "renewal"));
    EXPECT_THAT(entered_in_form(" ,renewal,,terms, RENEWAL ,"), ElementsAre("renewal", "terms"));
    EXPECT_THAT(entered_in_form(" , "), IsEmpty());
    EXPECT_THAT(office.rescue("acme")->touches, SizeIs(4));
}

TEST_F(TouchTags, S0_65_a_typed_value_may_hold_several) {
    office.type("U0OWNER", "touch kind:meeting tag:\"renewal, Terms\" tag:price they asked for more time", "C0ACME");
    EXPECT_THAT(office.rescue("acme")->touches.back().tags, ElementsAre("renewal", "terms", "price"));
}

} // namespace
