// What Slack delivers, through both doors: POST /slack/events, and the sockets of Socket Mode. What people see and what
// is stored must not depend on the door.
#include "bot/operate/application.hpp"
#include "tests/eventually.hpp"
#include "tests/slack/http_client.hpp"
#include "tests/slack/slack_double.hpp"
#include "tests/storage/temporary_database.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_future.hpp>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>
#include <thread>

namespace holdfast {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;
using slack_double::SlackDouble;
using ::testing::HasSubstr;
using ::testing::Not;

enum class Door { http, socket };

class ReceptionTest : public ::testing::Test {
protected:
    ReceptionTest() {
        kim_ = slack_.add_user({.name = "kim", .email = "kim@example.com"});
        town_ = slack_.add_channel({.name = "town", .members = {kim_}});
    }
    ~ReceptionTest() override {
        if (thread_.joinable()) stop();
    }

    static slack_double::Settings quiet() {
        slack_double::Settings settings;
        settings.payload_dir.clear();
        return settings;
    }

    void start(Door door) {
        settings_.listen.port = 0;
        settings_.database = folder_ / "holdfast.db";
        settings_.slack_api_url = slack_.api_url();
        settings_.secrets.api_token = Secret{"feeds"};
        settings_.secrets.bot_token = Secret{slack_.settings().bot_token};
        if (door == Door::socket) settings_.secrets.app_token = Secret{slack_.settings().app_token};
        if (door == Door::http) settings_.secrets.signing_secrets = {Secret{slack_.settings().signing_secret}};
        rules_ = make_rules(settings_, *load_catalog(""));
        program_ = std::make_unique<Application>(io_, rules_, clock_);
        program_->start();
        url_ = fmt::format("http://127.0.0.1:{}", program_->port());
        thread_ = std::jthread{[this] { io_.run(); }};
        slack_.use_socket_mode(door == Door::socket);
        slack_.set_bot_url(url_ + "/slack/events");
        const auto wanted = static_cast<std::size_t>(settings_.socket_mode.connections);
        if (door == Door::socket && !slack_.wait_for_sockets(wanted)) throw std::runtime_error{"no sockets opened"};
    }

    void stop() {
        asio::co_spawn(io_, program_->stop(), asio::use_future).get();
        crash();
    }

    /// Ends where it stands: nothing more is read, sent or stored.
    void crash() {
        io_.stop();
        thread_.join();
        program_.reset();
    }

    slack_double::Answer type(const std::string& text) { return slack_.slash(kim_, town_, text); }

    [[nodiscard]] slack_double::HttpResponse get(const std::string& path) const {
        return slack_double::send_http("GET", url_ + path, {{"Authorization", "Bearer feeds"}}, {}, 5s);
    }

    /// What another program sees that opens the database now.
    [[nodiscard]] long long stored(std::string_view counted) const {
        Database database{settings_.database};
        auto reader = database.reader();
        return reader.query<long long>(fmt::format("SELECT COUNT(*) FROM {}", counted)).at(0);
    }

