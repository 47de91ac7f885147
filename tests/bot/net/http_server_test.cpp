#include "tests/bot/net/http_server_fixture.hpp"
#include "tests/bot/net/run_task.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace holdfast {
namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

TEST_F(HttpServerTest, listens_on_a_port_chosen_by_the_system_and_keeps_connections_alive) {
    start();
    ASSERT_NE(server_->port(), 0);
    const auto story = [this]() -> asio::awaitable<void> {
        Peer peer;
        co_await peer.connect(server_->port());
        co_await peer.say(get("/one"));
        const std::string first = co_await peer.hear("/one");
        EXPECT_EQ(first, "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n/one");
        co_await peer.say(get("/two"));
        const std::string second = co_await peer.hear("/two");
        EXPECT_EQ(second, "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n/two");
        EXPECT_EQ(server_->connections(), 1U);
    };
    run_task(io_, story());
}

TEST_F(HttpServerTest, says_why_it_cannot_listen) {
    start();
    try {
        HttpServer second(io_, {"127.0.0.1", server_->port()}, {}, nullptr);
        FAIL() << "two servers on one port";
    } catch (const std::runtime_error& failure) {
        EXPECT_NE(std::string(failure.what()).find("Address already in use"), std::string::npos) << failure.what();
    }
}

TEST_F(HttpServerTest, many_connections_at_once_are_all_accepted) {
    start();
    const auto story = [this]() -> asio::awaitable<void> {
        std::vector<Peer> peers(200);
        for (Peer& peer : peers) co_await peer.connect(server_->port());
        for (Peer& peer : peers) co_await peer.say(get("/x"));
        for (Peer& peer : peers) {
            const std::string heard = co_await peer.hear("/x");
            EXPECT_TRUE(heard.ends_with("/x"));
        }
        EXPECT_EQ(server_->connections(), 200U);
    };
    run_task(io_, story());
}

TEST_F(HttpServerTest, slow_header_is_closed_although_bytes_keep_coming) {
    HttpLimits limits;
    limits.header_time = 150ms;
    start(limits);
    const auto story = [this]() -> asio::awaitable<void> {
        Peer peer;
        co_await peer.connect(server_->port());
        co_await peer.say("GET / HTTP/1.1\r\n");
        co_await until([this] { return server_->connections() == 1; });
        bool closed = false;
        asio::co_spawn(io_, trickle(peer, closed), asio::detached);
        const SteadyTime begin = steady_clock::now();
        const std::string nothing = co_await peer.hear_out();
        closed = true;
        EXPECT_EQ(nothing, "");
        EXPECT_LT(steady_clock::now() - begin, 5s);
        co_await until([this] { return server_->connections() == 0; });
    };
    run_task(io_, story());
}

TEST_F(HttpServerTest, slow_body_and_idle_connection_are_closed) {
    HttpLimits limits;
    limits.body_time = 50ms;
    limits.idle_time = 50ms;
    start(limits);
    const auto story = [this]() -> asio::awaitable<void> {
        Peer slow;
        co_await slow.connect(server_->port());
        co_await slow.say("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nhalf");
        const std::string nothing = co_await slow.hear_out();
        EXPECT_EQ(nothing, "");
        Peer silent;
        co_await silent.connect(server_->port());
        const std::string silence = co_await silent.hear_out();
        EXPECT_EQ(silence, "");
        Peer finished;
        co_await finished.connect(server_->port());
        co_await finished.say(get("/done"));
        const std::string answer = co_await finished.hear_out();
        EXPECT_TRUE(answer.ends_with("/done"));
    };
    run_task(io_, story());
}

TEST_F(HttpServerTest, refusal_reaches_a_peer_that_is_still_sending) {
    start();
    const auto story = [this]() -> asio::awaitable<void> {
        Peer peer;
        co_await peer.connect(server_->port());
        co_await peer.say("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3000000\r\n\r\n" +
                          std::string(3'000'000, 'x'));
        const std::string heard = co_await peer.hear("\r\n\r\n");
        EXPECT_TRUE(heard.starts_with("HTTP/1.1 413 ")) << heard;
    };
    run_task(io_, story());
}

} // namespace
} // namespace holdfast
