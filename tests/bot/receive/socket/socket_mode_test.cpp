#include "tests/bot/receive/recorded_requests.hpp"
#include "tests/bot/receive/socket/receiving.hpp"
#include "tests/eventually.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <future>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace holdfast {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

using SocketModeTest = ReceivingTest;

constexpr std::string_view replaced_once = R"(holdfast_slack_socket_reconnects_total{reason="lost"} 1)";

/// Slack contract, section 18.
TEST_F(SocketModeTest, keeps_as_many_connections_as_it_was_told) {
    start(3);
    EXPECT_TRUE(slack_.wait_for_sockets(3));
    EXPECT_TRUE(eventually([this] { return metrics().contains("holdfast_slack_sockets_live 3"); })) << metrics();
    EXPECT_EQ(problem(), "");
}

TEST_F(SocketModeTest, asks_for_each_connection_with_the_app_token) {
    start(2);
    ASSERT_TRUE(slack_.wait_for_sockets(2));
    EXPECT_THAT(slack_.calls("apps.connections.open"), SizeIs(2));
    EXPECT_THAT(slack_.calls(), SizeIs(2));
}

TEST_F(SocketModeTest, the_answer_rides_in_the_acknowledgement) {
    start();
    ASSERT_TRUE(slack_.wait_for_sockets(2));
    const auto answer = slash("status acme");
    EXPECT_EQ(answer.status, 200U) << answer.failure;
    EXPECT_EQ(answer.json, json::parse(R"({"text":"fine"})"));
    const auto handed_on = on_thread([this] { return handed_on_; });
    ASSERT_EQ(handed_on.size(), 1U);
    EXPECT_EQ(std::get<SlashCommand>(handed_on.front()).text, "status acme");
    EXPECT_EQ(std::get<SlashCommand>(handed_on.front()).user, UserId{kim_});
    EXPECT_THAT(metrics(), HasSubstr("holdfast_slack_ack_seconds_count 1"));
}

TEST_F(SocketModeTest, sends_no_answer_where_the_envelope_has_no_room_for_it) {
    start();
    ASSERT_TRUE(slack_.wait_for_sockets(2));
    const auto answer = slack_.event({{"type", "app_mention"}, {"user", kim_}, {"text", "hello"}});
    EXPECT_EQ(answer.status, 200U) << answer.failure;
    EXPECT_EQ(answer.body, "");
    EXPECT_FALSE(slack_.acknowledgements().back().contains("payload"));
}

TEST_F(SocketModeTest, does_not_acknowledge_what_could_not_be_stored) {
    start();
    ASSERT_TRUE(slack_.wait_for_sockets(2));
    on_thread([this] { fails_ = true; });
    std::future<slack_double::Answer> lost = std::async(std::launch::async, [this] { return slash(); });
    ASSERT_TRUE(eventually([this] { return handed_on() == 1; }));
    on_thread([this] { fails_ = false; });
    EXPECT_EQ(slash().status, 200U);
    EXPECT_EQ(lost.get().status, 0U);
    EXPECT_THAT(slack_.acknowledgements(), SizeIs(1));
}

TEST_F(SocketModeTest, a_slow_answer_holds_up_nobody_else) {
    holds_ = "slow";
    start(1);
    ASSERT_TRUE(slack_.wait_for_sockets(1));
    std::future<slack_double::Answer> slow = std::async(std::launch::async, [this] { return slash("slow"); });
    ASSERT_TRUE(eventually([this] { return handed_on() == 1; }));
    EXPECT_EQ(slash("quick").status, 200U);
    release();
    EXPECT_EQ(slow.get().status, 200U);
}

TEST_F(SocketModeTest, takes_every_recorded_envelope) {
    const auto folder = holdfast::testing::recorded_folder();
    if (!std::filesystem::is_directory(folder)) GTEST_SKIP() << "no recorded requests at hand";
    start(1);
    ASSERT_TRUE(slack_.wait_for_sockets(1));
    std::size_t envelopes = 0;
    for (const auto& entry : std::filesystem::directory_iterator{folder}) {
        const std::string name = entry.path().filename();
        if (!name.starts_with("socket-") || name.contains(".outgoing.")) continue;
        auto frame = json::parse(holdfast::testing::file_content(entry.path()));
        if (!frame.contains("envelope_id")) continue;
        frame["envelope_id"] = name;
        EXPECT_EQ(slack_.send_envelope(frame).status, 200U) << name;
        EXPECT_EQ(handed_on(), ++envelopes) << name;
    }
    EXPECT_GE(envelopes, 5U);
}

