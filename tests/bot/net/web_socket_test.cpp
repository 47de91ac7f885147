#include "bot/net/web_socket.hpp"
#include "tests/bot/net/run_task.hpp"
#include "tests/bot/net/self_signed_certificate.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/error.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket/ssl.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <unistd.h>

namespace holdfast {
namespace {

using namespace std::chrono_literals;
using asio::ip::tcp;
using Kind = TransportError::Kind;
namespace websocket = boost::beast::websocket;

constexpr auto quietly = asio::as_tuple(asio::use_awaitable);

using Peer = websocket::stream<asio::ssl::stream<tcp::socket>>;
using PlainPeer = websocket::stream<tcp::socket>;

/// Serves one WebSocket after another, over TLS with a certificate of its own unless it is told to be plain.
class WebSocketTest : public testing::Test {
protected:
    explicit WebSocketTest(const std::string& names = "DNS:localhost,IP:127.0.0.1")
        : acceptor_(io_, {asio::ip::make_address("127.0.0.1"), 0}), identity_(asio::ssl::context::tls_server) {
        const SelfSignedCertificate made = make_self_signed_certificate(names);
        identity_.use_certificate(asio::buffer(made.certificate), asio::ssl::context::pem);
        identity_.use_private_key(asio::buffer(made.key), asio::ssl::context::pem);
        ca_file_ = std::filesystem::path(testing::TempDir()) / ("socket-ca-" + std::to_string(getpid()) + ".pem");
        std::ofstream(ca_file_) << made.certificate;
        settings_.extra_ca_file = ca_file_.string();
        asio::co_spawn(io_, serve(), asio::detached);
    }
    ~WebSocketTest() override { std::filesystem::remove(ca_file_); }

    asio::awaitable<void> serve() {
        for (;;) {
            auto [failed, socket] = co_await acceptor_.async_accept(quietly);
            if (failed) co_return;
            if (plain_) {
                asio::co_spawn(io_, meet_plain(std::move(socket)), asio::detached);
            } else {
                asio::co_spawn(io_, meet(std::move(socket)), asio::detached);
            }
        }
    }

    asio::awaitable<void> meet(tcp::socket socket) {
        Peer peer(std::move(socket), identity_);
        const auto [unsafe] = co_await peer.next_layer().async_handshake(asio::ssl::stream_base::server, quietly);
        if (unsafe) co_return;
        co_await talk(peer);
    }

    asio::awaitable<void> meet_plain(tcp::socket socket) {
        if (raw_reply_) {
            co_await asio::async_write(socket, asio::buffer(*raw_reply_), quietly);
            kept_.push_back(std::move(socket));
            co_return;
        }
        PlainPeer peer(std::move(socket));
        co_await talk(peer);
    }

    /// Sends what the test wants sent, and then every message back to where it came from.
    template <class Stream>
    asio::awaitable<void> talk(Stream& peer) {
        peer.control_callback([this](websocket::frame_type kind, boost::beast::string_view) {
            if (kind == websocket::frame_type::pong) ++pongs_;
        });
        peer.auto_fragment(true);
        peer.write_buffer_bytes(1024);
        const auto [refused] = co_await peer.async_accept(quietly);
        if (refused) co_return;
        if (pings_) co_await peer.async_ping({}, quietly);
        for (const std::string& first : sends_first_) {
            const auto [unsent, size] = co_await peer.async_write(asio::buffer(first), quietly);
            if (unsent) co_return;
        }
        while (listens_) {
            boost::beast::flat_buffer buffer;
            const auto [failed, size] = co_await peer.async_read(buffer, quietly);
            if (failed) {
                last_heard_ = failed;
                peer_ended_.cancel();
                co_return;
            }
            peer.text(peer.got_text());
            const auto [unsent, sent] = co_await peer.async_write(buffer.data(), quietly);
            if (unsent) co_return;
        }
        asio::steady_timer for_ever(io_, SteadyTime::max());
        co_await for_ever.async_wait(quietly);
    }

