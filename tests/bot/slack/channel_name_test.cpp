#include "bot/slack/channel_name.hpp"
#include "tests/bot/slack/hostile_text.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

namespace holdfast::slack {
namespace {

std::string room(std::string_view account_name, int attempt = 1) {
    return channel_name("rescue-", account_name, AccountId{"a-17"}, attempt);
}

struct Named {
    std::string_view account;
    std::string_view channel;
};

class ChannelName : public testing::TestWithParam<Named> {};

TEST_P(ChannelName, S0_86b_is_what_slack_takes) {
    EXPECT_EQ(room(GetParam().account), GetParam().channel);
}

INSTANTIATE_TEST_SUITE_P(Accounts, ChannelName,
                         testing::Values(Named{"Acme", "rescue-acme"},
                                         Named{"Acme GmbH & Co. KG", "rescue-acme-gmbh-co-kg"},
                                         Named{"Müller Söhne", "rescue-muller-sohne"}, Named{"Łódź", "rescue-lodz"},
                                         Named{"Straße_7", "rescue-strasse_7"}, Named{"Москва", "rescue-moskva"},
                                         Named{"<!channel>", "rescue-channel"}, Named{"  --x--  ", "rescue-x"},
                                         Named{"😀😀", "rescue-a-17"}, Named{"", "rescue-a-17"},
                                         Named{"___", "rescue-a-17"}));

TEST(ChannelNames, S0_86b_fall_back_to_a_word_when_neither_name_nor_id_leaves_anything) {
    EXPECT_EQ(channel_name("rescue-", "🙂", AccountId{"!"}), "rescue-account");
    EXPECT_EQ(channel_name("", "", AccountId{}), "account");
}

TEST(ChannelNames, S0_86b_later_attempts_have_a_suffix_within_the_limit) {
    EXPECT_EQ(room("Acme", 2), "rescue-acme-2");
    const std::string name = room(std::string(300, 'x'), 12);
    EXPECT_EQ(name.size(), 80U);
    EXPECT_TRUE(name.ends_with("x-12"));
}

TEST(ChannelNames, S0_86b_long_names_end_with_a_word) {
    const std::string name = room("International Consolidated Manufacturing and Trading Company of Northern Germany");
    EXPECT_EQ(name, "rescue-international-consolidated-manufacturing-and-trading-company-of-northern");
}

RC_GTEST_PROP(ChannelNames, S0_86b_are_valid_for_any_account, ()) {
    const std::string account = *test::hostile_text();
    const std::string id = *test::hostile_text();
    const auto attempt = *rc::gen::inRange(1, 500);
    const std::string name = channel_name("rescue-", account, AccountId{id}, attempt);
    RC_ASSERT(name.size() <= 80U);
    RC_ASSERT(name.size() > std::string_view{"rescue-"}.size());
    RC_ASSERT(name.starts_with("rescue-"));
    RC_ASSERT(!name.contains("--") && !name.ends_with('-'));
    RC_ASSERT(attempt == 1 || name.ends_with("-" + std::to_string(attempt)));
    RC_ASSERT(std::ranges::all_of(
        name, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_'; }));
}

} // namespace
} // namespace holdfast::slack
