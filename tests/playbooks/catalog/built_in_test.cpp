// What the built-in playbooks say, as far as the capabilities fix it.

#include "playbooks/catalog/catalog.hpp"

#include <gtest/gtest.h>

#include <set>

namespace holdfast {
namespace {

using namespace std::chrono_literals;

Catalog built_in() {
    auto catalog = load_catalog("");
    if (!catalog) throw std::runtime_error(catalog.error().front().in_one_line());
    return *catalog;
}

TEST(BuiltInPlaybooks, load_without_an_error) {
    const auto catalog = load_catalog("");
    ASSERT_TRUE(catalog) << catalog.error().front().in_one_line();
}

TEST(BuiltInPlaybooks, have_the_nine_steps_in_order_with_all_their_texts) {
    const Catalog catalog = built_in();
    for (int number = 1; number <= 9; ++number) {
        const StepText& step = catalog.step(number);
        EXPECT_EQ(step.number, number);
        EXPECT_FALSE(step.title.empty()) << number;
        EXPECT_LE(step.title.size(), 40U) << number;
        EXPECT_FALSE(step.purpose.empty()) << number;
        EXPECT_FALSE(step.done_when.empty()) << number;
        EXPECT_NE(step.how.find("`/rescue "), std::string::npos) << "says what to type: " << number;
    }
}

struct DueCase {
    int step;
    std::optional<DueRule> due;
};
class StepDue : public testing::TestWithParam<DueCase> {};

TEST_P(StepDue, is_as_the_method_has_it) {
    const Catalog catalog = built_in();
    const auto& due = catalog.step(GetParam().step).due;
    ASSERT_EQ(due.has_value(), GetParam().due.has_value());
    if (!due) return;
    EXPECT_EQ(due->unit, GetParam().due->unit);
    EXPECT_EQ(due->amount, GetParam().due->amount);
}

INSTANTIATE_TEST_SUITE_P(
    BuiltInPlaybooks, StepDue,
    testing::Values(DueCase{1, DueRule{DueRule::Unit::close_of_day, 0}},
                    DueCase{2, DueRule{DueRule::Unit::close_of_day, 0}}, DueCase{3, DueRule{DueRule::Unit::hours, 24}},
                    DueCase{4, DueRule{DueRule::Unit::hours, 48}}, DueCase{5, DueRule{DueRule::Unit::hours, 72}},
                    DueCase{6, DueRule{DueRule::Unit::days, 7}}, DueCase{7, DueRule{DueRule::Unit::days, 5}},
                    DueCase{8, std::nullopt}, DueCase{9, std::nullopt}),
    [](const auto& tested) { return "S1_0" + std::to_string(tested.param.step); });

TEST(BuiltInPlaybooks, S1_01_nudges_two_hours_after_the_opening_and_no_other_step_does) {
    const Catalog catalog = built_in();
    EXPECT_EQ(catalog.step(1).nudge_after, 2h);
    for (int number = 2; number <= 9; ++number) EXPECT_FALSE(catalog.step(number).nudge_after) << number;
}

TEST(BuiltInPlaybooks, S1_02_leaves_its_reminders_to_the_ladder) {
    EXPECT_TRUE(built_in().step(2).escalation.empty());
}

TEST(BuiltInPlaybooks, S0_86c_escalate_up_to_the_executive_sponsor_with_growing_gaps) {
    const Catalog catalog = built_in();
    for (const int number : {1, 3, 4, 5, 6, 7}) {
        const auto& rules = catalog.step(number).escalation;
        ASSERT_GE(rules.size(), 2U) << number;
        EXPECT_EQ(rules.back().to, Duty::executive_sponsor) << number;
        std::chrono::minutes before{0};
        std::chrono::minutes gap{0};
        for (const EscalationRule& rule : rules) {
            EXPECT_GT(rule.after - before, gap) << number;
            gap = rule.after - before;
            before = rule.after;
        }
    }
}

TEST(BuiltInPlaybooks, S1_03_goes_to_the_manager_first_because_no_lead_is_named_yet) {
    EXPECT_EQ(built_in().step(3).escalation.front().to, Duty::manager);
}

TEST(BuiltInPlaybooks, S0_87_instruct_each_of_the_five_roles) {
    const Catalog catalog = built_in();
    std::set<std::string> different;
    for (const RescueRole role : all_rescue_roles) {
        ASSERT_TRUE(catalog.roles.contains(role)) << to_text(role);
        different.insert(catalog.roles.at(role).instructions);
    }
    EXPECT_EQ(different.size(), all_rescue_roles.size());
}

TEST(BuiltInPlaybooks, S1_02_bring_three_talking_points_for_the_sponsor_call) {
    const auto points = built_in().sponsor_call_points;
    ASSERT_EQ(points.size(), 3U);
    EXPECT_TRUE(points[0].contains("ownership"));
    EXPECT_TRUE(points[1].contains("outline of a plan"));
    EXPECT_TRUE(points[2].contains("dates"));
}

TEST(BuiltInPlaybooks, S1_21_have_the_template_with_five_daily_statuses_and_a_premium_response) {
    const Catalog catalog = built_in();
    const PlanTemplate& plan = catalog.plan_templates.front();
    EXPECT_EQ(plan.name, "5 daily statuses + premium response");
    std::set<int> days_with_a_status;
    for (const auto& row : plan.rows) {
        if (row.text.contains(" of 5 ")) days_with_a_status.insert(row.working_day);
    }
    EXPECT_EQ(days_with_a_status, (std::set{1, 2, 3, 4, 5}));
}

TEST(BuiltInPlaybooks, S1_08_have_templates_whose_rows_can_stand_in_a_note_to_the_customer) {
    for (const PlanTemplate& plan : built_in().plan_templates) {
        for (const auto& row : plan.rows) {
            for (const std::string_view unfit :
                 {"customer", "new person", "their ", "cheaper", "guarantee", "approval"})
                EXPECT_FALSE(row.text.contains(unfit)) << row.text;
        }
    }
}

TEST(BuiltInPlaybooks, S1_17_have_no_vague_row_in_any_template) {
    for (const PlanTemplate& plan : built_in().plan_templates) {
        for (const auto& row : plan.rows) {
            EXPECT_GE(std::ranges::count(row.text, ' '), 2) << row.text;
            for (const std::string_view vague : {"Look into", "Discuss", "Follow up", "Think about"}) {
                EXPECT_FALSE(row.text.starts_with(vague)) << row.text;
            }
        }
    }
}

TEST(BuiltInPlaybooks, S1_19_show_the_method_on_one_screen_with_all_nine_steps) {
    const std::string page = built_in().method_on_one_page;
    EXPECT_LE(page.size(), 2500U);
    for (int number = 1; number <= 9; ++number) {
        EXPECT_TRUE(page.contains("\n" + std::to_string(number) + ". ")) << number;
    }
}

TEST(BuiltInPlaybooks, hold_no_angle_brackets_which_slack_would_take_for_markup) {
    const Catalog catalog = built_in();
    EXPECT_FALSE(catalog.method_on_one_page.contains('<'));
    for (const StepText& step : catalog.steps) EXPECT_FALSE(step.how.contains('<')) << step.number;
    for (const auto& [role, text] : catalog.roles) EXPECT_FALSE(text.instructions.contains('<')) << to_text(role);
}

} // namespace
} // namespace holdfast
