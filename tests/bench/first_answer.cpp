#include "tests/bench/first_answer.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <fmt/format.h>

#include <string_view>
#include <thread>

namespace holdfast::bench {

namespace asio = boost::asio;

namespace {

using std::chrono::system_clock;

constexpr std::chrono::seconds longest_start{30};
constexpr std::chrono::milliseconds between_tries{1};

std::expected<Answer, std::string> ask(const Target& target, std::string_view request) {
    asio::io_context io{1};
    auto answer = asio::co_spawn(io, exchange_once(target, request), asio::use_future);
    io.run();
    return answer.get();
}

/// Milliseconds from `started` until an answer says `expected`.
template <class Request>
std::expected<double, std::string> time_until(const Target& target, const Request& request, std::string_view expected,
                                              system_clock::time_point started) {
    while (true) {
        const auto answer = ask(target, request());
        const auto now = system_clock::now();
        if (answer && answer->says(expected)) return std::chrono::duration<double, std::milli>{now - started}.count();
        if (now - started > longest_start)
            return std::unexpected{answer ? fmt::format("{} {}", answer->status, answer->body) : answer.error()};
        std::this_thread::sleep_for(between_tries);
    }
}

} // namespace

std::expected<FirstAnswer, std::string> wait_for_first_answer(const Target& target, SlashCommands& commands,
                                                              const std::string& expected,
                                                              system_clock::time_point started) {
    const auto are_you_alive = [] { return std::string_view{"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"}; };
    const auto alive = time_until(target, are_you_alive, "", started);
    if (!alive) return std::unexpected{"not alive: " + alive.error()};
    std::string command;
    const auto next_command = [&] { return std::string_view{command = commands.next()}; };
    const auto answered = time_until(target, next_command, expected, started);
    if (!answered) return std::unexpected{"no command answered: " + answered.error()};
    return FirstAnswer{*alive, *answered};
}

} // namespace holdfast::bench
