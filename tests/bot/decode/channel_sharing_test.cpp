#include "bot/decode/channel_sharing.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace holdfast {
namespace {

using nlohmann::json;

TEST(ChannelSharing, rule_6_a_channel_is_shared_from_the_invitation_on) {
    const auto is_shared = [](const char* flag) {
        return is_shared_outside({{"ok", true}, {"channel", {{"id", "C1"}, {flag, true}}}});
    };
    EXPECT_EQ(is_shared("is_ext_shared"), true);
    EXPECT_EQ(is_shared("is_pending_ext_shared"), true);
    EXPECT_EQ(is_shared("is_org_shared"), false);
    EXPECT_EQ(is_shared("is_private"), false);
}

TEST(ChannelSharing, rule_6_an_answer_without_a_channel_tells_nothing) {
    for (const json& answer : {json{{"ok", true}}, json{{"ok", true}, {"channel", nullptr}},
                               json{{"ok", true}, {"channel", json::object()}}, json{}})
        EXPECT_EQ(is_shared_outside(answer), std::nullopt) << answer;
}

} // namespace
} // namespace holdfast
