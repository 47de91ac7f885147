#include "bot/receive/slack_signature.hpp"
#include "tests/bot/receive/recorded_requests.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <array>
#include <string>
#include <vector>

namespace holdfast::slack_signature {
namespace {

using namespace std::chrono_literals;
using holdfast::testing::recorded_at;
using holdfast::testing::recorded_secret;

const std::vector<std::string> one_secret{std::string{recorded_secret}};
const std::string timestamp = "1531420618";

// The example that Slack publishes.
constexpr std::string_view published_body =
    "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&"
    "channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url="
    "https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id="
    "398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";
constexpr std::string_view published_signature = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503";

TEST(SlackSignature, gives_what_slack_publishes_for_its_example) {
    EXPECT_EQ(signature_of(published_body, timestamp, recorded_secret), published_signature);
    EXPECT_EQ(verify(published_body, timestamp, published_signature, one_secret, recorded_at), Verdict::ok);
}

TEST(SlackSignature, refuses_requests_without_the_headers) {
    EXPECT_EQ(verify("body", "", published_signature, one_secret, recorded_at), Verdict::missing);
    EXPECT_EQ(verify("body", timestamp, "", one_secret, recorded_at), Verdict::missing);
}

TEST(SlackSignature, refuses_timestamps_that_are_no_numbers) {
    for (const std::string bad : {"soon", "-1531420618", "+1531420618", " 1531420618", "1531420618.5", "0x5b47",
                                  "15314206180000", "99999999999999999999999999", "１５３１４２０６１８"}) {
        const auto signature = signature_of("body", bad, recorded_secret);
        EXPECT_EQ(verify("body", bad, signature, one_secret, recorded_at), Verdict::malformed_timestamp) << bad;
    }
}

TEST(SlackSignature, accepts_five_minutes_in_both_directions_and_not_a_moment_more) {
    const auto at = [](Instant now) { return verify(published_body, timestamp, published_signature, one_secret, now); };
    EXPECT_EQ(at(recorded_at + 300s), Verdict::ok);
    EXPECT_EQ(at(recorded_at - 300s), Verdict::ok);
    EXPECT_EQ(at(recorded_at + 300s + 1ms), Verdict::stale);
    EXPECT_EQ(at(recorded_at - 300s - 1ms), Verdict::stale);
    EXPECT_EQ(verify("", "0", "v0=", one_secret, recorded_at), Verdict::stale);
    EXPECT_EQ(verify("", "999999999999", "v0=", one_secret, recorded_at), Verdict::stale);
}

TEST(SlackSignature, accepts_every_secret_of_a_rotation) {
    const std::vector<std::string> rotation{"older", std::string{recorded_secret}, "newer"};
    EXPECT_EQ(verify(published_body, timestamp, published_signature, rotation, recorded_at), Verdict::ok);
    const std::vector<std::string> others{"older", "newer"};
    EXPECT_EQ(verify(published_body, timestamp, published_signature, others, recorded_at), Verdict::mismatch);
}

TEST(SlackSignature, never_matches_without_a_secret) {
    const auto forged = signature_of("body", timestamp, "");
    EXPECT_EQ(verify("body", timestamp, forged, std::vector<std::string>{""}, recorded_at), Verdict::mismatch);
    EXPECT_EQ(verify("body", timestamp, forged, std::vector<std::string>{}, recorded_at), Verdict::mismatch);
}

TEST(SlackSignature, refuses_other_spellings_of_the_signature) {
    std::string upper_case{published_signature};
    for (char& c : upper_case)
        if (c >= 'a' && c <= 'f') c = static_cast<char>(c - 'a' + 'A');
    for (const std::string& bad :
         {upper_case, std::string{published_signature.substr(3)}, std::string{published_signature} + "0",
          std::string{"v0="}, "v1=" + std::string{published_signature.substr(3)}})
        EXPECT_EQ(verify(published_body, timestamp, bad, one_secret, recorded_at), Verdict::mismatch) << bad;
}

RC_GTEST_PROP(SlackSignature, any_changed_byte_of_the_body_is_noticed, (std::string body, std::string secret)) {
    RC_PRE(!body.empty() && !secret.empty());
    const std::vector<std::string> secrets{secret};
    const auto signature = signature_of(body, timestamp, secret);
    RC_ASSERT(verify(body, timestamp, signature, secrets, recorded_at) == Verdict::ok);
    const auto position = *rc::gen::inRange<std::size_t>(0, body.size());
    body[position] = static_cast<char>(body[position] ^ 1);
    RC_ASSERT(verify(body, timestamp, signature, secrets, recorded_at) == Verdict::mismatch);
}

TEST(SlackSignature, judges_every_recorded_request_as_its_name_says) {
    const auto requests = holdfast::testing::recorded_requests();
    if (requests.empty()) GTEST_SKIP() << "no recorded requests at hand";
    for (const auto& request : requests) {
        const auto verdict = verify(request.body, request.timestamp, request.signature, one_secret, recorded_at);
        auto expected = Verdict::ok;
        if (request.name == "bad-signature-missing-headers") expected = Verdict::missing;
        if (request.name == "bad-signature-tampered-body") expected = Verdict::mismatch;
        if (request.name == "bad-signature-ssl-check-appended") expected = Verdict::mismatch;
        if (request.name == "bad-timestamp-not-a-number") expected = Verdict::malformed_timestamp;
        EXPECT_EQ(verdict, expected) << request.name << ": " << in_words(verdict);
    }
}

} // namespace
} // namespace holdfast::slack_signature
