#include "bot/decode/slack_payload.hpp"
#include "tests/bot/receive/recorded_requests.hpp"

#include <fmt/core.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>

namespace holdfast {
namespace {

using namespace std::chrono_literals;
using namespace date::literals;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::string_view form = "application/x-www-form-urlencoded";
constexpr std::string_view json_type = "application/json";

std::string as_form(const nlohmann::json& payload) {
    std::string body = "payload=";
    for (const char c : payload.dump()) body += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    return body;
}

template <class Kind>
Kind decoded(std::string_view content_type, std::string_view body) {
    const auto request = decode_slack_request(content_type, body);
    if (!request || !std::holds_alternative<Kind>(*request)) {
        ADD_FAILURE() << "another kind, or: " << (request ? "" : request.error());
        return {};
    }
    return std::get<Kind>(*request);
}

nlohmann::json interaction(std::string_view type) {
    return {{"type", type},
            {"user", {{"id", "U1"}, {"team_id", "T1"}}},
            {"team", {{"id", "T1"}}},
            {"enterprise", nullptr},
            {"trigger_id", "13345224609.738474920.8088930838d88f008e0"}};
}

TEST(SlackPayload, slash_command) {
    const auto command = decoded<SlashCommand>(
        form, "token=x&team_id=T1&enterprise_id=E1&channel_id=C1&channel_name=privategroup&user_id=U1&user_name=kim&"
              "command=%2Frescue&text=touch+acme+%3C%40U2%7Cbob%3E+%26amp%3B+co&is_enterprise_install=true&"
              "response_url=https%3A%2F%2Fhooks.example.com%2F1&trigger_id=1.2.abc");
    EXPECT_EQ(command.command, "/rescue");
    EXPECT_EQ(command.text, "touch acme <@U2|bob> &amp; co");
    EXPECT_EQ(command.user, UserId{"U1"});
    EXPECT_EQ(command.channel, ChannelId{"C1"});
    EXPECT_EQ(command.workspace, (Workspace{"T1", "E1", true}));
    EXPECT_EQ(command.response_url, "https://hooks.example.com/1");
    EXPECT_EQ(command.trigger_id, "1.2.abc");
}

TEST(SlackPayload, an_appended_ssl_check_runs_no_command) {
    decoded<SslCheck>(form, "command=%2Frescue&text=close&ssl_check=1");
    decoded<SslCheck>(form, "ssl_check=1&token=x");
}

TEST(SlackPayload, button_in_a_message) {
    auto payload = interaction("block_actions");
    payload["container"] = {{"type", "message"}, {"message_ts", "17.01"}, {"channel_id", "C1"}, {"thread_ts", "16.01"}};
    payload["channel"] = {{"id", "C1"}, {"name", "rescue-acme"}};
    payload["response_url"] = "https://hooks.example.com/2";
    payload["actions"] = {{{"type", "button"},
                           {"action_id", "call.reached"},
                           {"block_id", "b1"},
                           {"value", "acme#1"},
                           {"action_ts", "18.01"}}};
    const auto press = decoded<BlockAction>(form, as_form(payload));
    EXPECT_EQ(press.action.action_id, "call.reached");
    EXPECT_EQ(press.action.block_id, "b1");
    EXPECT_EQ(press.action.type, "button");
    EXPECT_EQ(press.action.value, "acme#1");
    EXPECT_EQ(press.action.action_ts, "18.01");
    EXPECT_EQ(press.user, UserId{"U1"});
    EXPECT_EQ(press.channel, ChannelId{"C1"});
    EXPECT_EQ(press.message_ts, "17.01");
    EXPECT_EQ(press.thread_ts, "16.01");
    EXPECT_EQ(press.response_url, "https://hooks.example.com/2");
    EXPECT_EQ(press.workspace, (Workspace{"T1", "", false}));
    EXPECT_FALSE(press.is_ephemeral);
    EXPECT_FALSE(press.view);
}

TEST(SlackPayload, every_element_gives_its_choice_as_value) {
    const auto option = [](std::string_view value) {
        return nlohmann::json{{"value", value}, {"text", {{"text", "t"}}}};
    };
    const std::vector<std::pair<nlohmann::json, std::vector<std::string>>> table{
        {{{"value", "x"}}, {"x"}},
        {{{"value", nullptr}}, {}},
        {{{"selected_option", option("close")}}, {"close"}},
        {{{"selected_option", nullptr}}, {}},
        {{{"selected_options", {option("a"), option("b")}}}, {"a", "b"}},
        {{{"selected_options", nlohmann::json::array()}}, {}},
        {{{"selected_user", "U2"}}, {"U2"}},
        {{{"selected_users", {"U2", "U3"}}}, {"U2", "U3"}},
        {{{"selected_conversation", "C2"}}, {"C2"}},
        {{{"selected_channel", "C2"}}, {"C2"}},
        {{{"selected_date", "2026-03-04"}}, {"2026-03-04"}},
        {{{"selected_time", "14:30"}}, {"14:30"}},
        {{{"selected_date_time", 1'700'000'000}}, {"1700000000"}},
        {{{"selected_options", "nonsense"}, {"value", nlohmann::json::object()}}, {}},
    };
    for (const auto& [element, expected] : table) {
        auto payload = interaction("block_actions");
        payload["actions"] = nlohmann::json::array({element});
        const auto press = decoded<BlockAction>(form, as_form(payload));
        EXPECT_EQ(press.action.values, expected) << element;
        EXPECT_EQ(press.action.value, expected.empty() ? "" : expected.front()) << element;
    }
}

TEST(SlackPayload, org_wide_install_and_missing_parts_are_no_error) {
    auto payload = interaction("block_actions");
    payload["team"] = nullptr;
    payload["enterprise"] = {{"id", "E1"}};
    payload["is_enterprise_install"] = true;
    const auto press = decoded<BlockAction>(form, as_form(payload));
    EXPECT_EQ(press.workspace, (Workspace{"", "E1", true}));
    EXPECT_EQ(press.action.action_id, "");
    for (const std::string type : {"block_actions", "view_submission", "view_closed", "shortcut", "message_action",
                                   "block_suggestion", "event_callback", "url_verification", "app_rate_limited"})
        EXPECT_TRUE(decode_slack_request(json_type, nlohmann::json{{"type", type}}.dump())) << type;
    EXPECT_TRUE(decode_slack_request(
        json_type,
        R"({"type":"block_actions","user":7,"actions":{},"view":[],"container":"x","state":{"values":[1]}})"));
}

TEST(SlackPayload, submitted_view) {
    auto payload = interaction("view_submission");
    payload["view"] = {
        {"id", "V1"},
        {"hash", "17.abc"},
        {"type", "modal"},
        {"callback_id", "touch"},
        {"private_metadata", "acme#1"},
        {"external_id", "x1"},
        {"root_view_id", "V0"},
        {"previous_view_id", nullptr},
        {"state", {{"values", {{"text", {{"v", {{"type", "plain_text_input"}, {"value", "a & b"}}}}}}}}}};
    payload["response_urls"] = {{{"block_id", "where"}, {"channel_id", "C1"}, {"response_url", "https://u"}}};
    const auto submission = decoded<ViewSubmission>(form, as_form(payload));
    EXPECT_EQ(submission.view.id, "V1");
    EXPECT_EQ(submission.view.hash, "17.abc");
    EXPECT_EQ(submission.view.callback_id, "touch");
    EXPECT_EQ(submission.view.private_metadata, "acme#1");
    EXPECT_EQ(submission.view.external_id, "x1");
    EXPECT_EQ(submission.view.root_view_id, "V0");
    EXPECT_EQ(submission.view.previous_view_id, "");
    EXPECT_EQ(submission.view.state.text("text"), "a & b");
    ASSERT_EQ(submission.response_urls.size(), 1U);
    EXPECT_EQ(submission.response_urls[0].channel, ChannelId{"C1"});
    EXPECT_EQ(submission.response_urls[0].url, "https://u");
}

TEST(SlackPayload, edited_message_event) {
    const auto event = decoded<EventCallback>(json_type, R"({
        "type":"event_callback","event_id":"Ev1","team_id":"T9","is_ext_shared_channel":true,
        "authorizations":[{"team_id":"T1","enterprise_id":null,"user_id":"UBOT","is_bot":true,"is_enterprise_install":false}],
        "event":{"type":"message","subtype":"message_changed","channel":"C1","ts":"20.2","event_ts":"20.2",
                 "message":{"text":"new","user":"U1","ts":"10.1","thread_ts":"9.9","bot_id":"B1"},
                 "previous_message":{"text":"old"}}})");
    EXPECT_EQ(event.event_id, "Ev1");
    EXPECT_EQ(event.workspace, (Workspace{"T1", "", false}));
    EXPECT_EQ(event.bot_user, UserId{"UBOT"});
    EXPECT_EQ(event.is_ext_shared_channel, true);
    EXPECT_EQ(event.type, "message");
    EXPECT_EQ(event.subtype, "message_changed");
    EXPECT_EQ(event.user, UserId{"U1"});
    EXPECT_EQ(event.channel, ChannelId{"C1"});
    EXPECT_EQ(event.ts, "20.2");
    EXPECT_EQ(event.message_ts, "10.1");
    EXPECT_EQ(event.thread_ts, "9.9");
    EXPECT_EQ(event.text, "new");
    EXPECT_EQ(event.previous_text, "old");
    EXPECT_EQ(event.bot_id, "B1");
    EXPECT_EQ(nlohmann::json::parse(event.event_json)["message"]["text"], "new");
}

TEST(SlackPayload, special_requests) {
    EXPECT_EQ(
        decoded<UrlVerification>("application/json; charset=utf-8", R"({"type":"url_verification","challenge":"abc"})")
            .challenge,
        "abc");
    const auto limited = decoded<AppRateLimited>(
        json_type, R"({"type":"app_rate_limited","team_id":"T1","minute_rate_limited":1518467820})");
    EXPECT_EQ(limited.team, "T1");
    EXPECT_EQ(limited.minute_rate_limited, 1'518'467'820);
    EXPECT_EQ(decoded<Unknown>(json_type, R"({"type":"something_new"})").type, "something_new");
    EXPECT_EQ(decoded<Unknown>(json_type, "{}").type, "");
    decoded<Unknown>(form, "a=1");
}

TEST(SlackPayload, unreadable_bodies_are_an_error) {
    std::string deep = R"({"type":"event_callback","event":)" + std::string(65, '[') + std::string(65, ']') + "}";
    const std::vector<std::pair<std::string_view, std::string>> table{
        {json_type, ""},       {json_type, "[]"},
        {json_type, "{"},      {json_type, "{\"type\":\"\xff\"}"},
        {json_type, deep},     {form, "payload=%7B"},
        {form, "payload=%FF"}, {form, "payload=[]"},
        {"text/plain", "{}"},  {"", "{}"},
    };
    for (const auto& [content_type, body] : table) EXPECT_FALSE(decode_slack_request(content_type, body)) << body;
}

TEST(SlackPayload, socket_frames) {
    const auto frame = decode_socket_frame(
        R"({"envelope_id":"e1","type":"slash_commands","accepts_response_payload":true,"retry_attempt":1,
            "payload":{"command":"/rescue","text":"todo","user_id":"U1","is_enterprise_install":"false"}})");
    ASSERT_TRUE(frame) << frame.error();
    EXPECT_EQ(frame->envelope_id, "e1");
    EXPECT_TRUE(frame->accepts_response_payload);
    EXPECT_EQ(frame->retry_attempt, 1);
    ASSERT_TRUE(frame->request);
    EXPECT_EQ(std::get<SlashCommand>(*frame->request).text, "todo");

    const auto hello = decode_socket_frame(R"({"type":"hello","debug_info":{"approximate_connection_time":18060}})");
    ASSERT_TRUE(hello);
    EXPECT_EQ(hello->approximate_connection_time, 18'060);
    EXPECT_FALSE(hello->request);
    EXPECT_EQ(decode_socket_frame(R"({"type":"disconnect","reason":"warning"})")->reason, "warning");
    EXPECT_FALSE(decode_socket_frame("[]"));
    EXPECT_FALSE(decode_socket_frame("hello"));
}

RC_GTEST_PROP(SlackPayload, survives_arbitrary_bytes, (const std::string& body)) {
    RC_ASSERT(decode_slack_request(form, body).has_value() || true);
    const auto json = decode_slack_request(json_type, body);
    RC_ASSERT(json.has_value() || !json.error().empty());
}

// Against the recorded requests, where they are at hand.

std::string_view kind_name(const SlackRequest& request) {
    constexpr std::array<std::string_view, 11> names{
        "slash-command", "block-actions",          "view-submission", "view-closed",
        "shortcut",      "block-suggestion",       "event",           "url-verification",
        "ssl-check",     "event-app-rate-limited", "unknown"};
    static_assert(names.size() == std::variant_size_v<SlackRequest>);
    return names[request.index()];
}

/// The recorded request of that name, decoded.
template <class Kind>
Kind recorded(std::string_view name) {
    for (const auto& request : testing::recorded_requests())
        if (request.name == name) return decoded<Kind>(request.content_type, request.body);
    ADD_FAILURE() << "no recorded request " << name;
    return {};
}

class RecordedPayload : public ::testing::Test {
protected:
    void SetUp() override {
        if (testing::recorded_requests().empty()) GTEST_SKIP() << "no recorded requests at hand";
    }
};

TEST_F(RecordedPayload, each_is_of_the_kind_that_its_name_says) {
    for (const auto& request : testing::recorded_requests()) {
        const auto decoded = decode_slack_request(request.content_type, request.body);
        ASSERT_TRUE(decoded) << request.name << ": " << decoded.error();
        auto expected = request.name;
        if (expected == "signature-doc-example" || expected.starts_with("bad-")) expected = "slash-command";
        if (request.name == "bad-signature-ssl-check-appended") expected = "ssl-check";
        EXPECT_TRUE(expected.starts_with(kind_name(*decoded))) << request.name << " is " << kind_name(*decoded);
        if (const auto* event = std::get_if<EventCallback>(&*decoded)) {
            EXPECT_TRUE(event->event_id.starts_with("Ev")) << request.name;
            EXPECT_FALSE(event->type.empty()) << request.name;
        }
    }
}

TEST_F(RecordedPayload, socket_frames_carry_the_kind_that_their_name_says) {
    std::size_t frames = 0;
    for (const auto& entry : std::filesystem::directory_iterator{testing::recorded_folder()}) {
        const std::string name = entry.path().filename();
        if (!name.starts_with("socket-") || name.contains("outgoing")) continue;
        const auto frame = decode_socket_frame(testing::file_content(entry.path()));
        ASSERT_TRUE(frame) << name;
        ++frames;
        if (name.starts_with("socket-hello")) EXPECT_EQ(frame->type, "hello");
        if (name.starts_with("socket-disconnect")) EXPECT_FALSE(frame->reason.empty()) << name;
        if (name.contains("events-api")) EXPECT_EQ(kind_name(frame->request.value()), "event") << name;
        if (name.contains("interactive-"))
            EXPECT_TRUE(
                name.substr(std::string{"socket-interactive-"}.size()).starts_with(kind_name(frame->request.value())));
        if (name.contains("slash-commands")) EXPECT_EQ(kind_name(frame->request.value()), "slash-command");
    }
    EXPECT_GE(frames, 12U);
}

TEST_F(RecordedPayload, fields_of_interactions) {
    const auto button = recorded<BlockAction>("block-actions-button-message");
    EXPECT_EQ(button.action.action_id, "inc.ack");
    EXPECT_EQ(button.action.value, "INC-42");
    EXPECT_EQ(button.channel, ChannelId{"C0INCIDENT1"});
    EXPECT_EQ(button.message_ts, "1700000200.000500");
    EXPECT_EQ(recorded<BlockAction>("block-actions-static-select-cleared").action.value, "");
    EXPECT_EQ(recorded<BlockAction>("block-actions-overflow-message").action.value, "close");
    EXPECT_THAT(recorded<BlockAction>("block-actions-checkboxes-message").action.values, ElementsAre("page"));
    EXPECT_TRUE(recorded<BlockAction>("block-actions-button-ephemeral").is_ephemeral);
    EXPECT_TRUE(recorded<BlockAction>("block-actions-button-org-install").workspace.org_install);
    EXPECT_EQ(recorded<BlockAction>("block-actions-button-home").view.value().type, "home");
    const auto in_modal = recorded<BlockAction>("block-actions-static-select-modal");
    EXPECT_EQ(in_modal.state.option("tpl"), "outage");
    EXPECT_EQ(in_modal.view.value().hash, "1700000000.AbCdEfGh");
    EXPECT_EQ(recorded<BlockAction>("block-actions-text-input-modal").action.value, "Checkout <is> down & out");

    EXPECT_TRUE(recorded<ViewClosed>("view-closed-all").is_cleared);
    EXPECT_FALSE(recorded<ViewClosed>("view-closed").is_cleared);
    EXPECT_EQ(recorded<Shortcut>("shortcut-global").kind, Shortcut::Kind::global);
    const auto on_message = recorded<Shortcut>("shortcut-message");
    EXPECT_EQ(on_message.kind, Shortcut::Kind::message);
    EXPECT_EQ(on_message.message.value().text, "checkout is down");
    EXPECT_EQ(on_message.message.value().user, UserId{"U0BOB00001"});
    EXPECT_EQ(on_message.message.value().ts, "1700000000.000100");
    const auto suggestion = recorded<BlockSuggestion>("block-suggestion-modal");
    EXPECT_EQ(suggestion.value, "check");
    EXPECT_EQ(suggestion.block_id, "svc");
    EXPECT_EQ(suggestion.user, UserId{"U0ALICE001"});
    EXPECT_EQ(suggestion.user_team, "T0TEAM0001");
    EXPECT_EQ(suggestion.workspace.team, "T0TEAM0001");
    EXPECT_EQ(recorded<BlockSuggestion>("block-suggestion-message").channel, ChannelId{"C0INCIDENT1"});
}

TEST_F(RecordedPayload, every_kind_of_input_of_a_view) {
    const auto state = recorded<ViewSubmission>("view-submission").view.state;
    EXPECT_EQ(state.text("title"), "Checkout errors & timeouts 🔥");
    EXPECT_EQ(state.option("sev"), "1");
    EXPECT_EQ(state.option("svc"), "svc-1");
    EXPECT_THAT(state.options("svcs"), ElementsAre("svc-1", "svc-2"));
    EXPECT_THAT(state.options("who"), ElementsAre("U0ALICE001", "U0BOB00001"));
    EXPECT_EQ(state.user("ic"), UserId{"U0BOB00001"});
    EXPECT_EQ(state.text("where"), "C0GENERAL1");
    EXPECT_THAT(state.options("chans"), ElementsAre("C0GENERAL1"));
    EXPECT_THAT(state.options("flags"), IsEmpty());
    EXPECT_EQ(state.date("due"), Day{2026_y / 9 / 30});
    EXPECT_EQ(state.time("at"), 14h + 2min);
    EXPECT_EQ(state.text("when"), "1700000000");
    EXPECT_EQ(state.text("num"), "42");
    EXPECT_FALSE(state.text("empty"));
    EXPECT_EQ(recorded<ViewSubmission>("view-submission-response-urls").response_urls.size(), 1U);
    EXPECT_EQ(recorded<ViewSubmission>("view-submission-org-install").workspace, (Workspace{"", "E0ORG00001", true}));
}

TEST_F(RecordedPayload, fields_of_events) {
    const auto home = recorded<EventCallback>("event-app-home-opened");
    EXPECT_EQ(home.tab, "home");
    EXPECT_EQ(home.view_hash, "1700000000.abcdefgh");
    EXPECT_EQ(recorded<EventCallback>("event-app-home-opened-first-time").view_hash, "");
    const auto reaction = recorded<EventCallback>("event-reaction-added");
    EXPECT_EQ(reaction.reaction, "eyes");
    EXPECT_EQ(reaction.channel, ChannelId{"C0INCIDENT1"});
    EXPECT_EQ(reaction.message_ts, "1700000200.000500");
    EXPECT_EQ(recorded<EventCallback>("event-channel-rename").channel, ChannelId{"C0INCIDENT1"});
    const auto moved = recorded<EventCallback>("event-channel-id-changed");
    EXPECT_EQ(moved.channel, ChannelId{"G0PRIVATE1"});
    EXPECT_EQ(moved.new_channel, ChannelId{"C0PRIVATE1"});
    const auto deleted = recorded<EventCallback>("event-message-deleted");
    EXPECT_EQ(deleted.message_ts, "1700000100.000300");
    EXPECT_EQ(deleted.previous_text, "error rate is back to normal");
    EXPECT_EQ(recorded<EventCallback>("event-shared-channel").is_ext_shared_channel, true);
    EXPECT_EQ(recorded<EventCallback>("event-shared-channel").user_team, "T0OTHER001");
    EXPECT_EQ(recorded<EventCallback>("event-app-mention-retry").event_id,
              recorded<EventCallback>("event-app-mention").event_id);
    EXPECT_EQ(recorded<EventCallback>("event-message-own-bot-granular").bot_id, "B0BOT00001");
    EXPECT_EQ(recorded<EventCallback>("event-team-access-granted").workspace.enterprise, "E0ORG00001");
}

} // namespace
} // namespace holdfast
