// Sends slash commands, or rows of a feed, to a bot on this machine and prints what came of it as one line of JSON.

#include "tests/bench/first_answer.hpp"
#include "tests/bench/load_generator.hpp"
#include "tests/bench/order_rows.hpp"

#include <CLI/CLI.hpp>
#include <boost/asio/ip/address.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>
#include <vector>

namespace holdfast::bench {

namespace {

struct Options {
    std::string host = "127.0.0.1";
    std::uint16_t port = 0;
    std::string secret;
    std::string text = "health acme{n}";
    std::string api_token; ///< set: rows are sent instead of commands
    std::uint64_t cycle = 10'000;
    int seconds = 5;
    double started = 0; ///< seconds since 1970; 0: send a load
    LoadPlan plan;
};

/// Load is for one's own machine only.
std::string refuse_other_machines(const std::string& host) {
    boost::system::error_code unreadable;
    const auto address = boost::asio::ip::make_address(host, unreadable);
    return !unreadable && address.is_loopback() ? "" : host + " is no loopback address such as 127.0.0.1";
}

void declare(CLI::App& app, Options& options) {
    auto& plan = options.plan;
    app.add_option("--host", options.host, "Loopback address of the bot")
        ->check(CLI::Validator{refuse_other_machines, "LOOPBACK"})
        ->capture_default_str();
    app.add_option("--port", options.port, "Port of the bot")->required()->check(CLI::Range(1, 65'535));
    app.add_option("--secret", options.secret, "Signing secret of the bot")->required();
    app.add_option("--text", options.text, "Text of the command: {n} cycles, {i} comes only once")
        ->capture_default_str();
    app.add_option("--orders", options.api_token, "Send orders to /v1 with this token instead of commands");
    app.add_option("--cycle", options.cycle, "{n} goes from 0 to one less than this")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    app.add_option("--expect", plan.expected, "What an answer must contain to be none of the errors");
    app.add_option("--connections", plan.connections, "Kept alive, one request at a time over each")
        ->check(CLI::Range(1, 1'000))
        ->capture_default_str();
    app.add_option("--seconds", options.seconds, "How long")->check(CLI::Range(1, 3'600))->capture_default_str();
    app.add_option("--requests", plan.most_requests, "Stop after so many, if that comes first");
    app.add_option("--rate", plan.requests_a_second,
                   "So many requests a second, timed from when each should leave; else the next follows an answer")
        ->check(CLI::Range(0.0, 1e6));
    app.add_option("--first-answer", options.started,
                   "Measure a start instead: the time at which it began, in seconds since 1970")
        ->check(CLI::PositiveNumber);
}

/// The smallest latency that so large a share of all does not exceed, in milliseconds.
double percentile(const std::vector<std::chrono::nanoseconds>& sorted, double share) {
    if (sorted.empty()) return 0;
    const auto rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(sorted.size())));
    const auto position = std::clamp<std::size_t>(rank, 1, sorted.size()) - 1;
    return std::chrono::duration<double, std::milli>{sorted[position]}.count();
}

int measure_start(const Options& options, SlashCommands& commands) {
    const std::chrono::duration<double> since_epoch{options.started};
    const std::chrono::system_clock::time_point started{
        std::chrono::duration_cast<std::chrono::system_clock::duration>(since_epoch)};
    const auto first = wait_for_first_answer(options.plan.target, commands, options.plan.expected, started);
    if (!first) {
        fmt::print(stderr, "bench_load: {}\n", first.error());
        return EXIT_FAILURE;
    }
    fmt::print("{{\"healthz_ms\":{:.1f},\"command_ms\":{:.1f}}}\n", first->alive, first->answered);
    return EXIT_SUCCESS;
}

int measure_load(const Options& options, Requests& requests) {
    auto result = run_load(options.plan, requests);
    auto& latencies = result.latencies;
    std::ranges::sort(latencies);
    fmt::print("{{\"requests\":{},\"errors\":{},\"seconds\":{:.3f},\"rps\":{:.1f},\"p50_ms\":{:.3f},\"p90_ms\":{:.3f},"
               "\"p99_ms\":{:.3f},\"max_ms\":{:.3f}}}\n",
               latencies.size(), result.errors, result.took.count(),
               static_cast<double>(latencies.size()) / result.took.count(), percentile(latencies, 0.5),
               percentile(latencies, 0.9), percentile(latencies, 0.99), percentile(latencies, 1));
    if (result.errors > 0) fmt::print(stderr, "bench_load: the first error: {}\n", result.first_error);
    return EXIT_SUCCESS;
}

int run(int argc, char** argv) {
    Options options;
    CLI::App app{"Sends signed slash commands to a bot on this machine and prints JSON.", "bench_load"};
    declare(app, options);
    CLI11_PARSE(app, argc, argv);
    options.plan.target = {boost::asio::ip::make_address(options.host), options.port};
    options.plan.time = std::chrono::seconds{options.seconds};
    if (!options.api_token.empty()) {
        OrderRows rows{options.cycle, options.api_token};
        return measure_load(options, rows);
    }
    SlashCommands commands{options.text, options.cycle, options.secret};
    return options.started > 0 ? measure_start(options, commands) : measure_load(options, commands);
}

} // namespace

} // namespace holdfast::bench

int main(int argc, char** argv) {
    try {
        return holdfast::bench::run(argc, argv);
    } catch (const std::exception& failure) {
        fmt::print(stderr, "bench_load: {}\n", failure.what());
        return EXIT_FAILURE;
    }
}
