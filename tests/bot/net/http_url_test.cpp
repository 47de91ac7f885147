#include "bot/net/http_url.hpp"

#include <gtest/gtest.h>

namespace holdfast {
namespace {

struct UrlCase {
    const char* text;
    Origin origin;
    const char* authority;
    const char* path;
    const char* query;
};

TEST(HttpUrl, is_taken_apart) {
    const UrlCase cases[] = {
        {"https://slack.com/api/", {true, "slack.com", 443}, "slack.com", "/api/", ""},
        {"http://127.0.0.1:8080", {false, "127.0.0.1", 8080}, "127.0.0.1:8080", "/", ""},
        {"http://[::1]:9/x?a=b%20c", {false, "::1", 9}, "[::1]:9", "/x", "a=b%20c"},
        {"HTTPS://Hooks.example:443/services/T/B", {true, "Hooks.example", 443}, "Hooks.example", "/services/T/B", ""},
    };
    for (const UrlCase& expected : cases) {
        const auto url = parse_http_url(expected.text);
        ASSERT_TRUE(url) << expected.text << ": " << url.error();
        EXPECT_EQ(url->origin, expected.origin) << expected.text;
        EXPECT_EQ(url->origin.authority(), expected.authority);
        EXPECT_EQ(url->path, expected.path);
        EXPECT_EQ(url->query, expected.query);
    }
}

TEST(HttpUrl, that_cannot_be_called_is_refused) {
    for (const char* text : {"", "slack.com", "ftp://slack.com/", "https://", "https:///api", "http://a:99999/",
                             "http://a:0/", "https://me:secret@slack.com/", "http://a b/"})
        EXPECT_FALSE(parse_http_url(text)) << text;
}

TEST(HttpUrl, refusal_does_not_repeat_a_password) {
    const auto url = parse_http_url("https://me:hush@slack.com/");
    ASSERT_FALSE(url);
    EXPECT_EQ(url.error().find("hush"), std::string::npos);
}

} // namespace
} // namespace holdfast
