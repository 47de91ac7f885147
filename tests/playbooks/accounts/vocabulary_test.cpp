#include "playbooks/accounts/account.hpp"
#include "playbooks/accounts/name_table.hpp"
#include "playbooks/accounts/touch.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>

namespace holdfast {
namespace {

TEST(BuyingRole, S0_31_to_S0_36_every_role_is_read_back_from_its_name) {
    for (const auto name : buying_role_names) {
        const auto role = buying_role_from(name);
        ASSERT_TRUE(role) << name;
        EXPECT_EQ(to_text(*role), name);
    }
    EXPECT_EQ(buying_role_from("economic_buyer"), BuyingRole::economic_buyer);
    EXPECT_EQ(buying_role_from("saboteur"), BuyingRole::saboteur);
    EXPECT_EQ(buying_role_from("other"), BuyingRole::other);
}

TEST(BuyingRole, all_are_listed_in_the_order_of_their_names) {
    constexpr auto all = enumerators<BuyingRole>(buying_role_names);
    EXPECT_EQ(all.front(), BuyingRole::economic_buyer);
    EXPECT_EQ(all.back(), BuyingRole::other);
    EXPECT_TRUE(std::ranges::equal(all, buying_role_names, {}, [](BuyingRole role) { return to_text(role); }));
}

TEST(BuyingRole, unknown_names_are_no_role) {
    EXPECT_EQ(buying_role_from(""), std::nullopt);
    EXPECT_EQ(buying_role_from("Economic Buyer"), std::nullopt);
}

TEST(BuyingRole, a_value_outside_the_list_is_a_broken_invariant) {
    EXPECT_THROW((void)to_text(static_cast<BuyingRole>(99)), std::out_of_range);
}

TEST(TouchKind, Q18_every_kind_is_read_back_from_its_name) {
    for (const auto name : touch_kind_names) {
        const auto kind = touch_kind_from(name);
        ASSERT_TRUE(kind) << name;
        EXPECT_EQ(to_text(*kind), name);
    }
    EXPECT_EQ(touch_kind_from("call"), TouchKind::call);
    EXPECT_EQ(touch_kind_from("gift"), TouchKind::gift);
    EXPECT_EQ(touch_kind_from("fax"), std::nullopt);
}

TEST(Mood, is_read_from_its_sign) {
    EXPECT_EQ(mood_from(""), Mood::unknown);
    EXPECT_EQ(mood_from("+"), Mood::good);
    EXPECT_EQ(mood_from("0"), Mood::neutral);
    EXPECT_EQ(mood_from("-"), Mood::bad);
    EXPECT_EQ(mood_from("++"), std::nullopt);
    EXPECT_EQ(mood_from("good"), std::nullopt);
}

} // namespace
} // namespace holdfast
