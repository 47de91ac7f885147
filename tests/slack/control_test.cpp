#include "tests/slack/double_fixture.hpp"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

namespace holdfast::slack_double {
namespace {

using nlohmann::json;
using testing::SizeIs;
using testing::UnorderedElementsAre;

class Control : public DoubleTest {
protected:
    [[nodiscard]] HttpResponse control(const std::string& name, const json& given) const {
        const std::string url = "http://127.0.0.1:" + std::to_string(slack.port()) + "/_control/" + name;
        return send_http("POST", url, {}, given.dump(), std::chrono::seconds{5});
    }
};

TEST_F(Control, lets_scripts_build_a_workspace_and_act_in_it) {
    const ListeningBot bot([](const HttpRequest&) { return HttpReply{.body = R"({"text":"hello"})"}; });
    slack.set_bot_url(bot.url());
    const json zoe = json::parse(control("user", {{"name", "zoe"}}).body);
    const json town = json::parse(control("channel", {{"name", "town"}, {"members", {zoe["id"]}}}).body);
    const json answer =
        json::parse(control("command", {{"user", zoe["id"]}, {"channel", town["id"]}, {"text", "help"}}).body);
    EXPECT_EQ(answer["json"]["text"], "hello");
    EXPECT_EQ(bot.field("text"), "help");
    EXPECT_EQ(json::parse(control("ephemerals", {{"user", zoe["id"]}}).body)[0]["text"], "hello");
    EXPECT_THAT(json::parse(control("state", json::object()).body)["users"], SizeIs(4));
}

TEST_F(Control, orders_faults) {
    EXPECT_EQ(control("fault", {{"kind", "refuse"}, {"method", "auth.test"}, {"error", "fatal_error"}}).status, 200U);
    EXPECT_EQ(error("auth.test", json::object()), "fatal_error");
    EXPECT_EQ(error("auth.test", json::object()), "");
}

TEST_F(Control, says_what_is_wrong_with_a_request) {
    EXPECT_EQ(control("dance", json::object()).status, 404U);
    const HttpResponse refused = control("command", {{"user", kim}});
    EXPECT_EQ(refused.status, 400U);
    EXPECT_EQ(json::parse(refused.body)["error"], "\"channel\" is missing");
}

std::filesystem::path fresh_folder() {
    auto folder = std::filesystem::path{testing::TempDir()} / "slack-double-payloads";
    std::filesystem::remove_all(folder);
    return folder;
}

TEST(PayloadDump, writes_what_the_bot_sends_by_kind) {
    const auto folder = fresh_folder();
    const ListeningBot bot([](const HttpRequest&) { return HttpReply{.body = R"({"text":"hello"})"}; });
    {
        SlackDouble slack({.bot_url = bot.url(), .payload_dir = folder});
        const SlackDouble other({.payload_dir = folder});
        const std::string kim = slack.add_user("kim");
        const auto post = [](const SlackDouble& to, const std::string& method, const Fields& form) {
            const auto response =
                send_http("POST", to.api_url() + method, {{"Content-Type", "application/x-www-form-urlencoded"}},
                          encode_form(form), std::chrono::seconds{5});
            EXPECT_EQ(response.status, 200U);
        };
        post(slack, "chat.postMessage", {{"channel", kim}, {"text", "x"}, {"unfurl_links", "false"}});
        post(other, "chat.update", {{"channel", kim}, {"ts", "1700000000.000000"}, {"text", "x"}});
        post(slack, "views.publish", {{"user_id", kim}, {"view", R"({"type":"home","blocks":[]})"}});
        post(slack, "users.info", {{"user", kim}});
        slack.slash(kim, slack.direct_channel(kim), "status");
    }
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) names.push_back(entry.path().filename());
    EXPECT_THAT(names, UnorderedElementsAre("message-0001.json", "message.chat.update-0001.json", "home-0002.json",
                                            "args.users.info-0003.json", "message-0004.json"));
    std::ifstream file(folder / "message-0001.json");
    EXPECT_EQ(json::parse(file)["unfurl_links"], false);
    std::filesystem::remove_all(folder);
}

} // namespace
} // namespace holdfast::slack_double