    std::expected<std::unique_ptr<WebSocket>, TransportError> dial(const std::string& host = "localhost") {
        dialer_ = std::make_unique<WebSocketDialer>(settings_);
        HttpUrl url;
        url.origin = {!plain_, host, acceptor_.local_endpoint().port()};
        url.path = "/link/";
        url.query = "ticket=secret";
        return run_task(io_, dialer_->dial(url, std::chrono::steady_clock::now() + time_));
    }

    asio::awaitable<void> until_peer_ended() {
        while (!last_heard_) co_await peer_ended_.async_wait(quietly);
    }

    std::unique_ptr<WebSocket> opened() {
        auto socket = dial();
        if (!socket) throw std::runtime_error(socket.error().message);
        return *std::move(socket);
    }

    asio::io_context io_;
    tcp::acceptor acceptor_;
    asio::ssl::context identity_;
    std::filesystem::path ca_file_;
    WebSocketSettings settings_;
    std::unique_ptr<WebSocketDialer> dialer_;
    std::vector<std::string> sends_first_;
    std::optional<std::string> raw_reply_;
    std::vector<tcp::socket> kept_;
    std::chrono::milliseconds time_{5'000};
    asio::steady_timer peer_ended_{io_, SteadyTime::max()};
    error_code last_heard_;
    int pongs_ = 0;
    bool plain_ = false;
    bool pings_ = false;
    bool listens_ = true;
};

TEST_F(WebSocketTest, carries_texts_both_ways_over_tls) {
    const auto socket = opened();
    EXPECT_FALSE(run_task(io_, socket->write_text("hello")));
    const auto heard = run_task(io_, socket->read());
    ASSERT_TRUE(heard) << heard.error().message();
    EXPECT_EQ(heard->bytes, "hello");
    EXPECT_TRUE(heard->is_text);
}

TEST_F(WebSocketTest, joins_fragments_and_throws_away_what_is_too_large) {
    settings_.message_bytes = 100'000;
    const std::string just_right(100'000, 'x');
    sends_first_ = {just_right, just_right + 'x', "after"};
    const auto socket = opened();
    EXPECT_EQ(run_task(io_, socket->read())->bytes, just_right);
    const auto too_large = run_task(io_, socket->read());
    ASSERT_TRUE(too_large) << too_large.error().message();
    EXPECT_TRUE(too_large->too_large);
    EXPECT_EQ(too_large->bytes, "");
    const auto after = run_task(io_, socket->read());
    ASSERT_TRUE(after) << after.error().message();
    EXPECT_EQ(after->bytes, "after");
    EXPECT_FALSE(after->too_large);
}

TEST_F(WebSocketTest, answers_pings) {
    pings_ = true;
    sends_first_ = {"after the ping"};
    const auto socket = opened();
    EXPECT_TRUE(run_task(io_, socket->read()));
    EXPECT_FALSE(run_task(io_, socket->write_text("back")));
    EXPECT_TRUE(run_task(io_, socket->read()));
    EXPECT_EQ(pongs_, 1);
}

TEST_F(WebSocketTest, a_peer_that_listens_is_alive_although_it_says_nothing) {
    settings_.silence = 100ms;
    const auto socket = opened();
    asio::steady_timer later(io_, 350ms);
    const auto speak = [&](error_code) { asio::co_spawn(io_, socket->write_text("still there?"), asio::detached); };
    later.async_wait(speak);
    const auto heard = run_task(io_, socket->read());
    ASSERT_TRUE(heard) << heard.error().message();
    EXPECT_EQ(heard->bytes, "still there?");
}

TEST_F(WebSocketTest, a_peer_that_answers_no_ping_is_dead) {
    settings_.silence = 100ms;
    listens_ = false;
    const auto socket = opened();
    const auto heard = run_task(io_, socket->read());
    ASSERT_FALSE(heard);
    EXPECT_EQ(heard.error(), boost::beast::error::timeout);
}

TEST_F(WebSocketTest, closes_with_a_goodbye) {
    const auto socket = opened();
    run_task(io_, socket->close());
    run_task(io_, until_peer_ended());
    EXPECT_EQ(last_heard_, websocket::error::closed);
    EXPECT_FALSE(run_task(io_, socket->read()));
}

TEST_F(WebSocketTest, closing_does_not_wait_for_a_dead_peer) {
    settings_.closing_time = 50ms;
    listens_ = false;
    const auto socket = opened();
    const auto began = std::chrono::steady_clock::now();
    run_task(io_, socket->close());
    EXPECT_LT(std::chrono::steady_clock::now() - began, 5s);
}

TEST_F(WebSocketTest, cutting_ends_a_pending_read) {
    const auto socket = opened();
    asio::steady_timer soon(io_, 10ms);
    soon.async_wait([&](error_code) { socket->cut(); });
    EXPECT_FALSE(run_task(io_, socket->read()));
}

TEST_F(WebSocketTest, a_certificate_of_an_unknown_authority_is_refused) {
    settings_.extra_ca_file.clear();
    const auto refused = dial();
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, Kind::tls);
    EXPECT_EQ(refused.error().message.find("secret"), std::string::npos) << refused.error().message;
}

class WebSocketOfAnotherHost : public WebSocketTest {
protected:
    WebSocketOfAnotherHost() : WebSocketTest("DNS:elsewhere.test") {}
};

TEST_F(WebSocketOfAnotherHost, a_certificate_made_out_to_another_host_is_refused) {
    for (const char* host : {"localhost", "127.0.0.1"}) {
        const auto refused = dial(host);
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().kind, Kind::tls);
        EXPECT_NE(refused.error().message.find("mismatch"), std::string::npos) << refused.error().message;
    }
}

class PlainWebSocketTest : public WebSocketTest {
protected:
    PlainWebSocketTest() { plain_ = true; }
};

TEST_F(PlainWebSocketTest, works_without_tls) {
    sends_first_ = {"hello"};
    const auto socket = opened();
    EXPECT_EQ(run_task(io_, socket->read())->bytes, "hello");
}

TEST_F(PlainWebSocketTest, says_what_the_server_answered_instead_and_no_secret) {
    raw_reply_ = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";
    const auto refused = dial();
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, Kind::protocol);
    EXPECT_NE(refused.error().message.find("404"), std::string::npos) << refused.error().message;
    EXPECT_EQ(refused.error().message.find("secret"), std::string::npos) << refused.error().message;
}

TEST_F(PlainWebSocketTest, a_handshake_that_never_ends_is_a_timeout) {
    raw_reply_ = "";
    time_ = 80ms;
    const auto refused = dial();
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, Kind::timeout) << refused.error().message;
}

TEST(WebSocketUrl, is_taken_apart) {
    const auto secured = parse_web_socket_url("wss://wss-primary.slack.com/link/?ticket=1&app_id=2");
    ASSERT_TRUE(secured);
    EXPECT_EQ(secured->origin, (Origin{true, "wss-primary.slack.com", 443}));
    EXPECT_EQ(secured->path, "/link/");
    EXPECT_EQ(secured->query, "ticket=1&app_id=2");
    const auto plain = parse_web_socket_url("ws://127.0.0.1:8080/x");
    ASSERT_TRUE(plain);
    EXPECT_EQ(plain->origin, (Origin{false, "127.0.0.1", 8080}));
    for (const char* other : {"", "ws", "ws://", "wss:///x", "https://slack.com/", "wsx://slack.com/", "wss://u:p@h/"})
        EXPECT_FALSE(parse_web_socket_url(other)) << other;
}

} // namespace
} // namespace holdfast
