#include "tests/bot/net/http_server_fixture.hpp"
#include "tests/bot/net/run_task.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace holdfast {
namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

class HttpServerStopTest : public HttpServerTest {};

TEST_F(HttpServerStopTest, stop_closes_idle_connections_at_once_and_refuses_new_ones) {
    start();
    const auto story = [this]() -> asio::awaitable<void> {
        std::vector<Peer> idle(3);
        for (Peer& peer : idle) co_await peer.connect(server_->port());
        co_await idle[0].say(get("/used"));
        const std::string answer = co_await idle[0].hear("/used");
        EXPECT_TRUE(answer.ends_with("/used"));
        co_await until([this] { return server_->connections() == 3; });

        const SteadyTime begin = steady_clock::now();
        co_await stop_and_join(10s);
        EXPECT_LT(steady_clock::now() - begin, 3s);
        for (Peer& peer : idle) {
            const std::string nothing = co_await peer.hear_out();
            EXPECT_EQ(nothing, "");
        }
        const auto refused = co_await connect_tcp("127.0.0.1", std::to_string(server_->port()), begin + 10s);
        EXPECT_FALSE(refused);
    };
    run_task(io_, story());
}

TEST_F(HttpServerStopTest, stop_lets_a_running_request_finish_and_says_that_the_connection_closes) {
    start();
    const auto story = [this]() -> asio::awaitable<void> {
        Peer peer;
        co_await peer.connect(server_->port());
        co_await peer.say(get("/wait"));
        co_await until([this] { return handlers_waiting_ == 1; });
        server_->stop(10s);
        open_gate();
        const std::string heard = co_await peer.hear_out();
        EXPECT_EQ(heard, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\n/wait");
        co_await server_->join();
        EXPECT_EQ(handlers_cancelled_, 0);
    };
    run_task(io_, story());
}

TEST_F(HttpServerStopTest, stop_lets_a_half_sent_request_be_completed) {
    start();
    const auto story = [this]() -> asio::awaitable<void> {
        Peer peer;
        co_await peer.connect(server_->port());
        co_await peer.say("POST /half HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n");
        const std::string leave = co_await peer.hear("\r\n\r\n");
        EXPECT_EQ(leave, "HTTP/1.1 100 Continue\r\n\r\n");
        server_->stop(10s);
        co_await peer.say("body");
        const std::string heard = co_await peer.hear_out();
        EXPECT_EQ(heard, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\n/half");
        co_await server_->join();
    };
    run_task(io_, story());
}

TEST_F(HttpServerStopTest, drain_limit_cuts_half_sent_requests_and_cancels_handlers) {
    start();
    const auto story = [this]() -> asio::awaitable<void> {
        Peer half;
        co_await half.connect(server_->port());
        co_await half.say("POST /half HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n");
        const std::string leave = co_await half.hear("\r\n\r\n");
        EXPECT_EQ(leave, "HTTP/1.1 100 Continue\r\n\r\n");
        Peer running;
        co_await running.connect(server_->port());
        co_await running.say(get("/wait"));
        co_await until([this] { return handlers_waiting_ == 1; });

        const SteadyTime begin = steady_clock::now();
        co_await stop_and_join(100ms);
        const auto took = steady_clock::now() - begin;
        EXPECT_GE(took, 100ms);
        EXPECT_LT(took, 3s);
        EXPECT_EQ(handlers_cancelled_, 1);
        EXPECT_EQ(server_->connections(), 0U);
        const std::string nothing = co_await half.hear_out();
        EXPECT_EQ(nothing, "");
        const std::string nothing_either = co_await running.hear_out();
        EXPECT_EQ(nothing_either, "");
    };
    run_task(io_, story());
}

} // namespace
} // namespace holdfast
