#include "bot/slack/file_wish.hpp"

#include <gtest/gtest.h>

namespace holdfast::slack {

namespace {

TEST(FileWish, is_read_back_as_it_was_written) {
    FileWish wish;
    wish.kind = FileKind::indicators;
    wish.account = AccountId{"acme"};
    wish.rescue = CaseId{"acme#1"};
    wish.version = 14;
    wish.as_of = Instant{std::chrono::milliseconds{1'772'525'520'123}};
    wish.zone = "Europe/Berlin";
    wish.format = "md";
    wish.months = 6;
    wish.names_saboteurs = true;
    const auto read = outgoing_from(to_text(outgoing_file(wish, true)));
    EXPECT_TRUE(read.in_thread);
    EXPECT_EQ(file_wish_from(read), wish);
}

TEST(FileWish, S0_35_one_that_does_not_say_who_reads_it_names_nobody_who_works_against_us) {
    auto outgoing = outgoing_file({.kind = FileKind::people, .names_saboteurs = true}, false);
    outgoing.arguments["file"].erase("names_saboteurs");
    const auto wish = file_wish_from(outgoing);
    ASSERT_TRUE(wish);
    EXPECT_FALSE(wish->names_saboteurs);
}

TEST(FileWish, what_is_none_is_not_read_as_one) {
    EXPECT_EQ(file_wish_from({false, {{"text", "hello"}}}), std::nullopt);
    EXPECT_EQ(file_wish_from({false, {{"file", {{"kind", "novel"}}}}}), std::nullopt);
}

TEST(FileWish, the_name_of_a_file_keeps_the_effect_apart_and_is_harmless) {
    EXPECT_EQ(file_name("acme#1/14/indicators", "png"), "acme-1-14-indicators.png");
    EXPECT_EQ(file_name("a/../b\"\n", "md"), "a-b-.md");
}

} // namespace

} // namespace holdfast::slack
