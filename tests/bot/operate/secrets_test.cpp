// No secret leaves the program by any way but to whom it belongs: each has an unusual value here, and everything that
// the program writes is searched for it.
#include "bot/operate/application.hpp"
#include "bot/operate/commands/export_dossier.hpp"
#include "bot/operate/doctor.hpp"
#include "tests/eventually.hpp"
#include "tests/slack/http_client.hpp"
#include "tests/slack/slack_double.hpp"
#include "tests/storage/temporary_database.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_future.hpp>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <spdlog/sinks/ringbuffer_sink.h>
#include <spdlog/spdlog.h>

#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <sstream>
#include <thread>

namespace holdfast {
namespace {

using namespace std::chrono_literals;
using slack_double::SlackDouble;
using ::testing::HasSubstr;

/// Everything that is logged while this lives, at the lowest level.
class HeardLog {
public:
    HeardLog() : former_{spdlog::default_logger()} {
        auto logger = std::make_shared<spdlog::logger>("heard", lines_);
        logger->set_level(spdlog::level::trace);
        spdlog::set_default_logger(std::move(logger));
    }
    ~HeardLog() { spdlog::set_default_logger(former_); }
    HeardLog(const HeardLog&) = delete;
    HeardLog& operator=(const HeardLog&) = delete;

    [[nodiscard]] std::string text() const {
        std::string text;
        for (const auto& line : lines_->last_formatted()) text += line;
        return text;
    }

private:
    std::shared_ptr<spdlog::sinks::ringbuffer_sink_mt> lines_ =
        std::make_shared<spdlog::sinks::ringbuffer_sink_mt>(100'000);
    std::shared_ptr<spdlog::logger> former_;
};

class SecretsTest : public testing::Test {
protected:
    static slack_double::Settings double_settings() {
        slack_double::Settings settings;
        settings.payload_dir.clear();
        settings.bot_token = "xoxb-canary-bot-token-7f3a";
        settings.signing_secret = "canary0signing0secret07f3a";
        return settings;
    }

    SecretsTest() {
        std::ofstream{folder_ / "tokens"} << "crm read,write canary-crm-token-7f3a\n";
        settings_.listen.port = 0;
        settings_.database = folder_ / "holdfast.db";
        settings_.slack_api_url = slack_.api_url();
        settings_.secrets.bot_token = Secret{slack_.settings().bot_token};
        settings_.secrets.signing_secrets = {Secret{slack_.settings().signing_secret}};
        settings_.secrets.api_token = Secret{"canary-default-token-7f3a"};
        settings_.secrets.api_tokens_file = folder_ / "tokens";
        secrets_ = {{"bot token", slack_.settings().bot_token},
                    {"signing secret", slack_.settings().signing_secret},
                    {"token of HOLDFAST_API_TOKEN", "canary-default-token-7f3a"},
                    {"token of the file", "canary-crm-token-7f3a"},
                    {"wrong token", "canary-wrong-token-7f3a"}};
        kim_ = slack_.add_user({.name = "kim", .email = "kim@example.com"});
        rules_ = std::make_unique<const Rules>(make_rules(settings_, *load_catalog("")));
        program_ = std::make_unique<Application>(io_, *rules_, clock_);
        program_->start();
        thread_ = std::jthread{[this] { io_.run(); }};
        slack_.set_bot_url(address("/slack/events"));
    }
    ~SecretsTest() override { stop(); }

    void stop() {
        if (!program_) return;
        asio::co_spawn(io_, program_->stop(), asio::use_future).get();
        io_.stop();
        thread_.join();
        program_.reset();
    }

    [[nodiscard]] std::string address(std::string_view path) const {
        return fmt::format("http://127.0.0.1:{}{}", program_->port(), path);
    }

    slack_double::HttpResponse v1(const std::string& verb, std::string_view path, const std::string& token,
                                  const std::string& body = {}) const {
        return slack_double::send_http(verb, address(path),
                                       {{"Authorization", "Bearer " + token}, {"Content-Type", "application/json"}},
                                       body, 5s);
    }

