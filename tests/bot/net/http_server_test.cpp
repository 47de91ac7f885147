#include "bot/net/body_room.hpp"
#include "bot/net/http_server.hpp"
#include "bot/net/tcp_stream.hpp"
#include "tests/bot/net/run_task.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace holdfast {
namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

/// The other end of a connection to the server.
class Peer {
public:
    asio::awaitable<void> connect(std::uint16_t port) {
        auto socket = co_await connect_tcp("127.0.0.1", std::to_string(port), steady_clock::now() + 5s);
        if (!socket) throw std::runtime_error(socket.error().message);
        stream_ = make_tcp_stream(std::move(*socket));
        stream_->expires_after(15s);
    }

    asio::awaitable<void> say(std::string text) {
        const bool said = co_await try_to_say(std::move(text));
        EXPECT_TRUE(said);
    }

    asio::awaitable<bool> try_to_say(std::string text) {
        const error_code failed = co_await stream_->write_all(asio::buffer(text));
        co_return !failed;
    }

    /// What comes until `end` has come, or the connection ends.
    asio::awaitable<std::string> hear(std::string end) {
        std::string heard;
        while (!heard.ends_with(end)) {
            char piece[4096];
            const auto size = co_await stream_->read_some(asio::buffer(piece));
            if (!size) {
                ended_ = size.error();
                break;
            }
            heard.append(piece, *size);
        }
        co_return heard;
    }

    /// What comes until the server closes; it must do so.
    asio::awaitable<std::string> hear_out() {
        std::string heard = co_await hear("\x01 never sent");
        EXPECT_TRUE(ended_ == asio::error::eof || ended_ == asio::error::connection_reset) << ended_.message();
        co_return heard;
    }

private:
    std::unique_ptr<ByteStream> stream_;
    error_code ended_;
};

/// A server whose handler answers with the path, and /wait only when the gate is opened.
class HttpServerTest : public testing::Test {
protected:
    HttpServerTest() : gate_(io_, SteadyTime::max()) {}

    void start(HttpLimits limits = {}) {
        const HttpHandler handler = [this](HttpRequest request) { return answer(std::move(request)); };
        server_ = std::make_unique<HttpServer>(io_, Endpoint{"127.0.0.1", 0}, limits, handler);
        server_->start();
    }

    asio::awaitable<HttpResponse> answer(HttpRequest request) {
        HttpResponse response;
        response.body = request.path;
        if (request.path == "/wait") {
            ++handlers_waiting_;
            co_await gate_.async_wait(asio::as_tuple(asio::use_awaitable));
            handlers_cancelled_ += gate_open_ ? 0 : 1;
        }
        co_return response;
    }

    void open_gate() {
        gate_open_ = true;
        gate_.cancel();
    }

    /// Lets everything else run until `condition` holds.
    template <class Condition>
    asio::awaitable<void> until(Condition condition) {
        const SteadyTime end = steady_clock::now() + 10s;
        asio::steady_timer turn(io_);
        while (!condition()) {
            if (steady_clock::now() > end) throw std::runtime_error("condition not reached");
            turn.expires_after(1ms);
            co_await turn.async_wait(asio::use_awaitable);
        }
    }

    /// Sends a header field every 20 ms until `done`, for at most a second.
    asio::awaitable<void> trickle(Peer& peer, const bool& done) {
        asio::steady_timer pause(io_);
        for (int i = 0; i < 50 && !done; ++i) {
            pause.expires_after(20ms);
            co_await pause.async_wait(asio::use_awaitable);
            if (!done) co_await peer.try_to_say("X: y\r\n");
        }
    }

    asio::awaitable<void> stop_and_join(std::chrono::milliseconds drain) {
        server_->stop(drain);
        co_await server_->join();
    }

    asio::io_context io_;
    asio::steady_timer gate_;
    std::unique_ptr<HttpServer> server_;
    int handlers_waiting_ = 0;
    int handlers_cancelled_ = 0;
    bool gate_open_ = false;
};

