#include "playbooks/rescue/event.hpp"
#include "playbooks/rescue/figures.hpp"

#include <gtest/gtest.h>

#include <array>
#include <charconv>
#include <string_view>

namespace holdfast {
namespace {

struct Number {
    double value;
    std::string_view text;
};

TEST(NumberText, keeps_every_digit_that_was_given_and_adds_none) {
    constexpr std::array numbers{Number{95, "95"},
                                 Number{96.5, "96.5"},
                                 Number{0.1, "0.1"},
                                 Number{0, "0"},
                                 Number{-3.25, "-3.25"},
                                 Number{100'000, "100000"},
                                 Number{1'234'567, "1234567"},
                                 Number{1'234'567.25, "1234567.25"},
                                 Number{99.999999, "99.999999"},
                                 Number{0.0001, "0.0001"},
                                 Number{1e15, "1000000000000000"},
                                 Number{1e16, "1e+16"},
                                 Number{1e-7, "1e-07"}};
    for (const auto& number : numbers) {
        const auto text = number_text(number.value);
        EXPECT_EQ(text, number.text);
        double read_back = -1;
        std::from_chars(text.data(), text.data() + text.size(), read_back);
        EXPECT_EQ(read_back, number.value) << text;
    }
}

TEST(Outcome, every_outcome_is_read_back_from_its_name_and_nothing_else_is_one) {
    for (const auto outcome : {event::Outcome::recovered, event::Outcome::lost, event::Outcome::false_alarm})
        EXPECT_EQ(event::outcome_from(to_text(outcome)), outcome) << to_text(outcome);
    for (const std::string_view text : {"", "false", "Lost", "merged"})
        EXPECT_EQ(event::outcome_from(text), std::nullopt) << text;
}

} // namespace
} // namespace holdfast
