#include "tests/slack/double_fixture.hpp"
#include "tests/slack/signature.hpp"

#include <gmock/gmock.h>

namespace holdfast::slack_double {
namespace {

using nlohmann::json;
using testing::IsEmpty;
using testing::SizeIs;

HttpReply json_reply(const json& body) {
    return {.body = body.dump()};
}

json plain(const std::string& text) {
    return {{"type", "plain_text"}, {"text", text}};
}

json modal_with_note(bool is_optional = false) {
    const json note{{"type", "input"},
                    {"block_id", "note"},
                    {"optional", is_optional},
                    {"label", plain("Note")},
                    {"element", {{"type", "plain_text_input"}, {"action_id", "text"}, {"max_length", 10}}}};
    const json kinds =
        json::array({{{"text", plain("Call")}, {"value", "call"}}, {{"text", plain("Mail")}, {"value", "mail"}}});
    const json kind{{"type", "input"},
                    {"block_id", "kind"},
                    {"optional", true},
                    {"label", plain("Kind")},
                    {"element", {{"type", "static_select"}, {"action_id", "kind"}, {"options", kinds}}}};
    return {{"type", "modal"},         {"callback_id", "touch"},  {"title", plain("Log a touch")},
            {"submit", plain("Save")}, {"notify_on_close", true}, {"blocks", json::array({note, kind})}};
}

class People : public DoubleTest {
protected:
    People() { slack.set_bot_url(bot.url()); }

    /// What the bot answers to the next requests.
    void answer_with(const HttpReply& next) {
        const std::scoped_lock lock(mutex_);
        reply_ = next;
    }