std::string get(const std::string& path) {
    return "GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n";
}

/// The server gives leave for the rest of it.
constexpr const char* half_a_request =
    "POST /half HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n";

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

TEST_F(HttpServerTest, connection_beyond_the_limit_is_closed_while_all_others_are_busy) {
    HttpLimits limits;
    limits.connections = 1;
    start(limits);
    const auto story = [this]() -> asio::awaitable<void> {
        Peer first;
        co_await first.connect(server_->port());
        co_await first.say(get("/wait"));
        co_await until([this] { return handlers_waiting_ == 1; });
        Peer second;
        co_await second.connect(server_->port());
        const std::string nothing = co_await second.hear_out();
        EXPECT_EQ(nothing, "");
        open_gate();
        const std::string heard = co_await first.hear("/wait");
        EXPECT_TRUE(heard.ends_with("/wait"));
    };
    run_task(io_, story());
}

TEST_F(HttpServerTest, connection_without_a_request_gives_way_when_all_are_in_use) {
    HttpLimits limits;
    limits.connections = 2;
    start(limits);
    const auto story = [this]() -> asio::awaitable<void> {
        Peer busy;
        co_await busy.connect(server_->port());
        co_await busy.say(get("/wait"));
        co_await until([this] { return handlers_waiting_ == 1; });
        Peer silent;
        co_await silent.connect(server_->port());
        co_await until([this] { return server_->connections() == 2; });
        Peer late;
        co_await late.connect(server_->port());
        co_await late.say(get("/late"));
        const std::string heard = co_await late.hear("/late");
        EXPECT_TRUE(heard.ends_with("/late"));
        const std::string nothing = co_await silent.hear_out();
        EXPECT_EQ(nothing, "");
        open_gate();
        const std::string answer = co_await busy.hear("/wait");
        EXPECT_TRUE(answer.ends_with("/wait"));
    };
    run_task(io_, story());
}

TEST_F(HttpServerTest, connection_without_a_request_longest_gives_way_first_however_old_it_is) {
    HttpLimits limits;
    limits.connections = 4;
    start(limits);
    const auto story = [this]() -> asio::awaitable<void> {
        std::vector<Peer> flood(4);
        const auto join = [this](Peer& peer, std::size_t in_use) -> asio::awaitable<void> {
            co_await peer.connect(server_->port());
            co_await until([this, in_use] { return server_->connections() == in_use; });
        };
        const auto ask = [](Peer& peer) -> asio::awaitable<void> {
            co_await peer.say(get("/kept"));
            const std::string heard = co_await peer.hear("/kept");
            EXPECT_TRUE(heard.ends_with("/kept"));
        };
        Peer proxy;
        Peer other_proxy;
        co_await join(proxy, 1);
        co_await join(other_proxy, 2);
        co_await join(flood[0], 3);
        co_await join(flood[1], 4);
        co_await ask(other_proxy);
        co_await ask(proxy);

        co_await flood[2].connect(server_->port());
        const std::string first = co_await flood[0].hear_out();
        EXPECT_EQ(first, "") << "the oldest of those that never asked";
        co_await flood[3].connect(server_->port());
        const std::string second = co_await flood[1].hear_out();
        EXPECT_EQ(second, "");

        co_await ask(proxy);
        Peer late;
        co_await late.connect(server_->port());
        const std::string third = co_await other_proxy.hear_out();
        EXPECT_EQ(third, "") << "asked before the others came, and not since";
        co_await ask(proxy);
        co_await ask(late);
        EXPECT_EQ(server_->connections(), 4U);
    };
    run_task(io_, story());
}

