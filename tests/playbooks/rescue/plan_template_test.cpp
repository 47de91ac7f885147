#include "playbooks/rescue/plan_template.hpp"
#include "tests/playbooks/rescue/case_builder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace holdfast {
namespace {

using test::day;
using test::Rescue;

const Catalog& catalog() {
    return test::built_in_catalog();
}

TEST(PlanTemplate, S1_21_is_found_by_number_or_by_the_beginning_of_its_name) {
    ASSERT_GE(catalog().plan_templates.size(), 2U);
    const auto* daily = &catalog().plan_templates.front();
    EXPECT_EQ(find_template(catalog(), "1"), daily);
    EXPECT_EQ(find_template(catalog(), "5 DAILY"), daily);
    for (const auto* nothing : {"", "0", "99", "-1", "no such template"}) {
        EXPECT_EQ(find_template(catalog(), nothing), nullptr) << nothing;
    }
}

TEST(PlanTemplate, S1_21_duties_become_people_and_days_working_days) {
    Rescue rescue;
    rescue.now = test::moment("2026-03-05 10:00", test::berlin); // a Thursday
    const auto rows =
        rows_from(*find_template(catalog(), "5 daily"), rescue.state, rescue.company.around(), rescue.now);
    ASSERT_EQ(rows.size(), 8U);
    EXPECT_EQ(rows[0].due, day("2026-03-05"));
    EXPECT_EQ(rows[1].due, day("2026-03-06"));
    EXPECT_EQ(rows[2].due, day("2026-03-09")) << "no status on a weekend";
    EXPECT_EQ(rows[7].due, day("2026-03-18"));
    for (const auto& row : rows) EXPECT_NE(row.owner, UserId{}) << row.text;
}

TEST(PlanTemplate, S1_04_every_template_keeps_the_rules_of_a_plan_on_every_day_of_the_week) {
    for (const auto& pattern : catalog().plan_templates) {
        for (const auto* today : {"2026-03-02 09:00", "2026-03-06 17:00", "2026-03-07 12:00", "2026-03-08 23:30"}) {
            Rescue rescue;
            rescue.now = test::moment(today, test::berlin);
            const auto rows = rows_from(pattern, rescue.state, rescue.company.around(), rescue.now);
            EXPECT_TRUE(rescue.ask(today, request::WritePlan{rows})) << pattern.name << " on " << today;
        }
    }
}

TEST(PlanTemplate, S1_21_used_again_brings_only_what_is_not_open_already) {
    Rescue rescue;
    const auto& pattern = *find_template(catalog(), "Repair");
    const auto rows = [&] { return rows_from(pattern, rescue.state, rescue.company.around(), rescue.now); };
    rescue.does("2026-03-03 10:00", request::WritePlan{rows()});
    EXPECT_TRUE(rows().empty());
    rescue.does("2026-03-03 11:00", request::FinishPlanRow{1});
    rescue.does("2026-03-03 11:00", request::DropPlanRow{2, "not needed"});
    ASSERT_EQ(rows().size(), 2U) << "what is settled may be wanted once more";
    EXPECT_EQ(rows()[0].text, pattern.rows[0].text);
}

} // namespace
} // namespace holdfast
