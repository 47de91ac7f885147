#include "bot/net/http_client.hpp"
#include "tests/bot/net/run_task.hpp"
#include "tests/bot/net/self_signed_certificate.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <gtest/gtest.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <string>
#include <unistd.h>

namespace holdfast {
namespace {

using namespace std::chrono_literals;
using asio::ip::tcp;
using Kind = TransportError::Kind;

constexpr std::string_view pong = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\npong";

/// Serves `pong` over TLS to whoever connects, with a certificate of its own.
class HttpsClientTest : public testing::Test {
protected:
    explicit HttpsClientTest(const std::string& names = "DNS:localhost,IP:127.0.0.1")
        : acceptor_(io_, {asio::ip::make_address("127.0.0.1"), 0}), identity_(asio::ssl::context::tls_server) {
        const SelfSignedCertificate made = make_self_signed_certificate(names);
        identity_.use_certificate(asio::buffer(made.certificate), asio::ssl::context::pem);
        identity_.use_private_key(asio::buffer(made.key), asio::ssl::context::pem);
        ca_file_ = std::filesystem::path(testing::TempDir()) / ("ca-" + std::to_string(getpid()) + ".pem");
        std::ofstream(ca_file_) << made.certificate;
        asio::co_spawn(io_, serve(), asio::detached);
    }
    ~HttpsClientTest() override { std::filesystem::remove(ca_file_); }

    asio::awaitable<void> serve() {
        for (;;) {
            auto [failed, socket] = co_await acceptor_.async_accept(asio::as_tuple(asio::use_awaitable));
            if (failed) co_return;
            ++accepted_;
            asio::co_spawn(io_, talk(std::move(socket)), asio::detached);
        }
    }

    asio::awaitable<void> talk(tcp::socket socket) {
        if (silent_) {
            silent_peers_.push_back(std::move(socket));
            co_return;
        }
        asio::ssl::stream<tcp::socket> stream(std::move(socket), identity_);
        const auto [unsafe] =
            co_await stream.async_handshake(asio::ssl::stream_base::server, asio::as_tuple(asio::use_awaitable));
        std::string request;
        std::array<char, 1024> piece{};
        while (!unsafe) {
            const auto [failed, size] =
                co_await stream.async_read_some(asio::buffer(piece), asio::as_tuple(asio::use_awaitable));
            if (failed) co_return;
            request.append(piece.data(), size);
            if (!request.ends_with("\r\n\r\n")) continue;
            request.clear();
            const auto [unsent, sent] =
                co_await asio::async_write(stream, asio::buffer(pong), asio::as_tuple(asio::use_awaitable));
            if (unsent) co_return;
        }
    }

    HttpResult call(const std::string& host, bool trusted, int times = 1) {
        const Origin origin{true, host, acceptor_.local_endpoint().port()};
        HttpClient client(io_.get_executor(), origin, make_network_dialer(origin, trusted ? ca_file_.string() : ""));
        HttpResult result;
        for (int i = 0; i < times; ++i) result = run_task(io_, client.send({}, {.idempotent = false, .time = time_}));
        return result;
    }

    asio::io_context io_;
    tcp::acceptor acceptor_;
    asio::ssl::context identity_;
    std::filesystem::path ca_file_;
    std::vector<tcp::socket> silent_peers_;
    std::optional<std::chrono::milliseconds> time_;
    int accepted_ = 0;
    bool silent_ = false;
};

TEST_F(HttpsClientTest, trusted_server_answers_over_one_kept_connection) {
    const HttpResult result = call("localhost", true, 5);
    ASSERT_TRUE(result) << result.error().message;
    EXPECT_EQ(result->body, "pong");
    EXPECT_EQ(accepted_, 1);
}

TEST_F(HttpsClientTest, server_may_be_named_by_its_address) {
    const HttpResult result = call("127.0.0.1", true);
    ASSERT_TRUE(result) << result.error().message;
}

TEST_F(HttpsClientTest, certificate_of_an_unknown_authority_is_refused_before_anything_is_sent) {
    const HttpResult result = call("localhost", false);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().kind, Kind::tls);
    EXPECT_FALSE(result.error().maybe_processed);
    EXPECT_NE(result.error().message.find("self-signed certificate"), std::string::npos) << result.error().message;
}

TEST_F(HttpsClientTest, handshake_that_never_ends_is_a_timeout) {
    silent_ = true;
    time_ = 80ms;
    const HttpResult result = call("localhost", true);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().kind, Kind::timeout);
    EXPECT_FALSE(result.error().maybe_processed);
}

TEST_F(HttpsClientTest, server_that_speaks_no_modern_tls_is_refused) {
    SSL_CTX_set_max_proto_version(identity_.native_handle(), TLS1_1_VERSION);
    const HttpResult result = call("localhost", true);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().kind, Kind::tls) << result.error().message;
}

TEST_F(HttpsClientTest, unreadable_ca_file_is_a_start_up_failure) {
    EXPECT_THROW((void)make_network_dialer({true, "localhost", 443}, "/does/not/exist.pem"),
                 boost::system::system_error);
}

class HttpsClientOfAnotherHost : public HttpsClientTest {
protected:
    HttpsClientOfAnotherHost() : HttpsClientTest("DNS:elsewhere.test") {}
};

TEST_F(HttpsClientOfAnotherHost, certificate_made_out_to_another_host_is_refused) {
    for (const char* host : {"localhost", "127.0.0.1"}) {
        const HttpResult result = call(host, true);
        ASSERT_FALSE(result);
        EXPECT_EQ(result.error().kind, Kind::tls);
        EXPECT_FALSE(result.error().maybe_processed);
        EXPECT_NE(result.error().message.find("mismatch"), std::string::npos) << result.error().message;
    }
}

} // namespace
} // namespace holdfast
