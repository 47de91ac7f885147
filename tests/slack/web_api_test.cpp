#include "tests/slack/double_fixture.hpp"

#include <gmock/gmock.h>

namespace holdfast::slack_double {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class WebApi : public DoubleTest {};

TEST_F(WebApi, asks_for_the_token_in_the_header) {
    const auto with = [&](std::map<std::string, std::string> headers) {
        const std::string url = slack.api_url() + "auth.test?token=" + slack.settings().bot_token;
        return json::parse(send_http("POST", url, headers, "", std::chrono::seconds{5}).body);
    };
    EXPECT_EQ(with({})["error"], "not_authed");
    EXPECT_EQ(with({{"Authorization", "Bearer wrong"}})["error"], "invalid_auth");
    EXPECT_EQ(with({{"Authorization", "Bearer " + slack.settings().bot_token}})["user_id"], "U0BOT00001");
    slack.revoke_token();
    EXPECT_EQ(error("auth.test", json::object()), "token_revoked");
}

TEST_F(WebApi, names_its_scopes_and_the_date_in_headers) {
    slack.set_scopes({"chat:write", "users:read"});
    const HttpResponse response = post("auth.test", json::object());
    EXPECT_EQ(response.headers.at("x-oauth-scopes"), "chat:write,users:read");
    EXPECT_TRUE(response.headers.at("date").ends_with(" GMT"));
}

TEST_F(WebApi, refuses_what_the_scopes_do_not_cover_by_kind_of_conversation) {
    const std::string room = private_room();
    slack.set_scopes({"channels:manage", "channels:read", "groups:read", "users:read"});
    const json created = call("conversations.create", {{"name", "x"}, {"is_private", true}});
    EXPECT_EQ(created["error"], "missing_scope");
    EXPECT_EQ(created["needed"], "groups:write");
    EXPECT_EQ(created["provided"], "channels:manage,channels:read,groups:read,users:read");
    EXPECT_EQ(error("conversations.create", {{"name", "y"}}), "");
    EXPECT_EQ(error("conversations.info", {{"channel", room}}), "");
    EXPECT_EQ(error("conversations.history", {{"channel", room}}), "missing_scope");
    EXPECT_EQ(error("chat.postMessage", {{"channel", room}, {"text", "x"}}), "missing_scope");
    EXPECT_FALSE(call("users.info", {{"user", kim}})["user"]["profile"].contains("email"));
}

TEST_F(WebApi, does_not_see_json_where_only_forms_are_read) {
    const auto with_json = [&](const std::string& method, const json& body, const std::string& type) {
        return json::parse(
            send_http("POST", slack.api_url() + method,
                      {{"Authorization", "Bearer " + slack.settings().bot_token}, {"Content-Type", type}}, body.dump(),
                      std::chrono::seconds{5})
                .body);
    };
    EXPECT_EQ(with_json("users.info", {{"user", kim}}, "application/json; charset=utf-8")["error"], "user_not_found");
    const json posted = with_json("chat.postMessage", {{"channel", kim}, {"text", "hello"}}, "application/json");
    EXPECT_EQ(posted["ok"], true);
    EXPECT_EQ(posted["warning"], "missing_charset");
}

TEST_F(WebApi, answers_unknown_method_and_malformed_arguments) {
    EXPECT_EQ(error("conversations.list", json::object()), "unknown_method");
    EXPECT_EQ(error("conversations.members", {{"channel", private_room()}, {"limit", "many"}}), "invalid_arguments");
}

struct NameCase {
    std::string name;
    std::string error;
};

class ChannelNames : public DoubleTest, public testing::WithParamInterface<NameCase> {};

TEST_P(ChannelNames, follow_the_rules_of_slack) {
    EXPECT_EQ(error("conversations.create", {{"name", GetParam().name}}), GetParam().error);
}

INSTANTIATE_TEST_SUITE_P(
    Rules, ChannelNames,
    testing::Values(NameCase{"rescue-acme_2", ""}, NameCase{"", "invalid_name_required"},
                    NameCase{std::string(80, 'a'), ""}, NameCase{std::string(81, 'a'), "invalid_name_maxlength"},
                    NameCase{"Acme", "invalid_name_specials"}, NameCase{"a b", "invalid_name_specials"},
                    NameCase{"a.b", "invalid_name_specials"}, NameCase{"mü", "invalid_name_specials"},
                    NameCase{"--_", "invalid_name_punctuation"}));

TEST_F(WebApi, keeps_names_taken_by_archived_and_foreign_private_channels) {
    slack.add_channel({.name = "rescue-acme", .kind = ChannelKind::private_channel, .members = {ann}});
    EXPECT_EQ(error("conversations.create", {{"name", "rescue-acme"}}), "name_taken");
    const std::string room = private_room("rescue-bolt");
    EXPECT_EQ(error("conversations.archive", {{"channel", room}}), "");
    EXPECT_EQ(error("conversations.create", {{"name", "rescue-bolt"}}), "name_taken");
}

TEST_F(WebApi, hides_private_channels_the_bot_is_not_in) {
    const std::string theirs =
        slack.add_channel({.name = "board", .kind = ChannelKind::private_channel, .members = {ann}});
    const std::string town = slack.add_channel({.name = "town", .members = {ann}});
    EXPECT_EQ(error("chat.postMessage", {{"channel", theirs}, {"text", "x"}}), "channel_not_found");
    EXPECT_EQ(error("conversations.info", {{"channel", theirs}}), "channel_not_found");
    EXPECT_EQ(error("chat.postMessage", {{"channel", town}, {"text", "x"}}), "not_in_channel");
    EXPECT_EQ(error("conversations.history", {{"channel", town}}), "not_in_channel");
    EXPECT_EQ(error("conversations.join", {{"channel", town}}), "");
    EXPECT_EQ(error("chat.postMessage", {{"channel", town}, {"text", "x"}}), "");
}

TEST_F(WebApi, invites_all_or_none_unless_forced) {
    const std::string room = private_room();
    const std::string gone = slack.add_user({.name = "gone", .deleted = true});
    const std::string list = kim + "," + gone + ",U0NOBODY01," + slack.settings().bot_user;
    const json refused = call("conversations.invite", {{"channel", room}, {"users", list}});
    EXPECT_EQ(refused["error"], "cant_invite");
    EXPECT_THAT(refused["errors"], SizeIs(3));
    EXPECT_FALSE(slack.channel(room)->has_member(kim));
    const json forced = call("conversations.invite", {{"channel", room}, {"users", list}, {"force", true}});
    EXPECT_EQ(forced["ok"], true);
    EXPECT_EQ(forced["errors"][1], (json{{"user", "U0NOBODY01"}, {"ok", false}, {"error", "user_not_found"}}));
    EXPECT_EQ(forced["errors"][2]["error"], "cant_invite_self");
    EXPECT_TRUE(slack.channel(room)->has_member(kim));
    EXPECT_EQ(error("conversations.invite", {{"channel", room}, {"users", kim}}), "already_in_channel");
    const json nobody = call("conversations.invite", {{"channel", room}, {"users", kim + "," + gone}, {"force", true}});
    EXPECT_EQ(nobody["error"], "already_in_channel");
    EXPECT_THAT(nobody["errors"], SizeIs(2));
}

TEST_F(WebApi, takes_the_bot_out_of_an_archived_channel_for_good) {
    const std::string room = private_room();
    ASSERT_EQ(error("conversations.archive", {{"channel", room}}), "");
    EXPECT_FALSE(slack.channel(room)->has_member(slack.settings().bot_user));
    EXPECT_EQ(error("conversations.archive", {{"channel", room}}), "already_archived");
    EXPECT_EQ(error("conversations.unarchive", {{"channel", room}}), "not_in_channel");
    EXPECT_EQ(error("chat.postMessage", {{"channel", room}, {"text", "x"}}), "is_archived");
    EXPECT_EQ(error("conversations.history", {{"channel", room}}), "not_in_channel");
    slack.unarchive(room);
    EXPECT_EQ(error("chat.postMessage", {{"channel", room}, {"text", "x"}}), "channel_not_found");
}

TEST_F(WebApi, limits_topic_and_purpose_and_notes_them_in_the_history) {
    const std::string room = private_room();
    EXPECT_EQ(error("conversations.setTopic", {{"channel", room}, {"topic", std::string(251, 'x')}}), "too_long");
    EXPECT_EQ(error("conversations.setTopic", {{"channel", room}, {"topic", "Stage 1"}}), "");
    EXPECT_EQ(error("conversations.setPurpose", {{"channel", room}, {"purpose", "Save Acme"}}), "");
    EXPECT_EQ(slack.channel(room)->topic, "Stage 1");
    EXPECT_EQ(slack.channel(room)->purpose, "Save Acme");
    EXPECT_THAT(slack.messages(room), IsEmpty());
    EXPECT_EQ(call("conversations.history", {{"channel", room}})["messages"][1]["subtype"], "channel_topic");
}

TEST_F(WebApi, opens_one_direct_message_per_person) {
    const json first = call("conversations.open", {{"users", kim}});
    const json second = call("conversations.open", {{"users", kim}, {"return_im", true}});
    EXPECT_FALSE(first.contains("already_open"));
    EXPECT_EQ(second["already_open"], true);
    EXPECT_EQ(first["channel"]["id"], second["channel"]["id"]);
    EXPECT_EQ(second["channel"]["user"], kim);
    const json posted = call("chat.postMessage", {{"channel", kim}, {"text", "hello"}});
    EXPECT_EQ(posted["channel"], first["channel"]["id"]);
    EXPECT_THAT(slack.direct_messages(kim), SizeIs(1));
}

TEST_F(WebApi, counts_ts_upwards_even_when_the_clock_stands) {
    SlackDouble still([] {
        Settings settings = quiet_settings();
        settings.clock = [] { return Instant{std::chrono::seconds{1'700'000'000}}; };
        return settings;
    }());
    const std::string room = still.add_channel({.name = "town"});
    EXPECT_EQ(still.add_message("U1", room, "a"), "1700000000.000000");
    EXPECT_EQ(still.add_message("U1", room, "b"), "1700000000.000001");
}

TEST_F(WebApi, refuses_too_many_blocks_and_names_the_place) {
    const std::string room = private_room();
    json blocks = json::array();
    for (int i = 0; i < 51; ++i) blocks.push_back(section("x"));
    const json refused = call("chat.postMessage", {{"channel", room}, {"text", "x"}, {"blocks", blocks}});
    EXPECT_EQ(refused["error"], "invalid_blocks");
    EXPECT_EQ(refused["errors"][0], "no more than 50 items allowed [json-pointer:/blocks]");
    const json blocks_with_long_text = json::array({section(std::string(3001, 'x'))});
    EXPECT_EQ(
        call("chat.postMessage", {{"channel", room}, {"text", "x"}, {"blocks", blocks_with_long_text}})["errors"][0],
        "must be less than 3001 characters [json-pointer:/blocks/0/text/text]");
    EXPECT_EQ(error("chat.postMessage", {{"channel", room}}), "no_text");
    EXPECT_EQ(error("chat.postMessage", {{"channel", room}, {"text", "x"}, {"blocks", "no json"}}),
              "invalid_blocks_format");
    EXPECT_EQ(error("chat.postMessage", {{"channel", room}, {"text", "x"}, {"metadata", {{"event_type", "y"}}}}),
              "invalid_metadata_format");
}

TEST_F(WebApi, cuts_text_at_forty_thousand_characters_with_a_warning) {
    const std::string room = private_room();
    const json posted = call("chat.postMessage", {{"channel", room}, {"text", std::string(40'001, 'x')}});
    EXPECT_EQ(posted["warning"], "message_truncated");
    EXPECT_EQ(slack.messages(room).front().text.size(), 40'000U);
}

TEST_F(WebApi, update_with_text_alone_drops_blocks_and_keeps_metadata) {
    const std::string room = private_room();
    const json metadata{{"event_type", "holdfast_effect"}, {"event_payload", {{"id", "e1"}}}};
    const json posted = call(
        "chat.postMessage",
        {{"channel", room}, {"text", "card"}, {"blocks", json::array({section("*card*")})}, {"metadata", metadata}});
    const std::string ts = posted["ts"];
    EXPECT_EQ(error("chat.update", {{"channel", room}, {"ts", ts}, {"text", "plain"}}), "");
    EXPECT_THAT(slack.message(room, ts)->blocks, IsEmpty());
    EXPECT_EQ(slack.message(room, ts)->metadata, metadata);
    EXPECT_EQ(error("chat.update", {{"channel", room}, {"ts", ts}, {"metadata", json::object()}}), "");
    EXPECT_TRUE(slack.message(room, ts)->metadata.is_null());
    EXPECT_EQ(slack.message(room, ts)->text, "plain");
    EXPECT_EQ(slack.message(room, ts)->edits, 2U);
    EXPECT_EQ(error("chat.update", {{"channel", room}, {"ts", ts}, {"text", std::string(4001, 'x')}}), "msg_too_long");
    EXPECT_EQ(error("chat.update", {{"channel", room}, {"ts", "1.0"}, {"text", "x"}}), "message_not_found");
    const std::string theirs = slack.add_message(kim, room, "mine");
    EXPECT_EQ(error("chat.update", {{"channel", room}, {"ts", theirs}, {"text", "x"}}), "cant_update_message");
    EXPECT_EQ(error("chat.delete", {{"channel", room}, {"ts", theirs}}), "cant_delete_message");
    EXPECT_EQ(error("chat.delete", {{"channel", room}, {"ts", ts}}), "");
    EXPECT_EQ(error("chat.delete", {{"channel", room}, {"ts", ts}}), "message_not_found");
}

TEST_F(WebApi, shows_metadata_payloads_only_when_asked) {
    const std::string room = private_room();
    const json metadata{{"event_type", "holdfast_effect"}, {"event_payload", {{"id", "e1"}}}};
    ASSERT_EQ(error("chat.postMessage", {{"channel", room}, {"text", "x"}, {"metadata", metadata}}), "");
    const auto read = [&](const json& more) {
        json arguments{{"channel", room}};
        arguments.update(more);
        return call("conversations.history", arguments)["messages"][0]["metadata"];
    };
    EXPECT_EQ(read(json::object()), (json{{"event_type", "holdfast_effect"}}));
    EXPECT_EQ(read({{"include_all_metadata", true}}), metadata);
}

TEST_F(WebApi, pages_the_history_newest_first_within_the_window) {
    const std::string room = private_room();
    std::vector<std::string> sent;
    for (int i = 0; i < 5; ++i) sent.push_back(slack.add_message(kim, room, std::to_string(i)));
    const auto texts = [](const json& answer) {
        std::vector<std::string> list;
        for (const json& message : answer["messages"]) list.push_back(message["text"]);
        return list;
    };
    const json first = call("conversations.history", {{"channel", room}, {"limit", 2}, {"oldest", sent[0]}});
    EXPECT_THAT(texts(first), ElementsAre("4", "3"));
    const std::string cursor = first["response_metadata"]["next_cursor"];
    EXPECT_TRUE(cursor.ends_with("="));
    const json second =
        call("conversations.history", {{"channel", room}, {"limit", 2}, {"oldest", sent[0]}, {"cursor", cursor}});
    EXPECT_THAT(texts(second), ElementsAre("2", "1"));
    EXPECT_EQ(second["has_more"], false);
    const json one = call("conversations.history",
                          {{"channel", room}, {"oldest", sent[2]}, {"latest", sent[2]}, {"inclusive", true}});
    EXPECT_THAT(texts(one), ElementsAre("2"));
    EXPECT_EQ(error("conversations.history", {{"channel", room}, {"cursor", "bm9uZQ=="}}), "invalid_cursor");
    EXPECT_EQ(error("conversations.history", {{"channel", room}, {"limit", 1000}}), "invalid_limit");
}

TEST_F(WebApi, keeps_replies_in_their_thread) {
    const std::string room = private_room();
    const std::string parent = call("chat.postMessage", {{"channel", room}, {"text", "card"}})["ts"];
    const std::string reply =
        call("chat.postMessage", {{"channel", room}, {"text", "line"}, {"thread_ts", parent}})["ts"];
    EXPECT_EQ(call("conversations.history", {{"channel", room}})["messages"].size(), 1U);
    const json thread = call("conversations.replies", {{"channel", room}, {"ts", parent}})["messages"];
    EXPECT_EQ(thread[0]["reply_count"], 1);
    EXPECT_EQ(thread[1]["ts"], reply);
    EXPECT_EQ(thread[1]["parent_user_id"], slack.settings().bot_user);
    EXPECT_EQ(error("chat.postMessage", {{"channel", room}, {"text", "x"}, {"thread_ts", reply}}),
              "cannot_reply_to_message");
    EXPECT_THAT(slack.replies(room, parent), SizeIs(1));
    const std::string link = call("chat.getPermalink", {{"channel", room}, {"message_ts", reply}})["permalink"];
    EXPECT_TRUE(link.ends_with("?thread_ts=" + parent + "&cid=" + room)) << link;
}

TEST_F(WebApi, shows_ephemeral_messages_to_members_only) {
    const std::string room = private_room();
    EXPECT_EQ(error("chat.postEphemeral", {{"channel", room}, {"user", kim}, {"text", "psst"}}), "user_not_in_channel");
    ASSERT_EQ(error("conversations.invite", {{"channel", room}, {"users", kim}}), "");
    const json shown = call("chat.postEphemeral", {{"channel", room}, {"user", kim}, {"text", "psst"}});
    EXPECT_EQ(shown["message_ts"], slack.ephemerals(kim).front().ts);
    EXPECT_THAT(slack.messages(room), IsEmpty());
    EXPECT_EQ(error("chat.update", {{"channel", room}, {"ts", shown["message_ts"]}, {"text", "x"}}),
              "cant_update_message");
}

TEST_F(WebApi, pins_bookmarks_and_reactions_are_kept_once) {
    const std::string room = private_room();
    const std::string ts = call("chat.postMessage", {{"channel", room}, {"text", "card"}})["ts"];
    EXPECT_EQ(error("pins.add", {{"channel", room}, {"timestamp", ts}}), "");
    EXPECT_EQ(error("pins.add", {{"channel", room}, {"timestamp", ts}}), "already_pinned");
    EXPECT_EQ(error("pins.add", {{"channel", room}, {"timestamp", "1700000000.000000"}}), "message_not_found");
    EXPECT_EQ(call("pins.list", {{"channel", room}})["items"][0]["message"]["ts"], ts);
    const json bookmark{{"channel_id", room}, {"title", "Record"}, {"link", "https://example.com"}, {"type", "link"}};
    EXPECT_EQ(error("bookmarks.add", bookmark), "");
    EXPECT_EQ(call("bookmarks.list", {{"channel_id", room}})["bookmarks"][0]["title"], "Record");
    EXPECT_EQ(error("reactions.add", {{"channel", room}, {"timestamp", ts}, {"name", "eyes"}}), "");
    EXPECT_EQ(error("reactions.add", {{"channel", room}, {"timestamp", ts}, {"name", "eyes"}}), "already_reacted");
    EXPECT_EQ(error("reactions.add", {{"channel", room}, {"timestamp", ts}, {"name", ":eyes:"}}), "invalid_name");
}

TEST_F(WebApi, knows_people_groups_and_own_channels) {
    slack.add_user_group("S0TEAM", {kim, ann});
    EXPECT_EQ(call("users.lookupByEmail", {{"email", "kim@example.com"}})["user"]["id"], kim);
    EXPECT_EQ(error("users.lookupByEmail", {{"email", "who@example.com"}}), "users_not_found");
    EXPECT_EQ(call("users.info", {{"user", kim}})["user"]["tz"], "America/New_York");
    EXPECT_LT(call("users.info", {{"user", kim}})["user"]["tz_offset"], 0);
    EXPECT_EQ(call("usergroups.users.list", {{"usergroup", "S0TEAM"}})["users"], (json{kim, ann}));
    EXPECT_EQ(error("usergroups.users.list", {{"usergroup", "S0NONE"}}), "no_such_subteam");
    const std::string room = private_room();
    const json mine = call("users.conversations", {{"types", "public_channel,private_channel"}});
    EXPECT_EQ(mine["channels"][0]["id"], room);
    EXPECT_EQ(mine["channels"][0]["creator"], slack.settings().bot_user);
    EXPECT_THAT(call("users.conversations", json::object())["channels"], IsEmpty());
}

TEST_F(WebApi, takes_a_file_in_three_steps_and_shares_it) {
    const std::string room = private_room();
    const json ticket = call("files.getUploadURLExternal", {{"filename", "map.png"}, {"length", 3}});
    const json files = json::array({{{"id", ticket["file_id"]}, {"title", "Map"}}});
    EXPECT_EQ(error("files.completeUploadExternal", {{"files", files}, {"channel_id", room}}), "file_not_found");
    const HttpResponse uploaded = send_http("POST", ticket["upload_url"], {}, "png", std::chrono::seconds{5});
    EXPECT_EQ(uploaded.body, "OK - 3");
    EXPECT_EQ(error("files.completeUploadExternal", {{"files", files}, {"channel_id", room}}), "");
    const std::string id = ticket["file_id"];
    EXPECT_THAT(slack.messages(room).front().files, ElementsAre(id));
    EXPECT_EQ(slack.file(id)->bytes, "png");
    const json info = call("files.info", {{"file", id}});
    EXPECT_EQ(info["file"]["shares"]["private"][room][0]["ts"], slack.messages(room).front().ts);
    EXPECT_EQ(slack.calls("upload").front().arguments["length"], 3);
}

TEST_F(WebApi, records_every_call_in_order) {
    const std::string room = private_room();
    EXPECT_EQ(error("chat.postMessage", {{"channel", room}, {"text", "x"}}), "");
    const std::vector<Call> calls = slack.calls();
    ASSERT_THAT(calls, SizeIs(2));
    EXPECT_EQ(calls[0].method, "conversations.create");
    EXPECT_EQ(calls[0].arguments["is_private"], true);
    EXPECT_EQ(calls[1].order, 2U);
    EXPECT_EQ(calls[1].answer["ok"], true);
    EXPECT_TRUE(slack.wait_for_call("chat.postMessage"));
    EXPECT_FALSE(slack.wait_for_call("chat.postMessage", 2, std::chrono::milliseconds{1}));
}

} // namespace
} // namespace holdfast::slack_double