TEST_F(SocketModeTest, acknowledges_kinds_that_are_not_known_and_does_nothing) {
    start();
    ASSERT_TRUE(slack_.wait_for_sockets(2));
    EXPECT_EQ(slack_.send_envelope({{"type", "from_next_year"}}).status, 200U);
    EXPECT_EQ(slack_.send_envelope({{"type", "interactive"}, {"payload", {{"type", "new"}}}}).status, 200U);
    EXPECT_EQ(handed_on(), 0U);
}

TEST_F(SocketModeTest, skips_what_it_cannot_read) {
    start(1);
    ASSERT_TRUE(slack_.wait_for_sockets(1));
    for (const std::string bad : {"", "not json", "[1]", "null", "{}", R"({"type":17,"envelope_id":{}})",
                                  R"({"type":"hello"})", R"({"type":"events_api","payload":{}})"})
        slack_.sockets().send_to_all(bad);
    slack_.sockets().send_to_all(R"({"type":"events_api","envelope_id":"E1"})", /*as_binary=*/true);
    slack_.sockets().send_to_all(std::string(1024 * 1024 + 1, ' '));
    slack_.sockets().send_to_all(std::string(900'000, '['));
    EXPECT_EQ(slash().status, 200U);
    EXPECT_EQ(slack_.sockets().opened(), 1U);
    EXPECT_THAT(slack_.acknowledgements(), SizeIs(1));
}

TEST_F(SocketModeTest, takes_envelopes_of_a_mebibyte) {
    start(1);
    ASSERT_TRUE(slack_.wait_for_sockets(1));
    std::string envelope = R"({"type":"slash_commands","envelope_id":"large","payload":{"command":"/rescue"}})";
    envelope.append(1024 * 1024 - envelope.size(), ' ');
    slack_.sockets().send_to_all(envelope);
    ASSERT_TRUE(slack_.wait_until([this] { return !slack_.acknowledgements().empty(); }));
    EXPECT_EQ(slack_.acknowledgements().front()["envelope_id"], "large");
}

TEST_F(SocketModeTest, answers_the_pings_of_slack) {
    start(2);
    ASSERT_TRUE(slack_.wait_for_sockets(2));
    slack_.sockets().ping_all();
    EXPECT_TRUE(slack_.wait_until([this] { return slack_.sockets().pongs() == 2; }));
}

class Replacing : public SocketModeTest, public ::testing::WithParamInterface<const char*> {};
INSTANTIATE_TEST_SUITE_P(Reasons, Replacing, ::testing::Values("warning", "refresh_requested"));

TEST_P(Replacing, opens_the_new_connection_before_it_closes_the_old) {
    times_.opening = 300ms;
    times_.short_life = 0ms;
    start(1);
    ASSERT_TRUE(slack_.wait_for_sockets(1));
    slack_.sockets().withhold_hello(true);
    slack_.disconnect_sockets(GetParam());
    ASSERT_TRUE(slack_.wait_until([this] { return slack_.sockets().opened() == 2; }));
    EXPECT_EQ(slash().status, 200U) << "the old one still works";
    EXPECT_EQ(slack_.sockets().closed_politely(), 0U);
    slack_.sockets().withhold_hello(false);
    ASSERT_TRUE(slack_.wait_until([this] { return slack_.sockets().closed_politely() == 1; }));
    ASSERT_TRUE(slack_.wait_for_sockets(1));
    EXPECT_EQ(slash().status, 200U);
    EXPECT_THAT(metrics(), HasSubstr(R"(holdfast_slack_socket_reconnects_total{reason="refresh"} 1)"));
}

TEST_P(Replacing, pauses_before_it_replaces_a_connection_that_has_just_been_opened) {
    start(1);
    ASSERT_TRUE(slack_.wait_for_sockets(1));
    const auto began = std::chrono::steady_clock::now();
    slack_.disconnect_sockets(GetParam());
    ASSERT_TRUE(slack_.wait_until([this] { return slack_.sockets().opened() == 2; }));
    EXPECT_GE(std::chrono::steady_clock::now() - began, 1s);
}

TEST_F(SocketModeTest, pauses_longer_each_time_that_a_new_connection_does_not_last) {
    start(1);
    ASSERT_TRUE(eventually([this] { return metrics().contains("holdfast_slack_sockets_live 1"); }));
    slack_.sockets().cut_all();
    ASSERT_TRUE(eventually([this] { return metrics().contains(replaced_once); })) << metrics();
    const auto began = std::chrono::steady_clock::now();
    slack_.disconnect_sockets("refresh_requested");
    ASSERT_TRUE(slack_.wait_until([this] { return slack_.sockets().opened() == 3; }, 15s));
    EXPECT_GE(std::chrono::steady_clock::now() - began, 3s);
}

TEST_F(SocketModeTest, forgets_what_failed_once_a_connection_has_lasted) {
    times_.short_life = 500ms;
    start(1);
    ASSERT_TRUE(eventually([this] { return metrics().contains("holdfast_slack_sockets_live 1"); }));
    slack_.sockets().cut_all();
    ASSERT_TRUE(eventually([this] { return metrics().contains(replaced_once); })) << metrics();
    std::this_thread::sleep_for(times_.short_life);
    const auto began = std::chrono::steady_clock::now();
    slack_.disconnect_sockets("refresh_requested");
    ASSERT_TRUE(slack_.wait_until([this] { return slack_.sockets().opened() == 3; }));
    EXPECT_LT(std::chrono::steady_clock::now() - began, 3s);
}

TEST_F(SocketModeTest, what_is_being_answered_is_acknowledged_before_the_old_connection_closes) {
    holds_ = "slow";
    start(1);
    ASSERT_TRUE(slack_.wait_for_sockets(1));
    std::future<slack_double::Answer> slow = std::async(std::launch::async, [this] { return slash("slow"); });
    ASSERT_TRUE(eventually([this] { return handed_on() == 1; }));
    slack_.disconnect_sockets("warning");
    ASSERT_TRUE(slack_.wait_for_sockets(2));
    EXPECT_EQ(slack_.sockets().closed_politely(), 0U);
    release();
    EXPECT_EQ(slow.get().status, 200U);
    EXPECT_TRUE(slack_.wait_until([this] { return slack_.sockets().closed_politely() == 1; }));
}

TEST_F(SocketModeTest, comes_back_after_the_connections_broke) {
    start(2);
    ASSERT_TRUE(eventually([this] { return metrics().contains("holdfast_slack_sockets_live 2"); }));
    slack_.sockets().cut_all();
    ASSERT_TRUE(eventually([this] { return !problem().empty(); }));
    EXPECT_THAT(metrics(), HasSubstr("holdfast_slack_sockets_live 0"));
    ASSERT_TRUE(slack_.wait_for_sockets(2));
    EXPECT_EQ(slash().status, 200U);
    EXPECT_EQ(problem(), "");
    const auto* const both = R"(holdfast_slack_socket_reconnects_total{reason="lost"} 2)";
    EXPECT_TRUE(eventually([&] { return metrics().contains(both); })) << metrics();
}

TEST_F(SocketModeTest, tells_why_nothing_can_be_received_when_that_begins) {
    int changes = 0;
    std::vector<std::string> problems;
    on_change_ = [&] {
        ++changes;
        if (const auto problem = mode_->problem(); !problem.empty()) problems.push_back(problem);
    };
    start(2);
    ASSERT_TRUE(eventually([this] { return metrics().contains("holdfast_slack_sockets_live 2"); }));
    const int opened = on_thread([&] { return changes; });
    slack_.disconnect_sockets("refresh_requested");
    ASSERT_TRUE(eventually([&] { return on_thread([&] { return changes; }) >= opened + 2; }));
    slack_.sockets().cut_all();
    ASSERT_TRUE(eventually([&] { return on_thread([&] { return !problems.empty(); }); }));
    EXPECT_THAT(on_thread([&] { return problems.front(); }), HasSubstr("Slack ended the connection"));
    stop();
}

TEST_F(SocketModeTest, notices_a_connection_that_is_dead_without_a_word) {
    sockets_.silence = 300ms;
    start(1);
    ASSERT_TRUE(slack_.wait_for_sockets(1));
    slack_.sockets().fall_silent();
    EXPECT_TRUE(slack_.wait_until([this] { return slack_.sockets().opened() == 2; }));
    EXPECT_EQ(slash().status, 200U);
}

TEST_F(SocketModeTest, does_not_wait_for_a_hello_for_ever) {
    times_.opening = 100ms;
    slack_.sockets().withhold_hello(true);
    start(1);
    ASSERT_TRUE(eventually([this] { return problem() == "Slack did not say hello"; }));
    slack_.sockets().withhold_hello(false);
    EXPECT_TRUE(eventually([this] { return problem().empty(); })) << problem();
}

TEST_F(SocketModeTest, tries_again_after_slack_was_down) {
    slack_.http_error("apps.connections.open", 503, 3);
    start(1);
    EXPECT_TRUE(slack_.wait_for_sockets(1, 15s));
}

TEST_F(SocketModeTest, a_place_is_filled_again_after_something_threw) {
    int changes = 0;
    on_change_ = [&changes] {
        if (++changes == 1) throw std::runtime_error{"out of memory"};
    };
    slack_.http_error("apps.connections.open", 503, 3);
    start(1);
    ASSERT_TRUE(eventually([this] { return problem() == "out of memory"; })) << problem();
    EXPECT_TRUE(slack_.wait_for_sockets(1, 15s));
    stop();
}

TEST_F(SocketModeTest, names_the_scope_that_the_app_token_lacks) {
    slack_.set_app_scopes({});
    start(1);
    ASSERT_TRUE(eventually([this] { return problem().contains("connections:write"); })) << problem();
    EXPECT_THAT(slack_.calls("apps.connections.open"), SizeIs(1)) << "somebody must change something first";
}

TEST_F(SocketModeTest, says_so_when_socket_mode_was_switched_off) {
    start(1);
    ASSERT_TRUE(slack_.wait_for_sockets(1));
    slack_.disconnect_sockets("link_disabled");
    slack_.sockets().cut_all();
    ASSERT_TRUE(eventually([this] { return problem().contains("switched off"); })) << problem();
    EXPECT_THAT(slack_.calls("apps.connections.open"), SizeIs(1));
}

TEST_F(SocketModeTest, stops_with_a_goodbye_and_acknowledges_what_is_in_flight) {
    holds_ = "slow";
    start(1);
    ASSERT_TRUE(slack_.wait_for_sockets(1));
    std::future<slack_double::Answer> slow = std::async(std::launch::async, [this] { return slash("slow"); });
    ASSERT_TRUE(eventually([this] { return handed_on() == 1; }));
    on_thread([this] { mode_->stop(2s); });
    slack_.sockets().send_to_all(R"({"type":"slash_commands","envelope_id":"late","payload":{}})");
    slack_.sockets().ping_all();
    ASSERT_TRUE(slack_.wait_until([this] { return slack_.sockets().pongs() == 1; })) << "it has read so far";
    release();
    EXPECT_EQ(slow.get().status, 200U);
    EXPECT_EQ(handed_on(), 1U) << "what comes during the stop is left to others";
    EXPECT_TRUE(slack_.wait_until([this] { return slack_.sockets().closed_politely() == 1; }));
}

TEST_F(SocketModeTest, stops_in_time_although_an_answer_never_comes) {
    holds_ = "slow";
    start(1);
    ASSERT_TRUE(slack_.wait_for_sockets(1));
    std::future<slack_double::Answer> slow = std::async(std::launch::async, [this] { return slash("slow"); });
    ASSERT_TRUE(eventually([this] { return handed_on() == 1; }));
    const auto began = std::chrono::steady_clock::now();
    stop();
    EXPECT_LT(std::chrono::steady_clock::now() - began, 4s);
    EXPECT_EQ(slow.get().status, 0U);
}

TEST(SocketAddress, is_secured_unless_the_api_is_a_double) {
    const Origin slack{true, "slack.com", 443};
    const Origin a_double{false, "127.0.0.1", 3001};
    const SlackResult secured{json{{"ok", true}, {"url", "wss://wss-primary.slack.com/link/?ticket=1"}}};
    const SlackResult plain{json{{"ok", true}, {"url", "ws://wss-primary.slack.com/link/?ticket=1"}}};
    EXPECT_TRUE(socket_address(secured, slack));
    EXPECT_TRUE(socket_address(secured, a_double));
    EXPECT_TRUE(socket_address(plain, a_double));
    ASSERT_FALSE(socket_address(plain, slack));
    EXPECT_EQ(socket_address(plain, slack).error().why.find("ticket"), std::string::npos);
    for (const char* nonsense : {"", "https://slack.com/", "wss://"})
        EXPECT_FALSE(socket_address(SlackResult{json{{"ok", true}, {"url", nonsense}}}, a_double)) << nonsense;
    EXPECT_FALSE(socket_address(SlackResult{json{{"ok", true}}}, a_double));
}

} // namespace
} // namespace holdfast
