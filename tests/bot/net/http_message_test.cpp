#include "bot/net/http_message.hpp"
#include "bot/net/http_wire.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace holdfast {
namespace {

TEST(HttpHeaders, are_found_without_regard_to_case_and_the_first_of_several_wins) {
    const Headers headers{{"X-Slack-Signature", "v0=1"}, {"Retry-After", "30"}, {"retry-after", "60"}};
    EXPECT_EQ(headers.find("retry-AFTER"), "30");
    EXPECT_EQ(headers.find("X-slack-signature"), "v0=1");
    EXPECT_EQ(headers.find("Retry-Afte"), std::nullopt);
    EXPECT_EQ(headers.size(), 3U);
}

TEST(HttpHeaders, refuse_what_would_forge_another_field) {
    Headers headers;
    EXPECT_THROW(headers.add("X-Note", "a\r\nSet-Cookie: b"), std::invalid_argument);
    EXPECT_THROW(headers.add("X-Note", std::string_view("a\0b", 3)), std::invalid_argument);
    EXPECT_THROW(headers.add("X Note", "a"), std::invalid_argument);
    EXPECT_THROW(headers.add("", "a"), std::invalid_argument);
    EXPECT_EQ(headers.size(), 0U);
}

std::string response_text(const HttpResponse& response, ResponseFraming framing) {
    std::string wire;
    append_response(wire, response, framing);
    return wire;
}

TEST(HttpWire, response_states_its_length) {
    HttpResponse response;
    response.content_type = "application/json";
    response.headers.add("X-Case", "7");
    response.body = "{}";
    EXPECT_EQ(response_text(response, {}), "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-Case: 7\r\n"
                                           "Content-Length: 2\r\n\r\n{}");
}

TEST(HttpWire, response_says_what_becomes_of_the_connection) {
    const HttpResponse response;
    EXPECT_EQ(response_text(response, {.keep_alive = false}),
              "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    EXPECT_EQ(response_text(response, {.keep_alive = true, .http_1_0 = true}),
              "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: keep-alive\r\n\r\n");
}

TEST(HttpWire, response_without_body_has_none) {
    HttpResponse response;
    response.body = "abc";
    EXPECT_EQ(response_text(response, {.head_only = true}), "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n");
    response.status = 204;
    EXPECT_EQ(response_text(response, {}), "HTTP/1.1 204 No Content\r\n\r\n");
}

TEST(HttpWire, request_carries_host_length_and_query) {
    HttpRequest request;
    request.method = "POST";
    request.path = "/api/chat.postMessage";
    request.query = "pretty=1";
    request.headers.add("Content-Type", "application/json");
    request.body = "{}";
    EXPECT_EQ(request_bytes(request, "slack.com"), "POST /api/chat.postMessage?pretty=1 HTTP/1.1\r\nHost: slack.com\r\n"
                                                   "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}");
}

TEST(HttpWire, request_that_would_smuggle_a_line_is_refused) {
    for (const char* path : {"/a b", "/a\r\nX: y", "a", "", "/\x7f"}) {
        HttpRequest request;
        request.path = path;
        EXPECT_FALSE(request_bytes(request, "slack.com")) << path;
    }
    HttpRequest request;
    request.query = "a=b c";
    EXPECT_FALSE(request_bytes(request, "slack.com"));
}

} // namespace
} // namespace holdfast
