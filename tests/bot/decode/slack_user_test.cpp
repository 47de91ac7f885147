#include "bot/decode/slack_user.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace holdfast {
namespace {

using nlohmann::json;

KnownUser known(const json& user) {
    return known_user_from(user, {.team = "T1", .enterprise = "E1"}, Instant{}).value();
}

TEST(SlackUser, is_called_by_the_real_name_not_by_the_one_chosen_for_chats) {
    EXPECT_EQ(known({{"id", "U1"}, {"profile", {{"real_name", "Kim Lee"}, {"display_name", "kimmy"}}}}).name,
              "Kim Lee");
    EXPECT_EQ(known({{"id", "U1"}, {"real_name", "Kim Lee"}, {"name", "klee"}}).name, "Kim Lee");
    EXPECT_EQ(known({{"id", "U1"}, {"profile", {{"real_name", ""}, {"display_name", "kimmy"}}}}).name, "kimmy");
}

TEST(SlackUser, of_another_organisation_is_an_outsider_one_of_the_same_enterprise_is_not) {
    EXPECT_FALSE(known({{"id", "U1"}, {"team_id", "T1"}}).outsider);
    EXPECT_TRUE(known({{"id", "U1"}, {"team_id", "T2"}}).outsider);
    EXPECT_TRUE(known({{"id", "U1"}, {"is_stranger", true}}).outsider);
    const auto of_organisation = [](const char* enterprise) {
        return json{{"id", "U1"}, {"team_id", "T2"}, {"enterprise_user", {{"enterprise_id", enterprise}}}};
    };
    EXPECT_FALSE(known(of_organisation("E1")).outsider);
    EXPECT_TRUE(known(of_organisation("E2")).outsider);
    EXPECT_TRUE(known_user_from(of_organisation(""), {.team = "T1"}, Instant{}).value().outsider);
    EXPECT_FALSE(known_user_from({{"id", "U1"}, {"team_id", "T2"}}, {}, Instant{}).value().outsider)
        << "our team is not known";
}

TEST(SlackUser, D_14_says_whether_it_is_an_app_or_was_deactivated) {
    EXPECT_FALSE(known({{"id", "U1"}}).is_bot);
    EXPECT_TRUE(known({{"id", "U1"}, {"is_bot", true}}).is_bot);
    EXPECT_TRUE(known({{"id", "USLACKBOT"}, {"is_bot", false}}).is_bot);
    EXPECT_TRUE(known({{"id", "U1"}, {"deleted", true}}).deleted);
}

TEST(SlackUser, of_another_shape_than_expected_is_read_as_far_as_possible) {
    EXPECT_FALSE(known_user_from(json("U1"), {.team = "T1"}, Instant{}).has_value());
    EXPECT_FALSE(known_user_from(nullptr, {.team = "T1"}, Instant{}).has_value());
    const auto odd = known({{"id", "U1"}, {"profile", nullptr}, {"tz", 3}, {"deleted", "yes"}});
    EXPECT_EQ(odd.time_zone, "");
    EXPECT_FALSE(odd.deleted);
}

} // namespace
} // namespace holdfast
