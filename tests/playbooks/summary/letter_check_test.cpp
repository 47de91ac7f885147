#include "playbooks/summary/letter_check.hpp"

#include <gtest/gtest.h>

namespace holdfast {
namespace {

TEST(LetterCheck, S1_08_a_letter_is_signed_by_a_name_in_its_last_line_or_above_how_they_are_reached) {
    for (const auto* letter : {"Hello Dana,\n\nfine.\n\nKind regards\nKim Lee\n", "Hello Dana,\n\nfine.\n\nKim",
                               "Hello Dana,\nfine.\nYours sincerely\nDr. Kim Lee\nHead of Delivery",
                               "Hello Dana,\nfine.\n\nKim Lee\nPhone: +43 1 234 56\nkim.lee@example.com\n"})
        EXPECT_TRUE(is_signed(letter)) << letter;
    for (const auto* letter :
         {"", "\n\n", "Hello Carla, hello.", "Kim Lee", "Hello Dana,\n\nWe send the plan on Friday.",
          "Hello Dana,\n\nfine.\n\nKind regards", "Hello Dana,\n\nfine.\n\nMany thanks,\n",
          "Hello Dana,\n\nWhat is next\n- Send the plan", "Hello Dana,\n\nBy when\n- Next date: Friday, 6 March 2026.",
          "Hello Dana,\n\nwe will send the new plan by the end of the week"})
        EXPECT_FALSE(is_signed(letter)) << letter;
}

TEST(LetterCheck, S1_08_a_letter_names_a_day_by_a_number_a_weekday_a_month_or_as_people_say_it) {
    for (const auto* letter : {"You have it on Friday.", "by 6 May", "TOMORROW", "next week", "in the course of June"})
        EXPECT_TRUE(names_a_day(letter)) << letter;
    for (const auto* letter : {"", "Hello Carla, hello.", "You may call me at any time.", "We send it soon."})
        EXPECT_FALSE(names_a_day(letter)) << letter;
}

} // namespace
} // namespace holdfast
