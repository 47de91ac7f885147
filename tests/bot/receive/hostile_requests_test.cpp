#include "bot/receive/slack_signature.hpp"
#include "storage/failure.hpp"
#include "tests/bot/receive/heard_log.hpp"
#include "tests/bot/receive/served.hpp"

#include <gmock/gmock.h>

namespace holdfast {
namespace {

using holdfast::testing::HeardLog;
using holdfast::testing::recorded_secret;
using ::testing::HasSubstr;

constexpr std::string_view form = "application/x-www-form-urlencoded";
constexpr std::string_view json = "application/json";
constexpr std::string_view command = "command=%2Frescue&text=status+acme&user_id=U1&channel_id=C1&trigger_id=1.2.x";

/// What stands in front of a body; fields end their lines themselves.
std::string head(std::string_view line, std::string_view fields) {
    return fmt::format("{}\r\nHost: bot.example.com\r\n{}\r\n", line, fields);
}

std::string genuine(std::string_view content_type, std::string_view body, std::string_view timestamp = "1531420618",
                    std::string_view more = {}) {
    const auto signature = slack_signature::signature_of(body, timestamp, recorded_secret);
    return head("POST /slack/events HTTP/1.1",
                fmt::format("Content-Type: {}\r\nX-Slack-Request-Timestamp: {}\r\nX-Slack-Signature: {}\r\n"
                            "Content-Length: {}\r\n{}",
                            content_type, timestamp, signature, body.size(), more))
        .append(body);
}

std::string repeated(std::string_view text, std::size_t times) {
    std::string result;
    result.reserve(text.size() * times);
    for (std::size_t i = 0; i < times; ++i) result += text;
    return result;
}

std::string in_chunks(std::string_view body) {
    std::string chunks;
    for (; !body.empty(); body.remove_prefix(std::min<std::size_t>(7, body.size())))
        chunks += fmt::format("{:x}\r\n{}\r\n", std::min<std::size_t>(7, body.size()), body.substr(0, 7));
    return chunks + "0\r\n\r\n";
}

struct Hostile {
    std::string what;
    std::string bytes;
    unsigned status;
};

class HostileRequests : public ServedTest {
protected:
    /// Each is refused with its status and one line in the log, and nothing comes of it.
    void expect_refusals(const std::vector<Hostile>& requests) {
        HeardLog log;
        for (const auto& [what, bytes, status] : requests) {
            log.forget();
            EXPECT_EQ(send(bytes).status, status) << what;
            EXPECT_EQ(log.lines(), 1) << what << "\n" << log.text();
            EXPECT_THAT(log.text(), HasSubstr(std::to_string(status))) << what;
            EXPECT_TRUE(handed_on_.empty()) << what;
        }
        EXPECT_EQ(wake_ups_, 0);
        EXPECT_EQ(request("GET", "/healthz").status, 200U) << "and life goes on";
    }
};

TEST_F(HostileRequests, what_slack_did_not_sign_or_signed_for_another_time) {
    const auto with = [](std::string_view timestamp, std::string_view signature) {
        return head("POST /slack/events HTTP/1.1", fmt::format("Content-Type: {}\r\n{}{}Content-Length: {}\r\n", form,
                                                               timestamp, signature, command.size()))
            .append(command);
    };
    const auto right = slack_signature::signature_of(command, "1531420618", recorded_secret);
    expect_refusals({
        {"no headers", with("", ""), 401},
        {"no signature", with("X-Slack-Request-Timestamp: 1531420618\r\n", ""), 401},
        {"no timestamp", with("", "X-Slack-Signature: " + right + "\r\n"), 401},
        {"another body",
         head("POST /slack/events HTTP/1.1", fmt::format("Content-Type: {}\r\nX-Slack-Request-Timestamp: 1531420618\r\n"
                                                         "X-Slack-Signature: {}\r\nContent-Length: 1\r\n",
                                                         form, right)) +
             "x",
         401},
        {"half a signature",
         with("X-Slack-Request-Timestamp: 1531420618\r\n", "X-Slack-Signature: " + right.substr(0, 30) + "\r\n"), 401},
        {"another version", with("X-Slack-Request-Timestamp: 1531420618\r\n", "X-Slack-Signature: v1=00\r\n"), 401},
        {"two signatures, the first one wrong",
         with("X-Slack-Request-Timestamp: 1531420618\r\n",
              "X-Slack-Signature: v0=00\r\nX-Slack-Signature: " + right + "\r\n"),
         401},
        {"301 seconds late", genuine(form, command, "1531420317"), 401},
        {"301 seconds early", genuine(form, command, "1531420919"), 401},
        {"long ago", genuine(form, command, "0"), 401},
        {"negative", genuine(form, command, "-1531420618"), 401},
        {"with a blank", genuine(form, command, "1531420618 1"), 401},
        {"endless", genuine(form, command, std::string(300, '9')), 401},
        {"empty body", genuine(form, "", "1531420000"), 401},
    });
    EXPECT_EQ(send(genuine(form, command, "1531420318")).status, 200U) << "300 seconds late is fresh";
    EXPECT_EQ(send(genuine(form, command, "1531420918")).status, 200U) << "300 seconds early is fresh";
}

TEST_F(HostileRequests, what_is_signed_and_cannot_be_read) {
    expect_refusals({
        {"plain text", genuine("text/plain", command), 415},
        {"no type", genuine("", command), 415},
        {"multipart", genuine("multipart/form-data; boundary=x", command), 415},
        {"a type that only begins so", genuine("application/jsonp", "{}"), 415},
        {"a list", genuine(json, "[]"), 400},
        {"nothing", genuine(json, ""), 400},
        {"half of it", genuine(json, R"({"type":"event_callback")"), 400},
        {"nested a hundred thousand deep", genuine(json, repeated("[", 100'000)), 400},
        {"nested and closed", genuine(json, repeated(R"({"a":)", 500) + "1" + repeated("}", 500)), 400},
        {"invalid UTF-8", genuine(json, "{\"type\":\"\xC3\x28\"}"), 400},
        {"NUL", genuine(json, std::string_view("{\"type\":\"a\0b\"}", 14)), 400},
        {"a lone surrogate", genuine(json, R"({"type":"\ud800"})"), 400},
        {"a payload that is no JSON", genuine(form, "payload=%7B"), 400},
        {"a payload nested deeply", genuine(form, "payload=" + repeated("%5B", 1'000)), 400},
        {"a form of a hundred thousand fields", genuine(form, repeated("a=b&", 100'000)), 400},
        {"broken escapes", genuine(form, "command=%2Frescue&text=%zz"), 400},
        {"a form in another encoding", genuine(form, "command=%2Frescue&text=%FC"), 400},
    });
}

TEST_F(HostileRequests, what_two_readers_could_read_in_two_ways) {
    const auto post = [](std::string_view fields, std::string_view rest) {
        return head("POST /slack/events HTTP/1.1", fields).append(rest);
    };
    expect_refusals({
        {"length and chunks", post("Content-Length: 4\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), 400},
        {"chunks and length", post("Transfer-Encoding: chunked\r\nContent-Length: 4\r\n", "0\r\n\r\n"), 400},
        {"two lengths", post("Content-Length: 1\r\nContent-Length: 2\r\n", "ab"), 400},
        {"two lengths in one", post("Content-Length: 1, 2\r\n", "ab"), 400},
        {"a length with a sign", post("Content-Length: +1\r\n", "a"), 400},
        {"a length in hex", post("Content-Length: 0x1\r\n", "a"), 400},
        {"a coding nobody knows, and a length", post("Transfer-Encoding: xchunked\r\nContent-Length: 1\r\n", "a"), 400},
        {"identity after chunked", post("Transfer-Encoding: chunked, identity\r\n", "0\r\n\r\n"), 400},
        {"chunked twice", post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), 400},
        {"a blank before the colon", post("Transfer-Encoding : chunked\r\nContent-Length: 1\r\n", "a"), 400},
        {"a chunk of negative size", post("Transfer-Encoding: chunked\r\n", "-1\r\n"), 400},
        {"a chunk larger than numbers are", post("Transfer-Encoding: chunked\r\n", "fffffffffffffffff\r\n"), 400},
        {"a chunk that does not end where it says", post("Transfer-Encoding: chunked\r\n", "1\r\nab\r\n0\r\n\r\n"),
         400},
        {"two hosts", post("Host: other.example\r\nContent-Length: 0\r\n", ""), 400},
        {"a field with NUL", post(std::string_view("X: a\0b\r\n", 8), ""), 400},
        {"chunks in HTTP/1.0", "POST /slack/events HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
        {"HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400},
        {"TLS on a port without", std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11), 400},
    });
}

TEST_F(HostileRequests, what_is_too_much) {
    expect_refusals({
        {"a large body that is announced", head("POST /slack/events HTTP/1.1", "Content-Length: 1048577\r\n"), 413},
        {"a larger body than memory", head("POST /slack/events HTTP/1.1", "Content-Length: 99999999999999\r\n"), 413},
        {"a large body in chunks",
         head("POST /slack/events HTTP/1.1", "Transfer-Encoding: chunked\r\n") + "200000\r\n" +
             repeated("x", 1'100'000),
         413},
        {"a flood of fields", head("GET /healthz HTTP/1.1", repeated("X-Filler: x\r\n", 2'000)), 431},
        {"a long field", head("GET /healthz HTTP/1.1", "X: " + std::string(20'000, 'x') + "\r\n"), 431},
        {"a long path", head("GET /" + std::string(20'000, 'x') + " HTTP/1.1", ""), 431},
    });
}

TEST_F(HostileRequests, what_nobody_serves) {
    const auto closing = [](std::string_view line) { return head(line, "Connection: close\r\nContent-Length: 0\r\n"); };
    expect_refusals({
        {"an unknown path", closing("GET /admin HTTP/1.1"), 404},
        {"a path that climbs", closing("GET /../../etc/passwd HTTP/1.1"), 404},
        {"a path that climbs in disguise", closing("GET /slack/%2e%2e/metrics HTTP/1.1"), 404},
        {"a path with a slash too many", closing("POST //slack/events HTTP/1.1"), 404},
        {"a path in capitals", closing("POST /SLACK/EVENTS HTTP/1.1"), 404},
        {"everything", closing("OPTIONS * HTTP/1.1"), 404},
        {"PUT", closing("PUT /slack/events HTTP/1.1"), 405},
        {"GET for POST", closing("GET /slack/commands HTTP/1.1"), 405},
        {"HEAD for POST", closing("HEAD /slack/events HTTP/1.1"), 405},
        {"a method of one's own", closing("BREW /healthz HTTP/1.1"), 405},
        {"a method in small letters", closing("get /healthz HTTP/1.1"), 405},
        {"rows without a token", closing("POST /v1/orders HTTP/1.1"), 401},
        {"a health without a token", closing("GET /v1/accounts/acme/health HTTP/1.1"), 401},
    });
}

TEST_F(HostileRequests, an_id_is_not_written_into_the_log) {
    const std::string path = "/v1/accounts/a%0A%1B%5B31merror/health";
    const HeardLog log;
    EXPECT_EQ(request("GET", path, {"Authorization: Bearer open sesame"}).status, 404U);
    EXPECT_EQ(request("POST", path).status, 405U);
    EXPECT_EQ(log.text(), "warning: refused GET /v1/accounts/{id}/health with 404\n"
                          "warning: refused POST /v1/accounts/{id}/health with 405\n");
}

TEST_F(HostileRequests, what_a_feed_holds_is_not_written_into_the_log) {
    const HeardLog log;
    const auto heard = request("POST", "/v1/people", {"Authorization: Bearer open sesame", "Content-Type: text/csv"},
                               "acme,Dana Fox,dana@example.com\n");
    EXPECT_EQ(heard.status, 400U);
    EXPECT_EQ(log.text(), "warning: refused POST /v1/people with 400\n");
}

TEST_F(HostileRequests, an_unknown_path_cannot_command_a_terminal) {
    const HeardLog log;
    EXPECT_EQ(send(head("GET /x\xC2\x9B"
                        "31m\xFF HTTP/1.1",
                        "Content-Length: 0\r\n"))
                  .status,
              404U);
    EXPECT_EQ(log.text(), "warning: refused GET /x??31m? with 404\n");
}

TEST_F(HostileRequests, what_looks_strange_and_is_in_order) {
    EXPECT_EQ(send(head("HEAD /healthz HTTP/1.1", "Connection: close\r\n")).status, 200U);
    EXPECT_EQ(send("GET /healthz HTTP/1.0\r\n\r\n").status, 200U);
    const auto chunked = head("POST /slack/events HTTP/1.1",
                              fmt::format("Content-Type: {}\r\nX-Slack-Request-Timestamp: 1531420618\r\n"
                                          "X-Slack-Signature: {}\r\nTransfer-Encoding: chunked\r\n",
                                          form, slack_signature::signature_of(command, "1531420618", recorded_secret)));
    EXPECT_EQ(send(chunked + in_chunks(command)).status, 200U);
    EXPECT_EQ(handed_on_.size(), 1U) << "signed as a whole, sent in pieces";
    EXPECT_EQ(send(genuine(form, std::string{command} + "%00&text=%00")).status, 200U) << "NUL is a character";
    EXPECT_EQ(send(genuine(json, R"({"type":"something_new"})")).status, 200U);
    EXPECT_EQ(send(genuine("application/json; charset=utf-8", R"({"type":7})")).status, 200U);
}

TEST_F(HostileRequests, a_request_that_cannot_be_stored_is_to_come_again) {
    HeardLog log;
    slack_failure_ = std::make_exception_ptr(Overloaded{});
    const auto heard = send(genuine(form, command));
    EXPECT_EQ(heard.status, 503U);
    EXPECT_THAT(heard.head, HasSubstr("Retry-After: 5\r\n"));
    EXPECT_EQ(log.lines(), 1) << log.text();
    slack_failure_ = std::make_exception_ptr(StorageFailure{StorageFailure::Kind::full, "The disk is full."});
    EXPECT_EQ(send(genuine(form, command)).status, 503U);
}

} // namespace
} // namespace holdfast