    /// A command, with the secrets that Slack gives along noted.
    slack_double::Answer type(const std::string& text) {
        auto answer = slack_.slash(kim_, slack_.direct_channel(kim_), text);
        secrets_[fmt::format("trigger of {}", text)] = answer.trigger_id;
        secrets_[fmt::format("response_url of {}", text)] = answer.response_url;
        return answer;
    }

    void expect_no_secret_in(const std::string& where, const std::string& text) const {
        for (const auto& [what, secret] : secrets_)
            if (!secret.empty()) EXPECT_FALSE(text.contains(secret)) << what << " in " << where;
    }

    TemporaryFolder folder_;
    const HeardLog log_;
    SlackDouble slack_{double_settings()};
    std::map<std::string, std::string> secrets_;
    std::string kim_;
    Settings settings_;
    SystemClock clock_;
    asio::io_context io_{1};
    std::unique_ptr<const Rules> rules_;
    std::unique_ptr<Application> program_;
    std::jthread thread_;
};

TEST_F(SecretsTest, show_up_nowhere) {
    std::string heard;
    for (const auto& token : {secrets_.at("token of the file"), secrets_.at("token of HOLDFAST_API_TOKEN")})
        EXPECT_EQ(v1("POST", "/v1/accounts", token, R"({"id":"acme","name":"Acme GmbH"})").status, 200U);
    for (const auto* path : {"/v1/accounts/acme/health", "/v1/openapi.json", "/healthz", "/readyz", "/metrics"})
        heard += v1("GET", path, secrets_.at("token of the file")).body;
    const auto wrong = v1("POST", "/v1/accounts", secrets_.at("wrong token"), R"({"id":"acme","name":"Acme"})");
    EXPECT_EQ(wrong.status, 401U);
    heard += wrong.body + v1("POST", "/v1/accounts", secrets_.at("token of the file"), "no json").body;
    // A file with a mistake, which is complained about; the mistake is a token in the wrong place.
    std::ofstream{folder_ / "tokens"} << "crm read,write canary-crm-token-7f3a\nreports canary-wrong-token-7f3a x\n";
    ASSERT_TRUE(eventually([&] {
        (void)v1("GET", "/v1/openapi.json", secrets_.at("token of the file"));
        return log_.text().contains("stay as they were");
    }));

    slack_.http_error("views.publish", 500);
    slack_.refuse("conversations.setTopic", "not_authed");
    for (const auto* text : {"open acme they are angry", "touch acme kind:call with:Zoe late again", "doctor",
                             "health acme", "plan acme add \"send parts\"", "nonsense", ""})
        heard += type(text).body;
    // A request with a signature that fits nothing.
    heard += slack_double::send_http("POST", address("/slack/events"),
                                     {{"X-Slack-Signature", "v0=00"}, {"X-Slack-Request-Timestamp", "1"}}, "x=1", 5s)
                 .body;
    EXPECT_TRUE(slack_.wait_for_call("chat.postMessage"));
    EXPECT_TRUE(slack_.wait_for_call("conversations.setTopic"));
    stop();

    expect_no_secret_in("what callers were answered", heard);
    expect_no_secret_in("the log", log_.text());
    std::string files;
    for (const std::string part : {"", "-wal", "-shm"}) {
        auto path = settings_.database;
        std::ifstream stream{path += part, std::ios::binary};
        files.append(std::istreambuf_iterator<char>{stream}, {});
    }
    EXPECT_TRUE(files.contains("they are angry"));
    expect_no_secret_in("the database", files);
    std::ostringstream dossier;
    EXPECT_TRUE(export_dossier(settings_, {.account = "acme", .format = RecordExport::json}, dossier));
    expect_no_secret_in("the export", dossier.str());
    for (const auto& finding : examine_offline(settings_)) expect_no_secret_in("doctor", finding.what + finding.fix);
    EXPECT_THAT(log_.text(), HasSubstr("token crm")) << "who delivered is told by name";
}

} // namespace
} // namespace holdfast
