#include "bot/operate/chosen_clock.hpp"
#include "bot/operate/slack_examination.hpp"
#include "bot/slack/manifest.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace holdfast {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;

InstallationFacts healthy() {
    InstallationFacts facts{BotIdentity{UserId{"UBOT"}, "B1", "T1", "Acme workspace"}, std::set<std::string>{}, 0ms};
    for (const auto& scope : slack::needed_scopes(true)) facts.scopes->insert(std::string{scope.name});
    return facts;
}

const DoctorFinding* first_problem(const std::vector<DoctorFinding>& findings) {
    const auto found = std::ranges::find(findings, false, &DoctorFinding::good);
    return found == findings.end() ? nullptr : &*found;
}

TEST(SlackExamination, finds_nothing_in_a_healthy_installation) {
    const auto findings = findings_about_slack(healthy());
    EXPECT_EQ(findings.size(), 3U);
    EXPECT_EQ(first_problem(findings), nullptr);
}

TEST(SlackExamination, names_each_missing_scope) {
    auto facts = healthy();
    facts.scopes->erase("pins:write");
    facts.scopes->erase("commands");
    const auto findings = findings_about_slack(facts);
    const auto* problem = first_problem(findings);
    ASSERT_NE(problem, nullptr);
    EXPECT_THAT(problem->what, HasSubstr("pins:write"));
    EXPECT_THAT(problem->fix, HasSubstr("commands, pins:write"));
}

TEST(SlackExamination, D_2_misses_the_scope_of_public_rooms_only_where_rooms_are_public) {
    auto facts = healthy();
    EXPECT_EQ(first_problem(findings_about_slack(facts)), nullptr);
    facts.rooms_are_private = false;
    const auto findings = findings_about_slack(facts);
    const auto* problem = first_problem(findings);
    ASSERT_NE(problem, nullptr);
    EXPECT_THAT(problem->what, HasSubstr("scopes: missing channels:manage ("));
    EXPECT_THAT(problem->fix, HasSubstr("add channels:manage under"));
    facts.scopes->insert("channels:manage");
    EXPECT_EQ(first_problem(findings_about_slack(facts)), nullptr);
}

TEST(SlackExamination, tells_a_refused_token_from_a_silent_slack) {
    auto facts = healthy();
    facts.identity = std::unexpected{
        SlackFailure{.code = "invalid_auth", .reaction = slack::reaction_to("auth.test", "invalid_auth")}};
    auto findings = findings_about_slack(facts);
    ASSERT_NE(first_problem(findings), nullptr);
    EXPECT_THAT(first_problem(findings)->what, HasSubstr("refuses"));
    facts.identity = std::unexpected{
        SlackFailure{.kind = SlackFailure::Kind::unavailable, .code = "timeout", .reaction = slack::Reaction::retry}};
    findings = findings_about_slack(facts);
    ASSERT_NE(first_problem(findings), nullptr);
    EXPECT_THAT(first_problem(findings)->what, HasSubstr("could not be asked"));
}

TEST(SlackExamination, warns_of_a_clock_before_signatures_fail) {
    auto facts = healthy();
    for (const auto good : {0ms, 150'000ms, -150'000ms}) {
        facts.clock_skew = good;
        EXPECT_EQ(first_problem(findings_about_slack(facts)), nullptr) << good.count();
    }
    facts.clock_skew = 200'000ms;
    auto findings = findings_about_slack(facts);
    ASSERT_NE(first_problem(findings), nullptr);
    EXPECT_THAT(first_problem(findings)->what, HasSubstr("200 s behind"));
    facts.clock_skew = -200'000ms;
    findings = findings_about_slack(facts);
    EXPECT_THAT(first_problem(findings)->what, HasSubstr("200 s ahead"));
}

TEST(SlackExamination, says_whether_the_app_token_opens_connections) {
    auto facts = healthy();
    facts.socket = HttpUrl{};
    EXPECT_EQ(first_problem(findings_about_slack(facts)), nullptr);
    EXPECT_EQ(findings_about_slack(facts).size(), 4U);
    facts.socket = std::unexpected{NoSocket{"apps.connections.open: missing_scope", true}};
    auto findings = findings_about_slack(facts);
    ASSERT_NE(first_problem(findings), nullptr);
    EXPECT_THAT(first_problem(findings)->what, HasSubstr("missing_scope"));
    EXPECT_THAT(first_problem(findings)->fix, HasSubstr("connections:write"));
    facts.socket = std::unexpected{NoSocket{"apps.connections.open: timeout", false}};
    findings = findings_about_slack(facts);
    ASSERT_NE(first_problem(findings), nullptr);
    EXPECT_THAT(first_problem(findings)->fix, HasSubstr("network"));
}

TEST(ChosenClock, a_simulated_one_only_with_a_double) {
    Settings settings;
    const std::optional<std::string> simulated{"2026-03-02T09:12:00Z,x60"};
    EXPECT_TRUE(chosen_clock(std::nullopt, settings));
    for (const std::string real :
         {"https://slack.com/api/", "https://SLACK.com/api/", "https://www.slack.com/api/",
          "https://slack.com:443/api/", "https://slack.com./api/", "https://WWW.Slack.com.:443/api/"}) {
        settings.slack_api_url = real;
        EXPECT_FALSE(chosen_clock(simulated, settings)) << real;
    }
    for (const std::string other : {"http://127.0.0.1:8999/api/", "https://notslack.com/api/"}) {
        settings.slack_api_url = other;
        EXPECT_TRUE(chosen_clock(simulated, settings)) << other;
    }
    EXPECT_FALSE(chosen_clock("soon", settings));
}

} // namespace
} // namespace holdfast