    /// Opens the modal with the trigger of a shortcut; returns its id.
    std::string open_modal(const json& view) {
        const Answer asked = slack.global_shortcut(kim, "touch");
        const json opened = call("views.open", {{"trigger_id", asked.trigger_id}, {"view", view}});
        return opened.value("ok", false) ? opened["view"]["id"].get<std::string>() : opened.dump();
    }

private:
    std::mutex mutex_;
    HttpReply reply_;

protected:
    ListeningBot bot{[this](const HttpRequest&) {
        const std::scoped_lock lock(mutex_);
        return reply_;
    }};
    std::string room = slack.add_channel({.name = "town", .members = {slack.settings().bot_user, kim}});
};

TEST(Signature, equals_the_published_example) {
    const std::string body =
        "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name="
        "foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2F"
        "hooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015."
        "47445629121.803a0bc887a14d10d2c447fce8b6703c";
    EXPECT_EQ(sign("8f742231b10e8888abcd99yyyzzz85a5", 1531420618, body),
              "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503");
}

TEST_F(People, sign_what_they_send) {
    slack.slash(kim, room, "help");
    const HttpRequest request = bot.requests().back();
    const std::string stamp = request.headers.at("x-slack-request-timestamp");
    EXPECT_EQ(request.headers.at("x-slack-signature"),
              sign(slack.settings().signing_secret, std::stoll(stamp), request.body));
    slack.sign_with(std::chrono::hours{-1}, "other");
    slack.slash(kim, room, "help");
    const HttpRequest old = bot.requests().back();
    EXPECT_LE(std::stoll(old.headers.at("x-slack-request-timestamp")), std::stoll(stamp) - 3590);
    EXPECT_NE(old.headers.at("x-slack-signature"),
              sign(slack.settings().signing_secret, std::stoll(old.headers.at("x-slack-request-timestamp")), old.body));
}

TEST_F(People, type_commands_with_mentions_and_signs_escaped) {
    slack.slash(kim, room, "step 1 owner:@ann & see <@U0BOB00001> in #town, a < b @nobody");
    EXPECT_EQ(bot.field("text"),
              "step 1 owner:<@" + ann + "|ann> &amp; see <@U0BOB00001> in <#" + room + "|town>, a &lt; b @nobody");
    EXPECT_EQ(bot.field("command"), "/rescue");
    EXPECT_EQ(bot.field("channel_name"), "town");
    slack.slash(kim, slack.direct_channel(kim), "");
    EXPECT_EQ(bot.field("channel_name"), "directmessage");
}

TEST_F(People, see_the_answer_of_a_command_alone_unless_it_is_for_the_channel) {
    answer_with(json_reply({{"text", "for you"}}));
    const Answer alone = slack.slash(kim, room, "status");
    EXPECT_EQ(alone.json["text"], "for you");
    EXPECT_EQ(slack.ephemerals(kim).front().ts, alone.ts);
    EXPECT_THAT(slack.messages(room), IsEmpty());
    answer_with(json_reply({{"text", "for all"}, {"response_type", "in_channel"}}));
    slack.slash(kim, room, "status share");
    EXPECT_EQ(slack.messages(room).front().text, "for all");
}

TEST_F(People, get_operation_timeout_when_the_bot_is_not_there) {
    slack.set_bot_url("http://127.0.0.1:1/slack/events");
    const Answer answer = slack.slash(kim, room, "status");
    EXPECT_EQ(answer.status, 0U);
    EXPECT_NE(answer.failure, "");
}

TEST_F(People, press_buttons_of_messages) {
    const json actions{{"type", "actions"},
                       {"block_id", "acts"},
                       {"elements", json::array({button("role.take", "a"), button("role.drop", "b")})}};
    const std::string ts =
        call("chat.postMessage", {{"channel", room}, {"text", "card"}, {"blocks", json::array({actions})}})["ts"];
    slack.press(kim, room, ts, "role.drop");
    const json payload = bot.payload();
    EXPECT_EQ(payload["type"], "block_actions");
    EXPECT_EQ(payload["user"]["id"], kim);
    EXPECT_EQ(payload["container"],
              (json{{"type", "message"}, {"message_ts", ts}, {"channel_id", room}, {"is_ephemeral", false}}));
    EXPECT_EQ(payload["actions"][0]["block_id"], "acts");
    EXPECT_EQ(payload["actions"][0]["value"], "b");
    EXPECT_EQ(payload["actions"][0]["text"]["text"], "Press &amp; see");
    EXPECT_EQ(payload["message"]["bot_id"], slack.settings().bot_id);
    EXPECT_THROW(slack.press(kim, room, ts, "role.none"), std::invalid_argument);
    EXPECT_THROW(slack.press(kim, room, ts, "role.take", "b"), std::invalid_argument);
}

TEST_F(People, choose_in_menus_of_messages) {
    const json options =
        json::array({{{"text", plain("Step")}, {"value", "step"}}, {{"text", plain("Role")}, {"value", "role"}}});
    const json overflow{{"type", "overflow"}, {"action_id", "card.more"}, {"options", options}};
    const json select{{"type", "static_select"}, {"action_id", "pick"}, {"options", options}};
    const json actions{{"type", "actions"}, {"block_id", "acts"}, {"elements", json::array({overflow, select})}};
    const std::string ts =
        call("chat.postMessage", {{"channel", room}, {"text", "card"}, {"blocks", json::array({actions})}})["ts"];
    slack.press(kim, room, ts, "card.more", "role");
    EXPECT_EQ(bot.payload()["actions"][0]["selected_option"]["value"], "role");
    slack.press(kim, room, ts, "pick", "step");
    EXPECT_EQ(bot.payload()["state"]["values"]["acts"]["pick"]["selected_option"]["value"], "step");
    EXPECT_THROW(slack.press(kim, room, ts, "pick", "nothing"), std::invalid_argument);
}

TEST_F(People, press_buttons_only_they_can_see) {
    answer_with(json_reply(
        {{"text", "which one?"},
         {"blocks", json::array({{{"type", "actions"}, {"elements", json::array({button("pick", "acme")})}}})}}));
    const Answer shown = slack.slash(kim, room, "status a");
    const Answer pressed = slack.press(kim, room, shown.ts, "pick", "acme");
    EXPECT_EQ(bot.payload()["container"]["is_ephemeral"], true);
    EXPECT_FALSE(bot.payload().contains("message"));
    EXPECT_EQ(bot.payload()["response_url"], pressed.response_url);
}

TEST_F(People, hand_out_response_urls_that_work_five_times) {
    const Answer asked = slack.slash(kim, room, "status");
    const auto respond = [&](const json& body) {
        return send_http("POST", asked.response_url, {{"Content-Type", "application/json"}}, body.dump(),
                         std::chrono::seconds{5});
    };
    EXPECT_EQ(respond({{"text", "1"}}).body, "ok");
    EXPECT_EQ(respond({{"text", "2"}, {"response_type", "in_channel"}}).status, 200U);
    const HttpResponse wrong = respond({{"blocks", json::array({{{"type", "nonsense"}}})}, {"text", "3"}});
    EXPECT_EQ(wrong.status, 404U);
    EXPECT_EQ(json::parse(wrong.body)["error"], "invalid_blocks");
    EXPECT_EQ(respond({{"text", "4"}}).status, 200U);
    EXPECT_EQ(respond({{"text", "5"}}).status, 200U);
    const HttpResponse used = respond({{"text", "6"}});
    EXPECT_EQ(used.status, 404U);
    EXPECT_EQ(json::parse(used.body)["error"], "used_url");
    EXPECT_THAT(slack.ephemerals(kim), SizeIs(3));
    EXPECT_THAT(slack.messages(room), SizeIs(1));
    EXPECT_THAT(slack.calls("response_url"), SizeIs(6));
    const Answer again = slack.slash(kim, room, "status");
    slack.expire_response_urls();
    EXPECT_EQ(send_http("POST", again.response_url, {}, "{}", std::chrono::seconds{5}).status, 404U);
}

TEST_F(People, see_the_original_replaced_or_deleted) {
    const json actions{{"type", "actions"}, {"elements", json::array({button("go", "x")})}};
    const std::string ts =
        call("chat.postMessage", {{"channel", room}, {"text", "card"}, {"blocks", json::array({actions})}})["ts"];
    const std::string url = slack.press(kim, room, ts, "go").response_url;
    const auto respond = [&](const json& body) {
        return send_http("POST", url, {}, body.dump(), std::chrono::seconds{5});
    };
    EXPECT_EQ(respond({{"replace_original", true}, {"text", "done"}}).status, 200U);
    EXPECT_EQ(slack.message(room, ts)->text, "done");
    EXPECT_THAT(slack.message(room, ts)->blocks, IsEmpty());
    EXPECT_EQ(respond({{"delete_original", true}}).status, 200U);
    EXPECT_FALSE(slack.message(room, ts).has_value());
}

TEST_F(People, open_modals_with_a_trigger_once_and_in_time) {
    const Answer asked = slack.global_shortcut(kim, "touch");
    EXPECT_EQ(bot.payload()["callback_id"], "touch");
    const json arguments{{"trigger_id", asked.trigger_id}, {"view", modal_with_note()}};
    EXPECT_EQ(error("views.open", arguments), "");
    EXPECT_EQ(error("views.open", arguments), "exchanged_trigger_id");
    EXPECT_EQ(error("views.open", {{"trigger_id", "1.2.3"}, {"view", modal_with_note()}}), "invalid_trigger_id");
    const Answer late = slack.global_shortcut(kim, "touch");
    slack.expire_triggers();
    EXPECT_EQ(error("views.open", {{"trigger_id", late.trigger_id}, {"view", modal_with_note()}}),
              "expired_trigger_id");
    EXPECT_EQ(slack.modal(kim)->content["callback_id"], "touch");
    EXPECT_FALSE(slack.modal(ann).has_value());
}

TEST_F(People, are_not_shown_views_that_break_the_rules) {
    json view = modal_with_note();
    view["title"] = plain("A title of more than twenty-four characters");
    view.erase("submit");
    const Answer asked = slack.global_shortcut(kim, "touch");
    const json refused = call("views.open", {{"trigger_id", asked.trigger_id}, {"view", view}});
    EXPECT_EQ(refused["error"], "invalid_arguments");
    EXPECT_EQ(refused["response_metadata"]["messages"][0],
              "[ERROR] must be less than 25 characters [json-pointer:/view/title/text]");
    EXPECT_THAT(refused["response_metadata"]["messages"], SizeIs(2));
    view = modal_with_note();
    view["hash"] = "1.2";
    EXPECT_EQ(error("views.open", {{"trigger_id", asked.trigger_id}, {"view", view}}), "invalid_arguments");
}

TEST_F(People, submit_what_they_typed) {
    const std::string view = open_modal(modal_with_note());
    EXPECT_THROW(slack.submit(view), std::invalid_argument) << "a required field is empty";
    EXPECT_THROW(slack.submit(view, {{"text", "longer than ten"}}), std::invalid_argument);
    EXPECT_THROW(slack.submit(view, {{"nowhere", "x"}}), std::invalid_argument);
    EXPECT_THROW(slack.submit(view, {{"kind", "fax"}}), std::invalid_argument);
    slack.submit(view, {{"note", "called"}, {"kind", "mail"}});
    const json values = bot.payload()["view"]["state"]["values"];
    EXPECT_EQ(values["note"]["text"], (json{{"type", "plain_text_input"}, {"value", "called"}}));
    EXPECT_EQ(values["kind"]["kind"]["selected_option"]["value"], "mail");
    EXPECT_FALSE(slack.view(view)->is_open) << "an empty answer closes the view";
}

TEST_F(People, see_errors_under_the_fields) {
    const std::string view = open_modal(modal_with_note());
    answer_with(json_reply({{"response_action", "errors"}, {"errors", {{"note", "Say who was called."}}}}));
    slack.submit(view, {{"note", "x"}});
    EXPECT_EQ(slack.view(view)->errors["note"], "Say who was called.");
    EXPECT_TRUE(slack.view(view)->is_open);
    answer_with(json_reply({{"response_action", "errors"}, {"errors", {{"elsewhere", "x"}}}}));
    slack.submit(view);
    EXPECT_TRUE(slack.view(view)->had_trouble) << "no input block of that name";
    answer_with({.status = 500});
    slack.submit(view);
    EXPECT_TRUE(slack.view(view)->had_trouble);
}

TEST_F(People, walk_through_stacked_modals) {
    const std::string root = open_modal(modal_with_note(true));
    answer_with(json_reply({{"response_action", "push"}, {"view", modal_with_note(true)}}));
    slack.submit(root);
    const View top = slack.modal(kim).value();
    EXPECT_NE(top.id, root);
    EXPECT_EQ(top.previous_id, root);
    answer_with({});
    slack.submit(top.id);
    EXPECT_EQ(slack.modal(kim)->id, root);
    answer_with(json_reply({{"response_action", "update"}, {"view", modal_with_note(true)}}));
    slack.submit(root);
    EXPECT_EQ(slack.modal(kim)->id, root);
    EXPECT_NE(slack.modal(kim)->hash, top.hash);
    answer_with(json_reply({{"response_action", "clear"}}));
    slack.submit(root);
    EXPECT_FALSE(slack.modal(kim).has_value());
}

TEST_F(People, keep_what_they_typed_over_an_update) {
    const std::string view = open_modal(modal_with_note());
    slack.type_into(view, {{"note", "draft"}});
    const std::string hash = slack.view(view)->hash;
    EXPECT_EQ(error("views.update", {{"view_id", view}, {"view", modal_with_note()}, {"hash", "1.0"}}),
              "hash_conflict");
    const json updated = call("views.update", {{"view_id", view}, {"view", modal_with_note()}, {"hash", hash}});
    EXPECT_EQ(updated["view"]["state"]["values"]["note"]["text"]["value"], "draft");
    EXPECT_EQ(error("views.update", {{"view_id", view}, {"view", modal_with_note()}, {"hash", hash}}), "hash_conflict");
    slack.close_view(view);
    EXPECT_EQ(bot.payload()["type"], "view_closed");
    EXPECT_EQ(error("views.update", {{"view_id", view}, {"view", modal_with_note()}}), "not_found");
}

TEST_F(People, push_at_most_three_views) {
    json view = modal_with_note(true);
    view["blocks"].push_back({{"type", "actions"}, {"elements", json::array({button("more", "x")})}});
    std::string top = open_modal(view);
    for (int depth = 2; depth <= 3; ++depth) {
        const std::string trigger = slack.press_in_view(top, "more").trigger_id;
        top = call("views.push", {{"trigger_id", trigger}, {"view", view}})["view"]["id"];
    }
    const std::string trigger = slack.press_in_view(top, "more").trigger_id;
    EXPECT_EQ(bot.payload()["container"]["view_id"], top);
    EXPECT_EQ(error("views.push", {{"trigger_id", trigger}, {"view", view}}), "push_limit_reached");
}

TEST_F(People, open_their_home) {
    slack.open_home(kim);
    EXPECT_FALSE(json::parse(bot.requests().back().body)["event"].contains("view"));
    const json home{
        {"type", "home"},
        {"blocks", json::array({{{"type", "actions"}, {"elements", json::array({button("open", "acme")})}}})}};
    EXPECT_EQ(error("views.publish", {{"user_id", kim}, {"view", home}}), "");
    slack.open_home(kim);
    EXPECT_EQ(json::parse(bot.requests().back().body)["event"]["view"]["hash"], slack.home(kim)->hash);
    EXPECT_EQ(error("views.publish", {{"user_id", kim}, {"view", home}, {"hash", "1.0"}}), "hash_conflict");
    slack.press_at_home(kim, "open");
    EXPECT_EQ(bot.payload()["view"]["type"], "home");
}

TEST_F(People, tell_events_and_repeat_them_with_the_same_id) {
    const Answer said = slack.say(kim, room, "hello </world>");
    const HttpRequest first = bot.requests().back();
    const json envelope = json::parse(first.body);
    EXPECT_EQ(envelope["event"]["ts"], said.ts);
    EXPECT_EQ(envelope["event"]["channel_type"], "channel");
    EXPECT_EQ(envelope["event_id"], said.event_id);
    EXPECT_NE(first.body.find("<\\/world>"), std::string::npos) << "slashes are escaped as Slack does";
    slack.retry_event(said.event_id, 2);
    const HttpRequest second = bot.requests().back();
    EXPECT_EQ(second.body, first.body);
    EXPECT_EQ(second.headers.at("x-slack-retry-num"), "2");
    EXPECT_EQ(second.headers.at("x-slack-retry-reason"), "http_timeout");
    EXPECT_NE(slack.event({{"type", "app_uninstalled"}}).event_id, said.event_id);
}

TEST_F(People, use_message_shortcuts) {
    const std::string ts = slack.add_message(ann, room, "we may leave");
    slack.message_shortcut(kim, room, ts, "signal.save");
    EXPECT_EQ(bot.payload()["type"], "message_action");
    EXPECT_EQ(bot.payload()["message"]["text"], "we may leave");
    EXPECT_EQ(bot.payload()["message_ts"], ts);
}

} // namespace
} // namespace holdfast::slack_double
