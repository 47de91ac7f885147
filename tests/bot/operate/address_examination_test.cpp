// Whether the doctor finds the way that Slack's requests take, with the real endpoint at its end.
#include "bot/operate/address_examination.hpp"
#include "bot/operate/slack_examination.hpp"
#include "tests/bot/receive/served.hpp"

#include <gmock/gmock.h>

namespace holdfast {
namespace {

using namespace std::chrono_literals;
using ::testing::AllOf;
using ::testing::HasSubstr;

class AddressExaminationTest : public ServedTest {
protected:
    /// Of a bot whose address is where this test serves.
    [[nodiscard]] AddressQuestion question() const {
        return {.url = fmt::format("http://127.0.0.1:{}/slack/events", server_.port()),
                .signing_secret = std::string{holdfast::testing::recorded_secret},
                .listens_at = "127.0.0.1:3000",
                .needs_tls = false,
                .now = clock_.now(),
                .patience = 5s};
    }
    DoctorFinding ask(AddressQuestion question) {
        return run_task(io_, ask_own_address(io_.get_executor(), std::move(question)));
    }
    static HttpResponse response(unsigned status, std::string body = {}) {
        HttpResponse response;
        response.status = status;
        response.body = std::move(body);
        return response;
    }
    static DoctorFinding finding(const HttpResult& answer) {
        const AddressQuestion question{.url = "https://bot.example.com/slack/events",
                                       .signing_secret = "s",
                                       .listens_at = "127.0.0.1:3000",
                                       .now = {},
                                       .patience = 1'500ms};
        return finding_about_address(question, "the challenge", answer);
    }
    static DoctorFinding finding(TransportError::Kind kind, std::string message) {
        return finding(std::unexpected{TransportError{kind, false, std::move(message)}});
    }
};

TEST_F(AddressExaminationTest, D_2_is_content_where_requests_arrive) {
    const auto found = ask(question());
    EXPECT_TRUE(found.good) << found.what;
    EXPECT_THAT(found.what, HasSubstr("reach Holdfast"));
    EXPECT_TRUE(handed_on_.empty()) << "nothing happens because of it";
}

TEST_F(AddressExaminationTest, D_2_tells_another_signing_secret) {
    auto other = question();
    other.signing_secret = "of another app";
    const auto found = ask(other);
    EXPECT_FALSE(found.good);
    EXPECT_THAT(found.what, HasSubstr("another signing secret"));
    EXPECT_THAT(found.fix, HasSubstr("SLACK_SIGNING_SECRET"));
}

TEST_F(AddressExaminationTest, D_2_tells_an_address_where_something_else_answers) {
    auto elsewhere = question();
    elsewhere.url += "/below";
    const auto found = ask(elsewhere);
    EXPECT_FALSE(found.good);
    EXPECT_THAT(found.what, AllOf(HasSubstr("something else"), HasSubstr("404")));
    EXPECT_THAT(found.fix, HasSubstr("127.0.0.1:3000"));
}

TEST_F(AddressExaminationTest, D_2_tells_a_name_that_is_not_known) {
    auto unknown = question();
    unknown.url = "http://bot.example.invalid/slack/events";
    const auto found = ask(unknown);
    EXPECT_FALSE(found.good);
    EXPECT_THAT(found.what, HasSubstr("bot.example.invalid is not found"));
    EXPECT_THAT(found.fix, HasSubstr("public_url"));
}

TEST_F(AddressExaminationTest, D_2_tells_a_door_that_does_not_speak_TLS) {
    auto secure = question();
    secure.url.replace(0, 4, "https");
    const auto found = ask(secure);
    EXPECT_FALSE(found.good);
    EXPECT_THAT(found.what, HasSubstr("no secure connection"));
    EXPECT_THAT(found.fix, HasSubstr("certificate"));
}

TEST_F(AddressExaminationTest, D_2_refuses_an_address_without_TLS_for_the_real_Slack) {
    auto plain = question();
    plain.needs_tls = true;
    const auto found = ask(plain);
    EXPECT_FALSE(found.good);
    EXPECT_THAT(found.what, HasSubstr("https addresses only"));
}

TEST_F(AddressExaminationTest, D_2_says_for_every_cause_what_to_do) {
    using Kind = TransportError::Kind;
    EXPECT_THAT(finding(Kind::connect, "Connection refused").what, HasSubstr("Connection refused"));
    EXPECT_THAT(finding(Kind::connect, "Connection refused").fix, HasSubstr("reverse proxy"));
    EXPECT_THAT(finding(Kind::timeout, "late").what, HasSubstr("within 1.5 s"));
    EXPECT_THAT(finding(Kind::closed, "the connection broke").what, HasSubstr("the connection broke"));
    EXPECT_THAT(finding(response(502, "<html>")).what, HasSubstr("does not reach Holdfast"));
    EXPECT_THAT(finding(response(301)).fix, HasSubstr("where it leads"));
    EXPECT_THAT(finding(response(200, "<html>It works!</html>")).what, HasSubstr("something else"));
    EXPECT_THAT(finding(response(200, R"({"challenge":"another"})")).what, HasSubstr("something else"));
    EXPECT_TRUE(finding(response(200, R"({"challenge":"the challenge"})")).good);
}

TEST_F(AddressExaminationTest, D_2_asks_only_where_Slack_needs_an_address) {
    Settings settings;
    EXPECT_FALSE(question_about_address(settings, {}, 1s));
    settings.public_url = "https://bot.example.com/";
    EXPECT_FALSE(question_about_address(settings, {}, 1s)) << "nothing could be signed";
    settings.secrets.signing_secrets = signing_secrets_;
    const auto question = question_about_address(settings, {}, 1s);
    ASSERT_TRUE(question);
    EXPECT_EQ(question->url, "https://bot.example.com/slack/events");
    EXPECT_TRUE(question->needs_tls);
}

TEST_F(AddressExaminationTest, D_2_the_command_asks_only_while_the_bot_is_served) {
    Settings settings;
    settings.secrets.bot_token = Secret{};
    settings.secrets.signing_secrets = signing_secrets_;
    settings.public_url = "https://bot.example.invalid";
    settings.listen.port = 1;
    const auto found = examine_slack(settings).back();
    EXPECT_TRUE(found.good) << found.what;
    EXPECT_THAT(found.what, HasSubstr("ask again"));
    EXPECT_TRUE(run_task(io_, is_served(io_.get_executor(), {"127.0.0.1", server_.port()})));
}

} // namespace
} // namespace holdfast
