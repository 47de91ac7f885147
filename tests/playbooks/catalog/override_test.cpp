// A directory of playbook files: what it replaces, and what is said about its mistakes.

#include "playbooks/catalog/catalog.hpp"
#include "playbooks/catalog/playbook_file.hpp"
#include "tests/playbooks/catalog/override_directory.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

namespace holdfast {
namespace {

using testing::Contains;
using testing::HasSubstr;

std::string built_in_text(std::string_view name) {
    for (const BuiltInFile& file : built_in_files()) {
        if (file.name == name) return std::string{file.text};
    }
    throw std::runtime_error("no such playbook file");
}

/// `text` with the first occurrence of `from` replaced, and the number of the line where it stood.
struct Edited {
    std::string text;
    int line;
};
Edited edited(std::string text, std::string_view from, std::string_view to) {
    const auto at = text.find(from);
    if (at == std::string::npos) throw std::runtime_error("nothing to edit: " + std::string{from});
    const int line = line_at(text, at);
    text.replace(at, from.size(), to);
    return {text, line};
}

TEST(OverriddenPlaybooks, replace_one_file_and_leave_the_others) {
    const OverrideDirectory directory;
    directory.put("roles.yaml", edited(built_in_text("roles.yaml"), "Take ownership.", "Own it.").text);
    const auto catalog = load_catalog(directory.path());
    ASSERT_TRUE(catalog) << catalog.error().front().in_one_line();
    const auto built_in = load_catalog("");
    EXPECT_TRUE(catalog->sponsor_call_points.front().starts_with("Own it. "));
    EXPECT_EQ(catalog->step(1).how, built_in->step(1).how);
    EXPECT_EQ(catalog->summary_template, built_in->summary_template);
}

TEST(OverriddenPlaybooks, replace_a_mustache_file_in_its_folder) {
    const OverrideDirectory directory;
    directory.put("summaries/touch.mustache", "Dear {{first_name}},\n{{moved}}\n");
    const auto catalog = load_catalog(directory.path());
    ASSERT_TRUE(catalog) << catalog.error().front().in_one_line();
    EXPECT_EQ(catalog->summary_template, "Dear {{first_name}},\n{{moved}}\n");
}

TEST(OverriddenPlaybooks, take_steps_in_any_order) {
    const OverrideDirectory directory;
    std::string text = built_in_text("nine-step-rescue.yaml");
    const auto eighth = text.find("  - number: 8");
    const auto ninth = text.find("  - number: 9");
    directory.put("nine-step-rescue.yaml",
                  text.substr(0, eighth) + text.substr(ninth) + text.substr(eighth, ninth - eighth));
    const auto catalog = load_catalog(directory.path());
    ASSERT_TRUE(catalog) << catalog.error().front().in_one_line();
    EXPECT_EQ(catalog->step(8).title, "Write after every touch");
}

TEST(OverriddenPlaybooks, ignore_files_that_are_no_playbooks) {
    const OverrideDirectory directory;
    directory.put("README.md", "ours");
    directory.put(".git/notes.txt", "ours");
    EXPECT_TRUE(load_catalog(directory.path()));
}

/// One mistake made in a built-in file; it is reported for the line of the mistake (or one `below` it).
struct Mistake {
    std::string name;
    std::string file;
    std::string from;
    std::string to;
    std::string key;
    std::string message;
    int below = 0;
};

void PrintTo(const Mistake& mistake, std::ostream* out) {
    *out << mistake.name;
}

class MistakeInPlaybook : public testing::TestWithParam<Mistake> {};

TEST_P(MistakeInPlaybook, is_reported_with_file_line_and_key) {
    const Mistake& mistake = GetParam();
    const OverrideDirectory directory;
    const Edited file = edited(built_in_text(mistake.file), mistake.from, mistake.to);
    directory.put(mistake.file, file.text);

    const auto catalog = load_catalog(directory.path());

    ASSERT_FALSE(catalog);
    const CatalogError& error = catalog.error().front();
    EXPECT_EQ(catalog.error().size(), 1U);
    EXPECT_EQ(error.file, directory.path_of(mistake.file));
    EXPECT_EQ(error.line, file.line + mistake.below) << error.in_one_line();
    EXPECT_EQ(error.key, mistake.key);
    EXPECT_THAT(error.message, HasSubstr(mistake.message));
}

constexpr auto steps = "nine-step-rescue.yaml";
constexpr auto roles = "roles.yaml";
constexpr auto plans = "plan-templates.yaml";
constexpr auto touch = "summaries/touch.mustache";

INSTANTIATE_TEST_SUITE_P(
    OverriddenPlaybooks, MistakeInPlaybook,
    testing::Values(
        Mistake{"unknown_key", steps, "purpose: A sponsor", "purpos: x\n    purpose: A sponsor", "steps[1].purpos",
                "is not a key of this place"},
        Mistake{"unknown_key_at_the_top", steps, "steps:", "colour: red\nsteps:", "colour", "known are steps"},
        Mistake{"missing_key", steps, "number: 4\n    title: Agree the two-week plan", "number: 4", "steps[4].title",
                "is missing"},
        Mistake{"key_given_twice", steps, "title: Get the facts", "title: Get the facts\n    title: Again",
                "steps[1].title", "twice", 1},
        Mistake{"text_that_is_a_list", steps, "title: Get the facts", "title: [Get, the, facts]", "steps[1].title",
                "must be a text, not a list"},
        Mistake{"text_that_is_empty", steps, "title: Get the facts", "title:", "steps[1].title", "must be a text"},
        Mistake{"step_without_a_number", steps, "number: 3", "number: three", "steps[3].number",
                "whole number from 1 to 9, not \"three\""},
        Mistake{"due_that_is_a_word", steps, "due: {hours: 24}", "due: tomorrow", "steps[3].due",
                "close-of-day, {hours: N} or {days: N}"},
        Mistake{"due_in_both_units", steps, "due: {hours: 24}", "due: {hours: 24, days: 1}", "steps[3].due",
                "close-of-day, {hours: N} or {days: N}"},
        Mistake{"due_in_an_unknown_unit", steps, "due: {hours: 24}", "due: {weeks: 1}", "steps[3].due.weeks",
                "known are hours, days"},
        Mistake{"negative_due", steps, "due: {hours: 24}", "due: {hours: -24}", "steps[3].due.hours",
                "whole number from 1"},
        Mistake{"negative_escalation", steps, "{after_hours: 1, to: recovery-lead}",
                "{after_hours: -1, to: recovery-lead}", "steps[1].escalation[1].after_hours", "not \"-1\""},
        Mistake{"escalation_that_does_not_rise", steps, "{after_hours: 3, to: manager}",
                "{after_hours: 1, to: manager}", "steps[1].escalation[2].after_hours", "later than the entry before"},
        Mistake{"escalation_without_a_due_date", steps, "    due: close-of-day\n    nudge", "    nudge",
                "steps[1].escalation", "needs a due date", 1},
        Mistake{"negative_nudge", steps, "nudge_after_hours: 2", "nudge_after_hours: -2", "steps[1].nudge_after_hours",
                "whole number"},
        Mistake{"unknown_duty", steps, "owner: manager", "owner: boss", "steps[2].owner",
                "must be one of account-manager, manager"},
        Mistake{"unknown_duty_in_an_escalation", steps, "{after_hours: 1, to: recovery-lead}",
                "{after_hours: 1, to: lead}", "steps[1].escalation[1].to", "not \"lead\""},
        Mistake{"tab_in_the_indentation", steps, "    title: Get the facts", "\ttitle: Get the facts", "",
                "is not valid YAML"},
        Mistake{"quote_left_open", plans, "name: Repair the product", "name: \"Repair\" the product", "",
                "is not valid YAML"},
        Mistake{"second_document", roles, "sponsor_call_points:", "---\nsponsor_call_points:", "",
                "more than one document", 1},
        Mistake{"unknown_role", roles, "  lead:\n", "  boss: {instructions: x}\n  lead:\n", "roles.boss",
                "is not a key of this place"},
        Mistake{"role_that_is_a_text", roles, "  technical:\n    instructions: |\n", "  technical: |\n",
                "roles.technical", "must be a mapping with the keys instructions", 0},
        Mistake{"two_talking_points", roles,
                "  - Take ownership. Name what went wrong in one sentence and say that it is ours to repair, without a "
                "reason in front of it.\n",
                "", "sponsor_call_points", "must be 3 points, not 2", -1},
        Mistake{"row_beyond_the_two_weeks", plans, "working_day: 9", "working_day: 10",
                "templates[1].rows[8].working_day", "from 0 to 9"},
        Mistake{"row_with_an_unknown_duty", plans, "owner: support-lead", "owner: support",
                "templates[1].rows[1].owner", "must be one of"},
        Mistake{"template_named_as_another", plans, "name: Repair the product",
                "name: 5 daily statuses + premium response", "templates[2].name", "choose another"},
        Mistake{"section_left_open", touch, "{{/progress}}\n", "", "", "Unclosed section", -9},
        Mistake{"section_closed_only", touch, "{{#next_actions}}\n", "{{/next_actions}}\n", "", "Unopened section"},
        Mistake{"tag_left_open", touch, "{{sender}}{{/sender}}", "{{sender", "", "Unclosed tag"},
        Mistake{"name_that_nothing_is_put_in_for", touch, "{{moved}}\n", "{{mooved}}\n", "mooved",
                "nothing that this text can show"},
        Mistake{"name_inside_an_inverted_section", touch, "{{^next_on}}every", "{{^next_on}}{{evry}}", "evry",
                "nothing that this text can show"}),
    [](const auto& tested) { return tested.param.name; });

TEST(OverriddenPlaybooks, a_missing_step_is_named) {
    const OverrideDirectory directory;
    const std::string text = built_in_text(steps);
    const auto fifth = text.find("  - number: 5");
    const auto sixth = text.find("  - number: 6");
    directory.put(steps, text.substr(0, fifth) + text.substr(sixth));
    const auto catalog = load_catalog(directory.path());
    ASSERT_FALSE(catalog);
    EXPECT_EQ(catalog.error().size(), 1U);
    EXPECT_EQ(catalog.error().front().message, "step 5 is missing");
    EXPECT_EQ(catalog.error().front().key, "steps");
}

TEST(OverriddenPlaybooks, a_step_that_is_there_twice_is_named_where_it_stands_again) {
    const OverrideDirectory directory;
    const Edited file = edited(built_in_text(steps), "number: 5", "number: 4");
    directory.put(steps, file.text);
    const auto catalog = load_catalog(directory.path());
    ASSERT_FALSE(catalog);
    const auto twice = std::ranges::find(catalog.error(), "steps[5].number", &CatalogError::key);
    ASSERT_NE(twice, catalog.error().end());
    EXPECT_EQ(twice->line, file.line);
    EXPECT_THAT(twice->message, HasSubstr("step 4 is there twice"));
}

TEST(OverriddenPlaybooks, all_mistakes_in_all_files_are_reported_at_once_in_the_order_of_the_lines) {
    const OverrideDirectory directory;
    std::string text = edited(built_in_text(steps), "owner: manager", "owner: boss").text;
    text = edited(text, "due: {hours: 24}", "due: {hours: 0}").text;
    directory.put(steps, text);
    directory.put("summaries/contact.mustache", "{{#owner}}");
    const auto catalog = load_catalog(directory.path());
    ASSERT_FALSE(catalog);
    ASSERT_EQ(catalog.error().size(), 3U);
    EXPECT_EQ(catalog.error()[0].key, "steps[2].owner");
    EXPECT_EQ(catalog.error()[1].key, "steps[3].due.hours");
    EXPECT_EQ(catalog.error()[2].file, directory.path_of("summaries/contact.mustache"));
}

TEST(OverriddenPlaybooks, an_empty_yaml_file_is_refused) {
    const OverrideDirectory directory;
    directory.put(roles, "");
    const auto catalog = load_catalog(directory.path());
    ASSERT_FALSE(catalog);
    EXPECT_THAT(catalog.error().front().message, HasSubstr("is empty"));
}

TEST(OverriddenPlaybooks, S1_19_a_method_that_does_not_fit_on_one_screen_is_refused) {
    const OverrideDirectory directory;
    std::string page;
    for (int i = 0; i < 2500; ++i) page += "ä";
    directory.put("method.txt", page + "\n");
    EXPECT_TRUE(load_catalog(directory.path()));
    directory.put("method.txt", page + "!\n");
    const auto catalog = load_catalog(directory.path());
    ASSERT_FALSE(catalog);
    EXPECT_THAT(catalog.error().front().message, HasSubstr("at most 2500 characters"));
}

TEST(OverriddenPlaybooks, a_file_in_another_encoding_is_refused_with_its_line) {
    const OverrideDirectory directory;
    directory.put("method.txt", "one\ntwo \xe4\n");
    const auto catalog = load_catalog(directory.path());
    ASSERT_FALSE(catalog);
    EXPECT_EQ(catalog.error().front().line, 2);
    EXPECT_THAT(catalog.error().front().message, HasSubstr("not UTF-8"));
}

TEST(OverriddenPlaybooks, a_misspelt_file_name_is_refused_instead_of_changing_nothing) {
    const OverrideDirectory directory;
    directory.put("summaries/tuch.mustache", "Hello");
    const auto catalog = load_catalog(directory.path());
    ASSERT_FALSE(catalog);
    EXPECT_EQ(catalog.error().front().file, directory.path_of("summaries/tuch.mustache"));
    EXPECT_THAT(catalog.error().front().message, HasSubstr("summaries/touch.mustache"));
}

TEST(OverriddenPlaybooks, a_directory_that_is_not_there_is_an_error) {
    const OverrideDirectory directory;
    const auto catalog = load_catalog(directory.path_of("nowhere"));
    ASSERT_FALSE(catalog);
    EXPECT_THAT(catalog.error().front().in_one_line(), HasSubstr("nowhere: cannot be read"));
}

TEST(OverriddenPlaybooks, a_folder_in_place_of_a_file_is_an_error) {
    const OverrideDirectory directory;
    directory.put("method.txt/inner.md", "x");
    const auto catalog = load_catalog(directory.path());
    ASSERT_FALSE(catalog);
    EXPECT_THAT(catalog.error(),
                Contains(testing::Field(&CatalogError::message, HasSubstr("check that it is a file"))));
}

TEST(CatalogErrors, read_as_one_line) {
    EXPECT_EQ((CatalogError{"a.yaml", 3, "steps[1].due", "is wrong"}.in_one_line()),
              "a.yaml:3: steps[1].due: is wrong");
    EXPECT_EQ((CatalogError{"a.yaml", 3, "", "is wrong"}.in_one_line()), "a.yaml:3: is wrong");
    EXPECT_EQ((CatalogError{"a.yaml", 0, "", "is wrong"}.in_one_line()), "a.yaml: is wrong");
}

TEST(Duties, S0_87_are_read_as_they_are_written) {
    for (std::size_t i = 0; i < duty_names.size(); ++i) EXPECT_EQ(duty_from(duty_names[i]), static_cast<Duty>(i));
    EXPECT_EQ(to_text(Duty::recovery_lead), "recovery-lead");
    EXPECT_FALSE(duty_from("lead"));
}

TEST(OverriddenPlaybooks, S0_81_have_four_tiers_of_concessions) {
    const OverrideDirectory directory;
    const std::string tier = "  - {name: Extras, rule: Begin here., items: [training]}\n";
    directory.put("concessions.yaml", "tiers:\n" + tier + tier + tier + tier);
    const auto catalog = load_catalog(directory.path());
    ASSERT_TRUE(catalog) << catalog.error().front().in_one_line();
    EXPECT_EQ(catalog->concessions.at(3).items, std::vector<std::string>{"training"});

    directory.put("concessions.yaml", "tiers:\n" + tier + tier + tier);
    const auto three = load_catalog(directory.path());
    ASSERT_FALSE(three);
    EXPECT_EQ(three.error().front().key, "tiers");
    EXPECT_THAT(three.error().front().message, HasSubstr("must be 4, not 3"));

    const std::string twice = "  - {name: Extras, rule: Begin here., items: [training, training]}\n";
    directory.put("concessions.yaml", "tiers:\n" + tier + twice + tier + tier);
    const auto repeated = load_catalog(directory.path());
    ASSERT_FALSE(repeated);
    EXPECT_EQ(repeated.error().front().line, 3);
    EXPECT_EQ(repeated.error().front().key, "tiers[2].items[2]");
}

TEST(OverriddenPlaybooks, S0_88b_have_promise_words_of_their_own_each_once) {
    const OverrideDirectory directory;
    directory.put("promise-words.yaml", "words: [Rabatt, kostenlos]\n");
    const auto catalog = load_catalog(directory.path());
    ASSERT_TRUE(catalog) << catalog.error().front().in_one_line();
    EXPECT_EQ(catalog->promise_words, (std::vector<std::string>{"Rabatt", "kostenlos"}));
    directory.put("promise-words.yaml", "words:\n  - Rabatt\n  - Rabatt\n");
    const auto twice = load_catalog(directory.path());
    ASSERT_FALSE(twice);
    EXPECT_EQ(twice.error().front().line, 3);
    EXPECT_THAT(twice.error().front().message, HasSubstr("already"));
}

} // namespace
} // namespace holdfast
