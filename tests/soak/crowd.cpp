// Holds thousands of connections to a bot on this machine that are of no use to anybody: idle ones, headers and bodies
// that come a byte at a time. Prints `holding N` when all are there, and JSON at the end.

#include <CLI/CLI.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <sys/resource.h>

namespace holdfast::soak {

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using std::chrono::steady_clock;
using Failure = boost::system::error_code;

/// What a connection begins with, and what it goes on with every two seconds.
struct Manner {
    std::string_view begin;
    std::string_view piece;
};

constexpr std::array<Manner, 3> manners{{
    {"", ""},
    {"POST /slack/events HTTP/1.1\r\nHost: a\r\n", "X: y\r\n"},
    {"POST /slack/events HTTP/1.1\r\nHost: a\r\nContent-Length: 900000\r\n\r\n", "x"},
}};

constexpr std::chrono::seconds between_pieces{2};
constexpr std::chrono::milliseconds before_reconnecting{200};
/// Many addresses of this machine, because one has too few ports for so many connections that come and go.
constexpr std::uint32_t addresses = 64;

class Crowd {
public:
    Crowd(asio::io_context& io, std::uint16_t port, std::size_t wanted, std::chrono::seconds time)
        : io_{io}, bot_{asio::ip::address_v4::loopback(), port}, wanted_{wanted}, time_{time} {}

    void gather() {
        for (std::size_t i = 0; i < wanted_; ++i) asio::co_spawn(io_, stay(i), asio::detached);
        asio::co_spawn(io_, watch(), asio::detached);
    }

    void report() const {
        fmt::print("{{\"wanted\":{},\"fewest\":{},\"opened\":{},\"refused\":{}}}\n", wanted_, fewest_, opened_,
                   refused_);
    }

private:
    asio::awaitable<void> stay(std::size_t which) {
        // Spread, or all would come at once and all end at once.
        co_await pause(std::chrono::milliseconds{which / 4});
        for (;;) {
            co_await sit(which);
            co_await pause(before_reconnecting);
        }
    }

    asio::awaitable<void> sit(std::size_t which) {
        Failure failed;
        tcp::socket socket{io_, tcp::v4()};
        const auto source = asio::ip::address_v4{0x7F000002U + static_cast<std::uint32_t>(which) % addresses};
        socket.bind({source, 0}, failed);
        if (!failed) co_await socket.async_connect(bot_, asio::redirect_error(asio::use_awaitable, failed));
        if (failed) {
            ++refused_;
            co_return;
        }
        ++opened_;
        ++here_;
        co_await dawdle(socket, manners[which % manners.size()]);
        --here_;
    }

    /// Until the bot has had enough.
    asio::awaitable<void> dawdle(tcp::socket& socket, Manner manner) {
        Failure failed;
        std::array<char, 512> heard{};
        if (manner.piece.empty()) {
            co_await socket.async_read_some(asio::buffer(heard), asio::redirect_error(asio::use_awaitable, failed));
            co_return;
        }
        co_await asio::async_write(socket, asio::buffer(manner.begin),
                                   asio::redirect_error(asio::use_awaitable, failed));
        while (!failed) {
            co_await pause(between_pieces);
            co_await asio::async_write(socket, asio::buffer(manner.piece),
                                       asio::redirect_error(asio::use_awaitable, failed));
        }
    }

    asio::awaitable<void> watch() {
        // Some are always on their way back, since the bot ends what is too slow.
        const auto nearly_all = wanted_ - wanted_ / 20;
        while (here_ < nearly_all) co_await pause(std::chrono::milliseconds{100});
        fmt::print("holding {}\n", here_);
        std::fflush(stdout);
        fewest_ = here_;
        const auto end = steady_clock::now() + time_;
        while (steady_clock::now() < end) {
            co_await pause(std::chrono::milliseconds{100});
            fewest_ = std::min(fewest_, here_);
        }
        io_.stop();
    }

    asio::awaitable<void> pause(std::chrono::milliseconds time) {
        asio::steady_timer timer{io_, time};
        co_await timer.async_wait(asio::use_awaitable);
    }

    asio::io_context& io_;
    tcp::endpoint bot_;
    std::size_t wanted_;
    std::chrono::seconds time_;
    std::size_t here_ = 0;
    std::size_t fewest_ = 0;
    std::uint64_t opened_ = 0;
    std::uint64_t refused_ = 0;
};

bool allow_many_connections(std::size_t wanted) {
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return false;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    return limit.rlim_cur > wanted + 50;
}

} // namespace

} // namespace holdfast::soak

int main(int argc, char** argv) {
    std::uint16_t port = 0;
    std::size_t connections = 10'000;
    int seconds = 30;
    CLI::App app{"Holds connections of no use to a bot on this machine.", "soak_crowd"};
    app.add_option("--port", port, "Port of the bot")->required();
    app.add_option("--connections", connections, "How many")->capture_default_str();
    app.add_option("--seconds", seconds, "How long, once all are there")->capture_default_str();
    CLI11_PARSE(app, argc, argv);
    if (!holdfast::soak::allow_many_connections(connections)) {
        fmt::print(stderr, "soak_crowd: this process may not open {} files: raise ulimit -Hn\n", connections);
        return EXIT_FAILURE;
    }
    boost::asio::io_context io{1};
    holdfast::soak::Crowd crowd{io, port, connections, std::chrono::seconds{seconds}};
    crowd.gather();
    io.run();
    crowd.report();
    return EXIT_SUCCESS;
}
