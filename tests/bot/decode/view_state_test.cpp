#include "bot/decode/view_state.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace holdfast {
namespace {

using namespace std::chrono_literals;
using namespace date::literals;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

const ViewState entered{{{"title", "v", "plain_text_input", {"Checkout <down> & out"}},
                         {"empty", "v", "plain_text_input", {}},
                         {"blank", "v", "plain_text_input", {""}},
                         {"kind", "v", "static_select", {"call"}},
                         {"tags", "v", "checkboxes", {"renewal", "terms"}},
                         {"lead", "v", "users_select", {"U1"}},
                         {"team", "v", "multi_users_select", {"U1", "U2"}},
                         {"due", "v", "datepicker", {"2026-03-04"}},
                         {"at", "v", "timepicker", {"14:02"}},
                         {"twice", "first", "plain_text_input", {"one"}},
                         {"twice", "second", "plain_text_input", {"two"}}}};

TEST(ViewState, gives_each_value_in_its_type) {
    EXPECT_EQ(entered.text("title"), "Checkout <down> & out");
    EXPECT_EQ(entered.option("kind"), "call");
    EXPECT_THAT(entered.options("tags"), ElementsAre("renewal", "terms"));
    EXPECT_EQ(entered.user("lead"), UserId{"U1"});
    EXPECT_THAT(entered.options("team"), ElementsAre("U1", "U2"));
    EXPECT_EQ(entered.date("due"), Day{2026_y / 3 / 4});
    EXPECT_EQ(entered.time("at"), 14h + 2min);
    EXPECT_EQ(entered.text("twice"), "one");
}

TEST(ViewState, absent_untouched_and_cleared_read_as_nothing) {
    for (const std::string block : {"absent", "empty", "blank"}) {
        EXPECT_FALSE(entered.text(block)) << block;
        EXPECT_FALSE(entered.option(block)) << block;
        EXPECT_FALSE(entered.user(block)) << block;
        EXPECT_FALSE(entered.date(block)) << block;
        EXPECT_FALSE(entered.time(block)) << block;
    }
    EXPECT_THAT(entered.options("absent"), IsEmpty());
    EXPECT_EQ(entered.find("absent"), nullptr);
}

TEST(ViewState, values_of_another_type_read_as_nothing) {
    EXPECT_FALSE(entered.date("title"));
    EXPECT_FALSE(entered.time("due"));
}

} // namespace
} // namespace holdfast
