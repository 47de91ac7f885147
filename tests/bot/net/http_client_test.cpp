#include "bot/net/http_client.hpp"
#include "bot/net/http_server.hpp"
#include "tests/bot/net/fake_byte_stream.hpp"
#include "tests/bot/net/run_task.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <gtest/gtest.h>

#include <list>
#include <string>

namespace holdfast {
namespace {

using namespace std::chrono_literals;
using Kind = TransportError::Kind;

/// Hands out fake connections in order, then fails.
class FakeDialer final : public Dialer {
public:
    explicit FakeDialer(std::list<FakeWire>& wires) : wires_(wires), next_(wires.begin()) {}

    asio::awaitable<std::expected<std::unique_ptr<ByteStream>, TransportError>> dial(SteadyTime) override {
        if (next_ == wires_.end()) {
            TransportError refused{Kind::connect, false, "refused"};
            co_return std::unexpected(std::move(refused));
        }
        FakeWire& wire = *next_++;
        co_return std::make_unique<FakeByteStream>(wire);
    }

private:
    std::list<FakeWire>& wires_;
    std::list<FakeWire>::iterator next_;
};

std::string ok(std::string_view body) {
    return "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
}

class HttpClientTest : public testing::Test {
protected:
    FakeWire& connection(std::deque<std::string> incoming) {
        wires_.emplace_back().incoming = std::move(incoming);
        return wires_.back();
    }

    HttpResult call(bool idempotent = false, const char* method = "POST") {
        if (!client_) {
            client_.emplace(io_.get_executor(), Origin{false, "slack.test", 80}, std::make_unique<FakeDialer>(wires_),
                            settings_);
        }
        HttpRequest request;
        request.method = method;
        request.path = "/api/x";
        return run_task(io_, client_->send(request, {.idempotent = idempotent, .time = {}}));
    }

    /// Makes one successful call, so that `connection` is kept.
    void warm_up() {
        const HttpResult first = call();
        ASSERT_TRUE(first) << first.error().message;
        ASSERT_EQ(first->body, "first");
    }

    std::list<FakeWire> wires_;
    asio::io_context io_;
    HttpClientSettings settings_;
    std::optional<HttpClient> client_;
};

TEST_F(HttpClientTest, connection_is_kept_and_used_again) {
    FakeWire& only = connection({ok("first"), ok("second")});
    warm_up();
    const HttpResult second = call();
    ASSERT_TRUE(second) << second.error().message;
    EXPECT_EQ(second->body, "second");
    const std::string request = "POST /api/x HTTP/1.1\r\nHost: slack.test\r\nContent-Length: 0\r\n\r\n";
    EXPECT_EQ(only.sent, request + request);
    EXPECT_FALSE(only.closed);
}

TEST_F(HttpClientTest, connection_that_the_server_closes_is_not_kept) {
    FakeWire& only = connection({"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nfirst"});
    warm_up();
    EXPECT_TRUE(only.closed);
}

TEST_F(HttpClientTest, connection_with_bytes_nobody_asked_for_is_not_kept) {
    FakeWire& only = connection({ok("first") + "HTTP/1.1 200 OK\r\n"});
    warm_up();
    EXPECT_TRUE(only.closed);
}

TEST_F(HttpClientTest, kept_connection_that_was_closed_meanwhile_is_seen_before_anything_is_sent) {
    FakeWire& given_up = connection({ok("first")});
    connection({ok("second")});
    warm_up();
    given_up.given_up = true;
    const std::string sent_before = given_up.sent;
    const HttpResult second = call();
    ASSERT_TRUE(second) << second.error().message;
    EXPECT_EQ(second->body, "second");
    EXPECT_EQ(given_up.sent, sent_before);
}

TEST_F(HttpClientTest, request_that_a_kept_connection_could_not_take_is_repeated) {
    FakeWire& broken = connection({ok("first")});
    connection({ok("second")});
    warm_up();
    broken.write_failure = asio::error::broken_pipe;
    const HttpResult second = call();
    ASSERT_TRUE(second) << second.error().message;
    EXPECT_EQ(second->body, "second");
}

TEST_F(HttpClientTest, request_that_a_kept_connection_took_is_repeated_only_when_idempotent) {
    connection({ok("first")});
    FakeWire& fresh = connection({ok("second")});
    warm_up();
    const HttpResult doubtful = call();
    ASSERT_FALSE(doubtful);
    EXPECT_EQ(doubtful.error().kind, Kind::closed);
    EXPECT_TRUE(doubtful.error().maybe_processed);
    EXPECT_EQ(fresh.sent, "");
}

TEST_F(HttpClientTest, idempotent_request_on_a_dead_kept_connection_is_repeated_once) {
    connection({ok("first")});
    connection({ok("second")});
    warm_up();
    const HttpResult second = call(/*idempotent=*/true);
    ASSERT_TRUE(second) << second.error().message;
    EXPECT_EQ(second->body, "second");
}

TEST_F(HttpClientTest, repetition_is_not_repeated) {
    connection({ok("first")});
    connection({});
    FakeWire& third = connection({ok("third")});
    warm_up();
    const HttpResult result = call(/*idempotent=*/true);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().kind, Kind::closed);
    EXPECT_TRUE(result.error().maybe_processed);
    EXPECT_EQ(third.sent, "");
}

TEST_F(HttpClientTest, nothing_is_repeated_once_a_byte_of_response_came) {
    connection({ok("first"), "HTTP/1.1 2"});
    FakeWire& fresh = connection({ok("second")});
    warm_up();
    const HttpResult result = call(/*idempotent=*/true);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().kind, Kind::closed);
    EXPECT_TRUE(result.error().maybe_processed);
    EXPECT_EQ(fresh.sent, "");
}

