#include "bot/net/http_connection.hpp"
#include "tests/bot/net/fake_byte_stream.hpp"
#include "tests/bot/net/run_task.hpp"
#include "tests/bot/receive/heard_log.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <chrono>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace holdfast {
namespace {

using namespace std::chrono_literals;

/// Serves what comes in over a fake wire and keeps the requests that reached the handler.
struct Served {
    std::vector<HttpRequest> requests;
    FakeWire wire;

    explicit Served(std::deque<std::string> incoming, const HttpLimits& limits = {}) {
        wire.incoming = std::move(incoming);
        asio::io_context io;
        const HttpHandler handler = [this](HttpRequest request) { return keep(std::move(request)); };
        BodyRoom room(limits.all_body_bytes, limits.grace_time);
        RefusalRate refusal_rate(limits.refusals);
        HttpConnection connection(std::make_unique<FakeByteStream>(wire), {}, limits, room, refusal_rate, handler);
        run_task(io, connection.serve());
    }

    asio::awaitable<HttpResponse> keep(HttpRequest request) {
        if (request.path.starts_with("/bug")) throw std::logic_error("secret detail");
        HttpResponse response;
        if (request.path == "/refused") response.status = 401;
        response.body = request.path;
        requests.push_back(std::move(request));
        co_return response;
    }
};

std::string response_with(std::string_view body) {
    return "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
}

std::string refusal(std::string_view status) {
    return "HTTP/1.1 " + std::string(status) + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
}

TEST(HttpConnection, request_reaches_the_handler_whole) {
    const Served served({"POST /slack/events?x=1&y HTTP/1.1\r\nHost: a\r\nX-Slack-Signature: v0=5\r\n"
                         "Content-Length: 5\r\n\r\nhello"});
    ASSERT_EQ(served.requests.size(), 1U);
    const HttpRequest& request = served.requests.front();
    EXPECT_EQ(request.method, "POST");
    EXPECT_EQ(request.path, "/slack/events");
    EXPECT_EQ(request.query, "x=1&y");
    EXPECT_EQ(request.headers.find("x-slack-signature"), "v0=5");
    EXPECT_EQ(request.body, "hello");
    EXPECT_EQ(served.wire.sent, response_with("/slack/events"));
    EXPECT_TRUE(served.wire.closed);
}

TEST(HttpConnection, pipelined_requests_are_answered_in_order) {
    const Served served(
        {"GET /a HTTP/1.1\r\nHost: a\r\n\r\nPOST /b HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nxGET "
         "/c HTTP/1.1\r\nHost: a\r\n\r\n"});
    EXPECT_EQ(served.wire.sent, response_with("/a") + response_with("/b") + response_with("/c"));
}

RC_GTEST_PROP(HttpConnection, pieces_of_any_size_make_the_same_requests, ()) {
    const std::string stream = "POST /first HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                               "4;ext=1\r\nWiki\r\n5\r\npedia\r\n0\r\nX-Trailer: t\r\n\r\n"
                               "GET /second?q HTTP/1.1\r\nHost: a\r\n\r\n"
                               "PUT /third HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc";
    std::deque<std::string> pieces;
    for (std::size_t at = 0; at < stream.size();) {
        const auto size = *rc::gen::inRange<std::size_t>(1, 40);
        pieces.push_back(stream.substr(at, size));
        at += size;
    }
    const Served served(std::move(pieces));
    RC_ASSERT(served.requests.size() == 3U);
    RC_ASSERT(served.requests[0].body == "Wikipedia");
    RC_ASSERT(!served.requests[0].headers.find("X-Trailer").has_value());
    RC_ASSERT(served.requests[1].query == "q");
    RC_ASSERT(served.requests[2].body == "abc");
    RC_ASSERT(served.wire.sent == response_with("/first") + response_with("/second") + response_with("/third"));
}

TEST(HttpConnection, a_body_without_chunks_ends_however_its_bytes_arrive) {
    const std::string stream = "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n";
    for (std::size_t size = 1; size < 8; ++size) {
        std::deque<std::string> pieces;
        for (std::size_t at = 0; at < stream.size(); at += size) pieces.push_back(stream.substr(at, size));
        EXPECT_EQ(Served(std::move(pieces)).wire.sent, response_with("/a")) << size;
    }
}

TEST(HttpConnection, what_is_no_http_is_refused_with_400) {
    const char* cases[] = {
        "NONSENSE\r\n\r\n",
        "GET / HTTP/3.0\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "GET relative HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nBad Name: x\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: identity\r\nContent-Length: 1\r\n\r\nx",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: xchunked\r\n\r\nx",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    };
    for (const char* text : cases) {
        const Served served({text});
        EXPECT_EQ(served.wire.sent, refusal("400 Bad Request")) << text;
        EXPECT_TRUE(served.requests.empty()) << text;
    }
}

TEST(HttpConnection, header_beyond_the_limit_is_refused_with_431) {
    const std::string long_value(16 * 1024, 'x');
    EXPECT_EQ(Served({"GET / HTTP/1.1\r\nHost: a\r\nX: " + long_value + "\r\n\r\n"}).wire.sent,
              refusal("431 Request Header Fields Too Large"));
    EXPECT_EQ(Served({"GET /" + long_value + " HTTP/1.1\r\nHost: a\r\n\r\n"}).wire.sent,
              refusal("431 Request Header Fields Too Large"));
}

TEST(HttpConnection, header_beyond_the_limit_is_refused_even_when_it_trickles_in) {
    std::deque<std::string> pieces{"GET / HTTP/1.1\r\nHost: a\r\n"};
    for (int i = 0; i < 1000; ++i) pieces.push_back("X-Filler: " + std::string(100, 'x') + "\r\n");
    EXPECT_EQ(Served(std::move(pieces)).wire.sent, refusal("431 Request Header Fields Too Large"));
}

TEST(HttpConnection, header_just_within_the_limit_is_taken) {
    const Served served({"GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(16'000, 'x') + "\r\n\r\n"});
    EXPECT_EQ(served.wire.sent, response_with("/"));
}

TEST(HttpConnection, body_beyond_the_limit_is_refused_with_413) {
    const std::string head = "POST / HTTP/1.1\r\nHost: a\r\n";
    HttpLimits limits;
    limits.body_bytes = 10;
    const std::string announced = head + "Content-Length: 11\r\n\r\n";
    EXPECT_EQ(Served({announced}, limits).wire.sent, refusal("413 Payload Too Large"));
    const std::string chunked = head + "Transfer-Encoding: chunked\r\n\r\n6\r\nabcdef\r\n5\r\nghijk\r\n0\r\n\r\n";
    EXPECT_EQ(Served({chunked}, limits).wire.sent, refusal("413 Payload Too Large"));
    const std::string fitting = head + "Content-Length: 10\r\n\r\n0123456789";
    EXPECT_EQ(Served({fitting}, limits).wire.sent, response_with("/"));
}

TEST(HttpConnection, large_body_within_the_limit_arrives_whole) {
    const std::string body(1024 * 1024, 'b');
    const Served served({"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1048576\r\n\r\n" + body});
    ASSERT_EQ(served.requests.size(), 1U);
    EXPECT_EQ(served.requests[0].body, body);
}

TEST(HttpConnection, large_bodies_of_all_connections_share_one_room) {
    const std::string head = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: ";
    HttpLimits limits;
    limits.all_body_bytes = 1000;
    const auto post = [&](std::size_t bytes) {
        return Served({head + std::to_string(bytes) + "\r\n\r\n", std::string(bytes - 1, 'x'), "x"}, limits).wire.sent;
    };
    EXPECT_EQ(post(BodyRoom::free_bytes + 900), response_with("/"));
    EXPECT_EQ(post(BodyRoom::free_bytes + 2000),
              "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
}

TEST(BodyRoom, a_share_may_outlive_it) {
    auto room = std::make_unique<BodyRoom>(100, 1h);
    BodyRoom::Share share(*room, [] {});
    ASSERT_TRUE(share.grow_to(BodyRoom::free_bytes + 60));
    room.reset();
    EXPECT_FALSE(share.grow_to(BodyRoom::free_bytes + 101));
    EXPECT_TRUE(share.grow_to(BodyRoom::free_bytes + 100));
}

TEST(BodyRoom, is_given_back_and_small_bodies_need_none) {
    BodyRoom room(100, 1h);
    {
        BodyRoom::Share large(room, [] {});
        EXPECT_TRUE(large.grow_to(BodyRoom::free_bytes + 60));
        EXPECT_TRUE(large.grow_to(BodyRoom::free_bytes + 100));
        EXPECT_EQ(room.left(), 0U);
        BodyRoom::Share another(room, [] {});
        EXPECT_FALSE(another.grow_to(BodyRoom::free_bytes + 1));
        EXPECT_TRUE(another.grow_to(BodyRoom::free_bytes));
    }
    EXPECT_EQ(room.left(), 100U);
}

TEST(BodyRoom, what_has_been_arriving_for_long_gives_way_the_oldest_first) {
    BodyRoom room(100, 0ms);
    std::vector<std::string> gone;
    BodyRoom::Share older(room, [&] { gone.emplace_back("older"); });
    BodyRoom::Share younger(room, [&] { gone.emplace_back("younger"); });
    ASSERT_TRUE(older.grow_to(BodyRoom::free_bytes + 60));
    ASSERT_TRUE(younger.grow_to(BodyRoom::free_bytes + 40));
    {
        BodyRoom::Share late(room, [&] { gone.emplace_back("late"); });
        EXPECT_TRUE(late.grow_to(BodyRoom::free_bytes + 50));
        EXPECT_EQ(gone, std::vector<std::string>{"older"});
        EXPECT_EQ(room.left(), 10U);
        EXPECT_TRUE(late.grow_to(BodyRoom::free_bytes + 100));
        EXPECT_EQ(gone, (std::vector<std::string>{"older", "younger"}));
        EXPECT_FALSE(late.grow_to(BodyRoom::free_bytes + 101)) << "nobody gives way to oneself";
    }
    EXPECT_EQ(room.left(), 100U);
}

TEST(BodyRoom, what_is_whole_or_has_just_begun_gives_way_to_nobody) {
    const auto fail = [] { ADD_FAILURE() << "it gave way"; };
    BodyRoom impatient(100, 0ms);
    BodyRoom::Share whole(impatient, fail);
    ASSERT_TRUE(whole.grow_to(BodyRoom::free_bytes + 100));
    whole.keep();
    BodyRoom::Share late(impatient, fail);
    EXPECT_FALSE(late.grow_to(BodyRoom::free_bytes + 1));

    BodyRoom patient(100, 1h);
    BodyRoom::Share begun(patient, fail);
    ASSERT_TRUE(begun.grow_to(BodyRoom::free_bytes + 100));
    BodyRoom::Share later(patient, fail);
    EXPECT_FALSE(later.grow_to(BodyRoom::free_bytes + 1));
}

TEST(HttpConnection, endless_chunk_extension_is_refused) {
    const Served served(
        {"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1;", std::string(20'000, 'x')});
    EXPECT_EQ(served.wire.sent, refusal("400 Bad Request"));
}

TEST(HttpConnection, peer_that_waits_for_leave_to_send_its_body_gets_it) {
    const std::string head = "POST /x HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n";
    EXPECT_EQ(Served({head + "Content-Length: 2\r\n\r\n", "ab"}).wire.sent,
              "HTTP/1.1 100 Continue\r\n\r\n" + response_with("/x"));
    EXPECT_EQ(Served({head + "Content-Length: 99999999\r\n\r\n"}).wire.sent, refusal("413 Payload Too Large"));
    EXPECT_EQ(Served({head + "Content-Length: 2\r\n\r\nab"}).wire.sent, response_with("/x"));
}

TEST(HttpConnection, exception_of_the_handler_is_500_without_text_and_the_connection_goes_on) {
    const Served served({"GET /bug HTTP/1.1\r\nHost: a\r\n\r\nGET /fine HTTP/1.1\r\nHost: a\r\n\r\n"});
    EXPECT_EQ(served.wire.sent,
              "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n" + response_with("/fine"));
}

TEST(HttpConnection, exception_of_the_handler_is_logged_without_what_the_peer_sent) {
    const testing::HeardLog log;
    const Served served({"GET /bug\x9b"
                         "31m\xff HTTP/1.1\r\nHost: a\r\n\r\n"});
    EXPECT_TRUE(served.wire.sent.starts_with("HTTP/1.1 500 "));
    EXPECT_EQ(log.text(), "error: answering a request failed: secret detail\n");
}

TEST(HttpConnection, peer_decides_whether_the_connection_is_kept) {
    const std::string next = "GET /b HTTP/1.1\r\nHost: a\r\n\r\n";
    EXPECT_EQ(Served({"GET /a HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n" + next}).requests.size(), 1U);
    EXPECT_EQ(Served({"GET /a HTTP/1.0\r\n\r\n" + next}).requests.size(), 1U);
    EXPECT_EQ(Served({"GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n" + next}).requests.size(), 2U);
}

TEST(HttpConnection, is_closed_when_too_many_requests_in_a_row_were_refused) {
    const std::string bad = "GET /refused HTTP/1.1\r\nHost: a\r\n\r\n";
    const std::string good = "GET /fine HTTP/1.1\r\nHost: a\r\n\r\n";
    const std::string refused = "HTTP/1.1 401 Unauthorized\r\nContent-Length: 8\r\n";
    HttpLimits limits;
    limits.refusals_in_a_row = 3;
    EXPECT_EQ(Served({bad + bad + bad + bad}, limits).wire.sent,
              refused + "\r\n/refused" + refused + "\r\n/refused" + refused + "Connection: close\r\n\r\n/refused");
    EXPECT_EQ(Served({bad + bad + good + bad + bad + good}, limits).requests.size(), 6U) << "not in a row";
}

TEST(HttpConnection, tells_whose_refusals_are_too_many_to_come_later) {
    const std::string bad = "GET /refused HTTP/1.1\r\nHost: a\r\n\r\n";
    const std::string good = "GET /fine HTTP/1.1\r\nHost: a\r\n\r\n";
    const std::string refused = "HTTP/1.1 401 Unauthorized\r\nContent-Length: 8\r\n\r\n/refused";
    const std::string limited =
        "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 60\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    HttpLimits limits;
    limits.refusals = {.burst = 1, .refill = 60s, .addresses = 1};
    EXPECT_EQ(Served({bad + good + bad + good}, limits).wire.sent, refused + response_with("/fine") + limited);

    const testing::HeardLog log;
    EXPECT_EQ(Served({bad + "NONSENSE\r\n\r\n"}, limits).wire.sent, refused + limited);
    EXPECT_EQ(log.lines(), 1) << "that the address is limited\n" << log.text();
}

TEST(HttpConnection, head_gets_the_length_but_no_body) {
    EXPECT_EQ(Served({"HEAD /ab HTTP/1.1\r\nHost: a\r\n\r\n"}).wire.sent,
              "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n");
}

TEST(HttpConnection, whole_url_as_target_is_reduced_to_its_path) {
    const Served served({"GET http://a/x?y=1 HTTP/1.1\r\nHost: a\r\n\r\n"});
    ASSERT_EQ(served.requests.size(), 1U);
    EXPECT_EQ(served.requests[0].path, "/x");
    EXPECT_EQ(served.requests[0].query, "y=1");
}

TEST(HttpConnection, half_a_request_never_reaches_the_handler) {
    EXPECT_TRUE(Served({"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhel"}).requests.empty());
    EXPECT_TRUE(Served({"GET / HTTP/1.1\r\nHos"}).requests.empty());
}

} // namespace
} // namespace holdfast
