// Numbers that people follow stand everywhere as they were given: a form that shows fewer digits would save fewer.
#include "bot/render/answers.hpp"
#include "bot/render/case_words.hpp"
#include "bot/render/modals.hpp"
#include "tests/bot/render/example_rescue.hpp"
#include "tests/bot/render/seen.hpp"

#include <gtest/gtest.h>

namespace holdfast::render {
namespace {

using test::ExampleRescue;
using test::ExampleRules;
using test::Seen;
using test::third_of_march;

const FormContext in_acme{AccountId{"acme"}, CaseId{"acme#1"}, ChannelId{"C0ACME"}, "", ""};

class CheckinNumbers : public testing::Test {
protected:
    CheckinNumbers() {
        acme.then(third_of_march(10), event::IndicatorChosen{"parcels", 1'234'567, true})
            .then(third_of_march(11), event::IndicatorLogged{"parcels", 1'234'568.5});
    }

    ExampleRescue acme;
    ExampleRules rules;
};

TEST_F(CheckinNumbers, S1_07_the_form_offers_the_target_as_it_is) {
    EXPECT_EQ(Seen(checkin(in_acme, acme.state())).input("target")["element"]["initial_value"], "<=1234567");
}

TEST_F(CheckinNumbers, S1_07_the_form_that_asks_for_values_names_the_target_as_it_is) {
    EXPECT_EQ(Seen(checkin_log(in_acme, acme.state())).input("value_1")["hint"]["text"], "Target: at most 1234567.");
}

TEST_F(CheckinNumbers, S1_07_the_answer_shows_target_and_value_as_they_are) {
    const Seen seen{checkin(acme.state(), rules.at(third_of_march(12)))};
    EXPECT_TRUE(seen.says("*parcels*, target at most 1234567: 1234568.5 · ⏰ not on target")) << seen.text();
    EXPECT_EQ(target_in_words(acme.state().indicators.front()), "at most 1234567");
}

} // namespace
} // namespace holdfast::render