    TemporaryFolder folder_;
    SlackDouble slack_{quiet()};
    std::string kim_;
    std::string town_;
    std::string url_;
    Settings settings_;
    Rules rules_;
    SystemClock clock_;
    asio::io_context io_;
    std::unique_ptr<Application> program_;
    std::jthread thread_;
};

class EitherDoor : public ReceptionTest, public ::testing::WithParamInterface<Door> {
protected:
    EitherDoor() { start(GetParam()); }
};
INSTANTIATE_TEST_SUITE_P(Doors, EitherDoor, ::testing::Values(Door::http, Door::socket),
                         [](const auto& door) { return door.param == Door::http ? "http" : "socket"; });

TEST_P(EitherDoor, answers_a_command_in_the_reply_itself) {
    const auto answer = type("help");
    ASSERT_EQ(answer.status, 200U) << answer.failure;
    EXPECT_EQ(answer.json["response_type"], "ephemeral");
    EXPECT_THAT(answer.body, HasSubstr("/rescue"));
}

TEST_P(EitherDoor, has_stored_what_it_acknowledges_although_it_crashes_then) {
    ASSERT_EQ(type("account add acme name:Acme").status, 200U);
    const auto answer = type("open acme they will not talk to us");
    ASSERT_EQ(answer.status, 200U) << answer.failure;
    crash();
    EXPECT_EQ(stored("accounts"), 1);
    EXPECT_EQ(stored("cases"), 1);
    EXPECT_GE(stored("case_events"), 1);
}

TEST_P(EitherDoor, a_repeated_event_changes_nothing) {
    const auto told = slack_.say(kim_, slack_.direct_channel(kim_), "account add acme name:Acme");
    ASSERT_EQ(told.status, 200U) << told.failure;
    const auto touched = slack_.say(kim_, slack_.direct_channel(kim_), "touch acme kind:call they are worried");
    ASSERT_EQ(touched.status, 200U) << touched.failure;
    for (const unsigned attempt : {1U, 2U}) EXPECT_EQ(slack_.retry_event(touched.event_id, attempt).status, 200U);
    crash();
    EXPECT_EQ(stored("touches"), 1);
}

TEST_P(EitherDoor, a_repeated_command_changes_nothing) {
    ASSERT_EQ(type("account add acme name:Acme").status, 200U);
    ASSERT_EQ(type("touch acme kind:call they are worried").status, 200U);
    ASSERT_EQ(type("touch acme kind:call they are worried").status, 200U);
    crash();
    EXPECT_EQ(stored("touches"), 1);
}

TEST_P(EitherDoor, shows_what_is_wrong_with_a_form_beside_its_field) {
    ASSERT_EQ(type("account add acme name:Acme").status, 200U);
    ASSERT_EQ(type("open").status, 200U);
    ASSERT_TRUE(slack_.wait_until([this] { return slack_.modal(kim_).has_value(); }));
    const auto form = slack_.modal(kim_)->id;
    ASSERT_EQ(type("open acme they will not talk to us").status, 200U);
    const json values{{"account", "acme"}, {"reason", "They asked how the contract ends"}};
    const auto answer = slack_.submit(form, values);
    EXPECT_EQ(answer.status, 200U) << answer.failure;
    EXPECT_EQ(answer.json["response_action"], "errors");
    EXPECT_THAT(slack_.view(form)->errors.dump(), HasSubstr("open for this account already"));
}

TEST_P(EitherDoor, closes_a_form_that_was_taken) {
    ASSERT_EQ(type("account add acme name:Acme").status, 200U);
    ASSERT_EQ(type("open").status, 200U);
    ASSERT_TRUE(slack_.wait_until([this] { return slack_.modal(kim_).has_value(); }));
    const auto form = slack_.modal(kim_)->id;
    const auto answer = slack_.submit(form, {{"account", "acme"}, {"reason", "They asked how the contract ends"}});
    EXPECT_EQ(answer.status, 200U) << answer.failure;
    EXPECT_FALSE(slack_.view(form)->is_open);
    crash();
    EXPECT_EQ(stored("cases"), 1);
}

TEST_P(EitherDoor, draws_the_app_home_when_it_is_opened) {
    EXPECT_EQ(slack_.open_home(kim_).status, 200U);
    EXPECT_TRUE(slack_.wait_until([this] { return slack_.home(kim_).has_value(); }));
}

TEST_P(EitherDoor, serves_feeds_and_health_beside_it) {
    ASSERT_TRUE(eventually([this] { return get("/readyz").status == 200; })) << get("/readyz").body;
    EXPECT_EQ(get("/healthz").status, 200U);
    EXPECT_EQ(get("/v1/openapi.json").status, 200U);
    ASSERT_EQ(type("help").status, 200U);
    EXPECT_THAT(get("/metrics").body, HasSubstr("holdfast_slack_ack_seconds_count 1"));
}

using SocketDoorTest = ReceptionTest;

TEST_F(SocketDoorTest, offers_no_address_to_slack_without_a_secret_to_check_requests_with) {
    start(Door::socket);
    const auto refused = slack_double::send_http("POST", url_ + "/slack/events", {}, "{}", 5s);
    EXPECT_EQ(refused.status, 404U);
}

TEST_F(SocketDoorTest, with_a_signing_secret_both_doors_are_open) {
    settings_.secrets.signing_secrets = {Secret{slack_.settings().signing_secret}};
    start(Door::socket);
    EXPECT_EQ(type("help").status, 200U);
    slack_.use_socket_mode(false);
    EXPECT_EQ(type("help").status, 200U);
}

TEST_F(SocketDoorTest, keeps_as_many_connections_as_the_settings_say) {
    settings_.socket_mode.connections = 3;
    start(Door::socket);
    EXPECT_EQ(slack_.sockets().live(), 3U);
}

TEST_F(SocketDoorTest, is_not_ready_while_nothing_can_be_received) {
    start(Door::socket);
    ASSERT_TRUE(eventually([this] { return get("/readyz").status == 200; })) << get("/readyz").body;
    EXPECT_EQ(json::parse(get("/readyz").body)["socket"], "ok");
    slack_.http_error("apps.connections.open", 503, slack_double::always);
    slack_.sockets().cut_all();
    ASSERT_TRUE(eventually([this] { return get("/readyz").status == 503; }));
    EXPECT_THAT(get("/readyz").body, Not(HasSubstr("xapp-")));
    slack_.heal();
    EXPECT_TRUE(eventually([this] { return get("/readyz").status == 200; }, 15s)) << get("/readyz").body;
}

TEST_F(SocketDoorTest, says_goodbye_when_the_program_stops) {
    start(Door::socket);
    ASSERT_TRUE(eventually([this] { return get("/metrics").body.contains("holdfast_slack_sockets_live 2"); }));
    stop();
    EXPECT_TRUE(slack_.wait_until([this] { return slack_.sockets().closed_politely() == 2; }));
}

TEST_F(SocketDoorTest, an_event_whose_acknowledgement_was_lost_changes_nothing_when_it_comes_again) {
    start(Door::socket);
    ASSERT_EQ(type("account add acme name:Acme").status, 200U);
    slack_.lose_acknowledgements(1);
    const auto lost = slack_.say(kim_, slack_.direct_channel(kim_), "touch acme kind:call they are worried");
    EXPECT_EQ(lost.status, 0U);
    EXPECT_EQ(slack_.retry_event(lost.event_id, 1).status, 200U);
    crash();
    EXPECT_EQ(stored("touches"), 1);
}

} // namespace
} // namespace holdfast
