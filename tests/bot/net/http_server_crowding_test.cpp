#include "bot/net/body_room.hpp"
#include "tests/bot/net/http_server_fixture.hpp"
#include "tests/bot/net/run_task.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace holdfast {
namespace {

using namespace std::chrono_literals;

class HttpServerCrowdingTest : public HttpServerTest {};

TEST_F(HttpServerCrowdingTest, connection_beyond_the_limit_is_closed_while_all_others_are_busy) {
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

TEST_F(HttpServerCrowdingTest, connection_without_a_request_gives_way_when_all_are_in_use) {
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

TEST_F(HttpServerCrowdingTest, connection_without_a_request_longest_gives_way_first_however_old_it_is) {
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

TEST_F(HttpServerCrowdingTest, request_that_does_not_end_gives_way_when_all_are_in_use_after_those_without_one) {
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

TEST_F(HttpServerCrowdingTest, request_that_has_just_begun_keeps_its_place_when_all_are_in_use) {
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

TEST_F(HttpServerCrowdingTest, large_body_that_is_slow_gives_way_to_another_one_where_the_room_is_full) {
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

} // namespace
} // namespace holdfast