TEST_F(HttpServerTest, request_that_does_not_end_gives_way_when_all_are_in_use_after_those_without_one) {
    HttpLimits limits;
    limits.connections = 3;
    limits.grace_time = 0ms;
    start(limits);
    const auto story = [this]() -> asio::awaitable<void> {
        // What comes behind a whole request has been read when that one is answered.
        Peer half_a_header;
        co_await half_a_header.connect(server_->port());
        co_await half_a_header.say(get("/whole") + "GET /half HTT");
        const std::string whole = co_await half_a_header.hear("/whole");
        EXPECT_TRUE(whole.ends_with("/whole"));
        Peer half_a_body;
        co_await half_a_body.connect(server_->port());
        co_await half_a_body.say(half_a_request);
        const std::string leave = co_await half_a_body.hear("\r\n\r\n");
        EXPECT_EQ(leave, "HTTP/1.1 100 Continue\r\n\r\n");
        Peer silent;
        co_await silent.connect(server_->port());
        co_await until([this] { return server_->connections() == 3; });

        const std::vector<Peer*> in_turn{&silent, &half_a_header, &half_a_body};
        std::vector<Peer> late(3);
        int served = 0;
        for (Peer* gives_way : in_turn) {
            Peer& newcomer = late[static_cast<std::size_t>(served++)];
            co_await newcomer.connect(server_->port());
            co_await newcomer.say(get("/wait"));
            co_await until([this, served] { return handlers_waiting_ == served; });
            const std::string nothing = co_await gives_way->hear_out();
            EXPECT_EQ(nothing, "") << served;
        }
        open_gate();
        for (Peer& newcomer : late) {
            const std::string answer = co_await newcomer.hear("/wait");
            EXPECT_TRUE(answer.ends_with("/wait"));
        }
    };
    run_task(io_, story());
}

TEST_F(HttpServerTest, request_that_has_just_begun_keeps_its_place_when_all_are_in_use) {
    HttpLimits limits;
    limits.connections = 1;
    limits.grace_time = 10s;
    start(limits);
    const auto story = [this]() -> asio::awaitable<void> {
        Peer begun;
        co_await begun.connect(server_->port());
        co_await begun.say(half_a_request);
        co_await begun.hear("\r\n\r\n");
        Peer late;
        co_await late.connect(server_->port());
        const std::string nothing = co_await late.hear_out();
        EXPECT_EQ(nothing, "");
        co_await begun.say("body");
        const std::string heard = co_await begun.hear("/half");
        EXPECT_TRUE(heard.ends_with("/half"));
    };
    run_task(io_, story());
}

TEST_F(HttpServerTest, large_body_that_is_slow_gives_way_to_another_one_where_the_room_is_full) {
    HttpLimits limits;
    limits.all_body_bytes = 20'000;
    limits.grace_time = 0ms;
    start(limits);
    const auto story = [this]() -> asio::awaitable<void> {
        const auto head = [](std::size_t bytes) {
            return "POST /large HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(bytes) + "\r\n\r\n";
        };
        constexpr std::size_t large = BodyRoom::free_bytes + 20'000;
        Peer slow;
        co_await slow.connect(server_->port());
        co_await slow.say(head(large) + std::string(large - 1, 'x'));
        // While others come and are answered, all of that is read.
        for (int i = 0; i < 30; ++i) {
            Peer small;
            co_await small.connect(server_->port());
            co_await small.say(get("/small"));
            co_await small.hear("/small");
        }
        Peer quick;
        co_await quick.connect(server_->port());
        co_await quick.say(head(large) + std::string(large, 'x'));
        const std::string answer = co_await quick.hear("/large");
        EXPECT_TRUE(answer.starts_with("HTTP/1.1 200 ")) << answer;
        const std::string nothing = co_await slow.hear_out();
        EXPECT_EQ(nothing, "");
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

TEST_F(HttpServerTest, stop_closes_idle_connections_at_once_and_refuses_new_ones) {
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

TEST_F(HttpServerTest, stop_lets_a_running_request_finish_and_says_that_the_connection_closes) {
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

TEST_F(HttpServerTest, stop_lets_a_half_sent_request_be_completed) {
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

TEST_F(HttpServerTest, drain_limit_cuts_half_sent_requests_and_cancels_handlers) {
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
