// The facts of the first step: written, read and corrected in one form, and told in the record.
#include "tests/bot/handle/office.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

using namespace holdfast;
using namespace holdfast::test;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

namespace {

const std::string manager = "U0MANAGER";

std::vector<EnteredValue> facts(const std::string& what_happened) {
    return {{"what_happened", "value", "plain_text_input", {what_happened}},
            {"outcomes_hit", "value", "plain_text_input", {"line two stood still"}},
            {"promises_broken", "value", "plain_text_input", {"delivery within three days"}}};
}

class FactsOnRecord : public testing::Test {
protected:
    FactsOnRecord() { office.type(manager, "open acme three deliveries came late"); }

    std::string open_form() {
        office.wait(std::chrono::minutes{1});
        return office.type(manager, "step acme 1");
    }
    std::string what_happened_in_the_form() {
        for (const auto& block : office.surface().seen.back().json["blocks"]) {
            if (block.value("block_id", "") == "what_happened") return block["element"].value("initial_value", "");
        }
        return {};
    }
    std::ptrdiff_t times_told() {
        const auto lines = office.lines("acme");
        return std::ranges::count_if(lines,
                                     [](const std::string& line) { return line.contains("recorded the facts"); });
    }

    Office office;
};

TEST_F(FactsOnRecord, S1_01_are_read_and_corrected_in_the_form_in_which_they_were_written) {
    ASSERT_EQ(open_form(), "form facts");
    EXPECT_THAT(what_happened_in_the_form(), StartsWith("Tue 3 Mar 2026: three deliveries came late."));
    ASSERT_TRUE(office.submit(manager, facts("two pallets came late")).is_null());
    ASSERT_EQ(open_form(), "form facts");
    EXPECT_EQ(what_happened_in_the_form(), "two pallets came late");
    ASSERT_TRUE(office.submit(manager, facts("three pallets came late")).is_null());
    EXPECT_EQ(office.rescue("acme")->facts->what_happened, "three pallets came late");
    EXPECT_EQ(times_told(), 2);
    ASSERT_EQ(open_form(), "form facts");
    ASSERT_TRUE(office.submit(manager, facts("three pallets came late")).is_null());
    EXPECT_EQ(times_told(), 2) << "saving what is there is no news";
}

TEST_F(FactsOnRecord, S1_01_are_told_in_the_record_and_shown_to_the_channel_when_they_are_shared) {
    open_form();
    ASSERT_TRUE(office.submit(manager, facts("two pallets came late")).is_null());
    EXPECT_THAT(office.lines("acme"), Contains(AllOf(HasSubstr("two pallets came late"), HasSubstr("line two stood"))));
    EXPECT_THAT(office.type(manager, "timeline acme"), HasSubstr("delivery within three days"));
    EXPECT_THAT(office.type(manager, "step acme 1 share"),
                AllOf(HasSubstr("two pallets came late"), HasSubstr("line two stood still"),
                      HasSubstr("delivery within three days"), Not(HasSubstr("form facts"))));
}

} // namespace
