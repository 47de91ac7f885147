#pragma once

#include "bot/handle/desk.hpp"
#include "bot/net/http_server.hpp"
#include "bot/net/tcp_stream.hpp"
#include "bot/receive/routes.hpp"
#include "storage/accounts.hpp"
#include "tests/bot/net/run_task.hpp"
#include "tests/bot/receive/recorded_requests.hpp"
#include "tests/storage/temporary_database.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace holdfast {

/// What came back over the socket.
struct HeardResponse {
    unsigned status = 0;
    std::string head;
    std::string body;

    [[nodiscard]] nlohmann::json json() const { return nlohmann::json::parse(body, nullptr, false); }
};

/// The time of the recorded requests, so that accounts and signatures live in the same world.
class StandingClock final : public Clock {
public:
    [[nodiscard]] Instant now() const override { return at; }
    [[nodiscard]] std::chrono::steady_clock::duration until(Instant) const override { return {}; }

    Instant at = holdfast::testing::recorded_at;
};

/// The endpoints behind a real server, with a real database that has the account `acme`.
class ServedTest : public ::testing::Test {
protected:
    explicit ServedTest(std::string api_token = "open sesame", std::optional<std::filesystem::path> tokens_file = {},
                        const HttpLimits& limits = {})
        : tokens_{Secret{std::move(api_token)}, std::move(tokens_file)}, limits_{limits} {
        database_.write_now([](Transaction& tx) { upsert_account(tx, plain_account("acme", "Acme GmbH")); });
        server_.start();
    }

    ~ServedTest() override { run_task(io_, end()); }

    HeardResponse send(std::string bytes) { return run_task(io_, exchange(std::move(bytes))); }

    HeardResponse request(std::string_view method, std::string_view path, std::vector<std::string> fields = {},
                          std::string_view body = {}) {
        std::string bytes = fmt::format("{} {} HTTP/1.1\r\nHost: bot.example.com\r\n", method, path);
        for (const auto& field : fields) bytes += field + "\r\n";
        bytes += fmt::format("Content-Length: {}\r\n\r\n{}", body.size(), body);
        return send(std::move(bytes));
    }

    template <class Row, class... Values>
    std::vector<Row> query(std::string_view sql, const Values&... values) {
        auto reader = database_.reader();
        return reader.query<Row>(sql, values...);
    }

    /// What was handed on to be answered, and what is answered.
    std::vector<SlackRequest> handed_on_;
    std::string slack_answer_;
    std::exception_ptr slack_failure_; ///< set: thrown instead
    int wake_ups_ = 0;
    TemporaryFolder folder_;
    asio::io_context io_;
    StandingClock clock_;
    Rules rules_ = make_rules(Settings{}, load_catalog("").value());
    Database database_{folder_ / "holdfast.db"};
    Metrics metrics_;
    Readiness readiness_;
    Desk desk_{rules_, clock_, database_, [this] { ++wake_ups_; }};
    const std::vector<Secret> signing_secrets_{Secret{std::string{holdfast::testing::recorded_secret}}};
    SlackEndpoint slack_{signing_secrets_, [this] { return clock_.now(); },
                         [this](SlackRequest handed_on) { return answer(std::move(handed_on)); }};
    ApiTokens tokens_;
    V1Endpoint v1_{desk_, metrics_, tokens_};
    HealthEndpoints health_{readiness_, desk_.reader(), clock_, metrics_};
    HttpLimits limits_;
    HttpServer server_{io_, {"127.0.0.1", 0}, limits_, routed({slack_, v1_, health_, metrics_})};

private:
    asio::awaitable<SlackAnswer> answer(SlackRequest handed_on) {
        if (slack_failure_) std::rethrow_exception(slack_failure_);
        handed_on_.push_back(std::move(handed_on));
        co_return SlackAnswer{slack_answer_};
    }

    asio::awaitable<HeardResponse> exchange(std::string bytes) {
        using namespace std::chrono_literals;
        auto socket =
            co_await connect_tcp("127.0.0.1", std::to_string(server_.port()), std::chrono::steady_clock::now() + 5s);
        if (!socket) throw std::runtime_error(socket.error().message);
        auto stream = make_tcp_stream(std::move(*socket));
        stream->expires_after(10s);
        co_await stream->write_all(asio::buffer(bytes));
        std::string heard;
        while (!is_complete(heard)) {
            char piece[16384];
            const auto size = co_await stream->read_some(asio::buffer(piece));
            if (!size) break;
            heard.append(piece, *size);
        }
        co_return taken_apart(heard);
    }

    static bool is_complete(const std::string& heard) {
        const auto head_end = heard.find("\r\n\r\n");
        if (head_end == std::string::npos) return false;
        const auto length = holdfast::testing::header_value(heard.substr(0, head_end + 2), "Content-Length");
        return heard.size() - head_end - 4 >= std::stoul(length.empty() ? "0" : length);
    }

    static HeardResponse taken_apart(const std::string& heard) {
        const auto head_end = heard.find("\r\n\r\n");
        if (head_end == std::string::npos) return {};
        return {static_cast<unsigned>(std::stoul(heard.substr(9, 3))), heard.substr(0, head_end + 2),
                heard.substr(head_end + 4)};
    }

    asio::awaitable<void> end() {
        server_.stop(std::chrono::milliseconds{100});
        co_await server_.join();
    }
};

} // namespace holdfast
