#include "bot/deliver/form_body.hpp"
#include "bot/deliver/slack_answer.hpp"

#include <gtest/gtest.h>

namespace holdfast {

namespace {

using nlohmann::json;
using Kind = SlackFailure::Kind;

HttpResponse response(unsigned status, std::string body, Headers headers = {}) {
    HttpResponse made;
    made.status = status;
    made.headers = std::move(headers);
    made.body = std::move(body);
    return made;
}

TEST(FormBody, structures_become_json_text_and_everything_is_encoded) {
    const json arguments{{"blocks", json::array({{{"type", "divider"}}})}, {"channel", "C1"}, {"text", "a&b =ü"}};
    EXPECT_EQ(form_body(arguments), "blocks=%5B%7B%22type%22%3A%22divider%22%7D%5D&channel=C1&text=a%26b%20%3D%C3%BC");
}

TEST(FormBody, false_and_null_are_left_out_unless_leaving_out_means_true) {
    EXPECT_EQ(form_body({{"is_private", false}, {"name", "x"}, {"topic", nullptr}}), "name=x");
    EXPECT_EQ(form_body({{"force", true}, {"unfurl_links", false}}), "force=true&unfurl_links=false");
}

TEST(SlackAnswer, ok_is_the_object) {
    const auto answer = read_answer("auth.test", response(200, R"({"ok":true,"user_id":"U1"})"));
    ASSERT_TRUE(answer.result);
    EXPECT_EQ((*answer.result)["user_id"], "U1");
}

TEST(SlackAnswer, what_is_so_already_is_a_success) {
    EXPECT_TRUE(read_answer("pins.add", response(200, R"({"ok":false,"error":"already_pinned"})")).result);
    EXPECT_TRUE(read_answer("chat.delete", response(200, R"({"ok":false,"error":"message_not_found"})")).result);
}

TEST(SlackAnswer, faults_are_doubtful_only_where_repeating_could_do_it_twice) {
    struct Case {
        const char* method;
        unsigned status;
        const char* body;
        Kind kind;
    };
    for (const Case& one :
         {Case{"chat.postMessage", 503, "<html>", Kind::doubtful},
          Case{"chat.postMessage", 200, "<html>", Kind::doubtful}, Case{"chat.postMessage", 200, "", Kind::doubtful},
          Case{"chat.postMessage", 200, R"({"ok":false,"error":"internal_error"})", Kind::doubtful},
          Case{"chat.postMessage", 302, "", Kind::unavailable},
          Case{"chat.postMessage", 404, "<html>", Kind::unavailable},
          Case{"chat.update", 503, "<html>", Kind::unavailable},
          Case{"conversations.create", 500, "{}", Kind::doubtful},
          Case{"users.info", 200, R"({"ok":false,"error":"fatal_error"})", Kind::unavailable},
          Case{"users.info", 200, R"({"ok":false,"error":"user_not_found"})", Kind::refused}}) {
        const auto answer = read_answer(one.method, response(one.status, one.body));
        ASSERT_FALSE(answer.result) << one.method << one.status << one.body;
        EXPECT_EQ(answer.result.error().kind, one.kind) << one.method << ' ' << one.status << ' ' << one.body;
    }
}

TEST(SlackAnswer, an_error_tells_no_more_than_its_code_and_repeats_no_token) {
    const auto answer = read_answer("chat.update", response(200, R"({"ok":false,"error":"invalid_auth: canary-7f3a",
        "needed":"chat:write","response_metadata":{"messages":["[ERROR] no xoxb-canary-7f3a here"]}})"));
    ASSERT_FALSE(answer.result);
    EXPECT_TRUE(answer.result.error().is_refusal("invalid_auth"));
    EXPECT_EQ(answer.result.error().reaction, slack::Reaction::auth);
    EXPECT_EQ(in_words(answer.result.error()), "invalid_auth (needs the scope chat:write): [ERROR] no *** here");
    EXPECT_EQ(refusal_code({{"error", "<html>"}}), "");
}

TEST(SlackAnswer, rate_limits_say_how_long_to_rest) {
    const auto limited = read_answer("chat.update", response(429, "", {{"Retry-After", "12"}}));
    EXPECT_EQ(limited.rest, std::chrono::seconds{12});
    EXPECT_EQ(limited.result.error().reaction, slack::Reaction::wait);
    EXPECT_EQ(limited.result.error().rest, std::chrono::seconds{12});
    EXPECT_EQ(read_answer("chat.update", response(429, "")).rest, std::chrono::seconds{30});
    EXPECT_TRUE(read_answer("chat.update", response(200, R"({"ok":false,"error":"ratelimited"})")).rest);
    EXPECT_EQ(read_answer("chat.update", response(429, "", {{"Retry-After", "-5"}})).rest, std::chrono::seconds{1});
}

TEST(SlackAnswer, headers_tell_scopes_and_time) {
    const auto told =
        response(200, "{}", {{"X-OAuth-Scopes", "chat:write, users:read,"}, {"Date", "Mon, 02 Mar 2026 09:12:00 GMT"}});
    EXPECT_EQ(granted_scopes(told), (std::set<std::string>{"chat:write", "users:read"}));
    EXPECT_EQ(slack_time(told), std::chrono::sys_seconds{std::chrono::seconds{1'772'442'720}});
    EXPECT_EQ(slack_time(response(200, "", {{"Date", "yesterday"}})), std::nullopt);
    EXPECT_EQ(granted_scopes(response(200, "")), std::nullopt);
}

TEST(SlackAnswer, odd_shapes_are_read_tolerantly) {
    const json odd{{"user", nullptr}, {"id", 5}, {"response_metadata", "x"}};
    EXPECT_EQ(text_member(odd, "id"), "");
    EXPECT_EQ(text_member(member(odd, "user"), "name"), "");
    EXPECT_EQ(next_cursor(odd), "");
    EXPECT_FALSE(is_true(odd, "ok"));
}

} // namespace

} // namespace holdfast