TEST_F(HttpClientTest, fresh_connection_that_breaks_is_not_replaced) {
    FakeWire& broken = connection({});
    broken.write_failure = asio::error::connection_reset;
    FakeWire& other = connection({ok("x")});
    const HttpResult result = call(/*idempotent=*/true);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().kind, Kind::closed);
    EXPECT_TRUE(result.error().maybe_processed);
    EXPECT_EQ(other.sent, "");
}

TEST_F(HttpClientTest, doubt_about_the_first_try_survives_a_second_that_never_connected) {
    connection({ok("first")});
    warm_up();
    const HttpResult result = call(/*idempotent=*/true);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().kind, Kind::connect);
    EXPECT_TRUE(result.error().maybe_processed);
}

TEST_F(HttpClientTest, call_that_never_connected_was_not_processed) {
    const HttpResult result = call();
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().kind, Kind::connect);
    EXPECT_FALSE(result.error().maybe_processed);
}

TEST_F(HttpClientTest, refusal_of_the_server_is_a_response_with_its_headers) {
    connection({"HTTP/1.1 429 Too Many Requests\r\nRetry-After: 30\r\nContent-Type: application/json\r\n"
                "Content-Length: 2\r\n\r\n{}"});
    const HttpResult result = call();
    ASSERT_TRUE(result) << result.error().message;
    EXPECT_EQ(result->status, 429U);
    EXPECT_EQ(result->headers.find("retry-after"), "30");
    EXPECT_EQ(result->content_type, "application/json");
    EXPECT_EQ(result->body, "{}");
}

TEST_F(HttpClientTest, body_may_come_in_chunks_or_up_to_the_end_or_not_at_all) {
    connection({"HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nab",
                "c\r\n0\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n", "HTTP/1.1 204 No Content\r\n\r\n",
                "HTTP/1.1 200 OK\r\n\r\nto the", " end"});
    EXPECT_EQ(call().value().body, "abc");
    EXPECT_EQ(call(false, "HEAD").value().body, "");
    EXPECT_EQ(call().value().status, 204U);
    EXPECT_EQ(call().value().body, "to the end");
}

TEST_F(HttpClientTest, body_cut_short_is_no_response) {
    FakeWire& cut = connection({"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf"});
    const HttpResult result = call();
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().kind, Kind::closed);
    EXPECT_TRUE(result.error().maybe_processed);
    EXPECT_TRUE(cut.closed);
}

TEST_F(HttpClientTest, response_that_ends_with_its_connection_must_end_in_order) {
    FakeWire& reset = connection({"HTTP/1.1 200 OK\r\n\r\nhalf"});
    reset.end = asio::error::connection_reset;
    EXPECT_EQ(call().error().kind, Kind::closed);
}

TEST_F(HttpClientTest, unreadable_and_oversized_responses_are_protocol_errors) {
    settings_.response.body_bytes = 10;
    const char* cases[] = {"SSH-2.0-OpenSSH\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n",
                           "HTTP/1.1 200 OK\r\n\r\n0123456789x",
                           "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nb\r\n"};
    for (const char* text : cases) connection({text});
    for (const char* text : cases) {
        const HttpResult result = call();
        ASSERT_FALSE(result) << text;
        EXPECT_EQ(result.error().kind, Kind::protocol) << text;
        EXPECT_TRUE(result.error().maybe_processed);
    }
}

TEST_F(HttpClientTest, unsendable_request_is_refused_before_anything_is_sent) {
    HttpClient client(io_.get_executor(), {}, std::make_unique<FakeDialer>(wires_));
    HttpRequest request;
    request.path = "/a\r\nb";
    const HttpResult result = run_task(io_, client.send(request));
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().kind, Kind::protocol);
    EXPECT_FALSE(result.error().maybe_processed);
}

/// Against real sockets.
class HttpClientOverTcp : public testing::Test {
protected:
    HttpClient client_for(std::uint16_t port, HttpClientSettings settings = {}) {
        const Origin origin{false, "127.0.0.1", port};
        return {io_.get_executor(), origin, make_network_dialer(origin), settings};
    }

    asio::io_context io_;
};

TEST_F(HttpClientOverTcp, one_connection_serves_many_calls_and_a_closed_one_is_replaced) {
    int calls = 0;
    const HttpHandler handler = [&calls](HttpRequest) -> asio::awaitable<HttpResponse> {
        HttpResponse response;
        response.body = std::to_string(++calls);
        co_return response;
    };
    auto server = std::make_unique<HttpServer>(io_, Endpoint{"127.0.0.1", 0}, HttpLimits{}, handler);
    server->start();
    const std::uint16_t port = server->port();
    HttpClient client = client_for(port);
    for (int i = 1; i <= 20; ++i) {
        const HttpResult result = run_task(io_, client.send({}));
        ASSERT_TRUE(result) << result.error().message;
        EXPECT_EQ(result->body, std::to_string(i));
    }
    EXPECT_EQ(server->connections(), 1U);

    server->stop();
    run_task(io_, server->join());
    server = std::make_unique<HttpServer>(io_, Endpoint{"127.0.0.1", port}, HttpLimits{}, handler);
    server->start();
    const HttpResult after_restart = run_task(io_, client.send({}));
    ASSERT_TRUE(after_restart) << after_restart.error().message;
    EXPECT_EQ(after_restart->body, "21");
}

TEST_F(HttpClientOverTcp, server_that_never_answers_is_a_timeout_of_doubtful_outcome) {
    asio::ip::tcp::acceptor silent(io_, {asio::ip::make_address("127.0.0.1"), 0});
    HttpClient client = client_for(silent.local_endpoint().port());
    const auto begin = std::chrono::steady_clock::now();
    const HttpResult result = run_task(io_, client.send({}, {.idempotent = true, .time = 80ms}));
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().kind, Kind::timeout);
    EXPECT_TRUE(result.error().maybe_processed);
    EXPECT_LT(std::chrono::steady_clock::now() - begin, 3s);
}

TEST_F(HttpClientOverTcp, waiting_for_a_free_connection_counts_against_the_deadline) {
    asio::ip::tcp::acceptor silent(io_, {asio::ip::make_address("127.0.0.1"), 0});
    HttpClientSettings settings;
    settings.connections = 1;
    HttpClient client = client_for(silent.local_endpoint().port(), settings);
    std::optional<HttpResult> first;
    const auto keep_first = [&first](const std::exception_ptr&, HttpResult result) { first = std::move(result); };
    asio::co_spawn(io_, client.send({}, {.idempotent = false, .time = 500ms}), keep_first);
    const HttpResult second = run_task(io_, client.send({}, {.idempotent = false, .time = 50ms}));
    EXPECT_FALSE(first.has_value());
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().kind, Kind::timeout);
    EXPECT_FALSE(second.error().maybe_processed);
}

TEST_F(HttpClientOverTcp, more_calls_than_connections_take_turns) {
    std::size_t at_once = 0;
    std::size_t most_at_once = 0;
    const HttpHandler handler = [&](HttpRequest) -> asio::awaitable<HttpResponse> {
        most_at_once = std::max(most_at_once, ++at_once);
        asio::steady_timer pause(io_, 2ms);
        co_await pause.async_wait(asio::as_tuple(asio::use_awaitable));
        --at_once;
        co_return HttpResponse{};
    };
    HttpServer server(io_, {"127.0.0.1", 0}, {}, handler);
    server.start();
    HttpClientSettings settings;
    settings.connections = 3;
    HttpClient client = client_for(server.port(), settings);
    int succeeded = 0;
    const auto count = [&](const std::exception_ptr&, const HttpResult& result) {
        succeeded += result ? 1 : 0;
        if (succeeded == 20) io_.stop();
    };
    for (int i = 0; i < 20; ++i) asio::co_spawn(io_, client.send({}), count);
    io_.run_for(15s);
    EXPECT_EQ(succeeded, 20);
    EXPECT_EQ(most_at_once, 3U);
    EXPECT_EQ(server.connections(), 3U);
}

TEST_F(HttpClientOverTcp, nobody_listening_is_a_connect_error) {
    std::uint16_t port = 0;
    {
        const asio::ip::tcp::acceptor gone(io_, {asio::ip::make_address("127.0.0.1"), 0});
        port = gone.local_endpoint().port();
    }
    HttpClient client = client_for(port);
    const HttpResult result = run_task(io_, client.send({}));
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().kind, Kind::connect);
    EXPECT_FALSE(result.error().maybe_processed);
}

TEST_F(HttpClientOverTcp, unknown_name_is_a_resolve_error) {
    // A label of more than 63 characters exists nowhere, so that no name server needs to be asked.
    const Origin origin{false, std::string(70, 'a') + ".invalid", 80};
    HttpClient client(io_.get_executor(), origin, make_network_dialer(origin));
    const HttpResult result = run_task(io_, client.send({}));
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().kind, Kind::resolve) << result.error().message;
    EXPECT_FALSE(result.error().maybe_processed);
}

} // namespace
} // namespace holdfast
