#include "tests/bench/load_generator.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>

#include <exception>
#include <optional>
#include <utility>

namespace holdfast::bench {

namespace asio = boost::asio;
namespace beast = boost::beast;

namespace {

using std::chrono::steady_clock;
using SteadyTime = steady_clock::time_point;

constexpr std::chrono::milliseconds before_reconnecting{50};
constexpr std::size_t shown_of_an_answer = 300;

class Load {
public:
    Load(asio::io_context& io, const LoadPlan& plan, Requests& requests)
        : io_{io}, plan_{plan}, requests_{requests}, began_{steady_clock::now()}, end_{began_ + plan.time} {}

    /// One connection, and the next one where it breaks.
    asio::awaitable<void> converse() {
        while (!is_over()) {
            beast::tcp_stream stream{io_};
            const std::string problem = co_await connect(stream, plan_.target);
            if (problem.empty())
                co_await ask_over(stream);
            else
                note_error("not connected: " + problem);
            if (!is_over()) co_await wait_until(steady_clock::now() + before_reconnecting);
        }
    }

    [[nodiscard]] LoadResult finish() {
        result_.took = steady_clock::now() - began_;
        return std::move(result_);
    }

private:
    /// Until the connection is of no use any more, or the load is over.
    asio::awaitable<void> ask_over(beast::tcp_stream& stream) {
        beast::flat_buffer unread;
        bool goes_on = true;
        while (goes_on) {
            const auto due = take_turn();
            if (!due) co_return;
            if (*due > steady_clock::now()) co_await wait_until(*due);
            const std::string request = requests_.next();
            const SteadyTime left = is_paced() ? *due : steady_clock::now();
            const auto answer = co_await exchange(stream, unread, request);
            note(answer, steady_clock::now() - left);
            goes_on = answer && answer->keeps_connection;
        }
    }

    [[nodiscard]] bool is_paced() const { return plan_.requests_a_second > 0; }

    [[nodiscard]] bool is_over() const {
        const bool all_sent = plan_.most_requests > 0 && taken_ >= plan_.most_requests;
        return all_sent || steady_clock::now() >= end_;
    }

    /// When the next request is to leave, or nothing when there is none.
    [[nodiscard]] std::optional<SteadyTime> take_turn() {
        if (is_over()) return std::nullopt;
        const auto position = static_cast<double>(taken_);
        ++taken_;
        if (!is_paced()) return steady_clock::now();
        const std::chrono::duration<double> offset{position / plan_.requests_a_second};
        const SteadyTime due = began_ + std::chrono::duration_cast<steady_clock::duration>(offset);
        return due < end_ ? std::optional{due} : std::nullopt;
    }

    asio::awaitable<void> wait_until(SteadyTime when) {
        boost::system::error_code ignored;
        asio::steady_timer timer{io_, when};
        co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    }

    void note(const std::expected<Answer, std::string>& answer, std::chrono::nanoseconds latency) {
        if (!answer) return note_error("no answer: " + answer.error());
        if (answer->says(plan_.expected)) return result_.latencies.push_back(latency);
        note_error(fmt::format("answer {} without \"{}\": {}", answer->status, plan_.expected,
                               answer->body.substr(0, shown_of_an_answer)));
    }

    void note_error(std::string error) {
        if (result_.errors++ == 0) result_.first_error = std::move(error);
    }

    asio::io_context& io_;
    const LoadPlan& plan_;
    Requests& requests_;
    SteadyTime began_;
    SteadyTime end_;
    std::uint64_t taken_ = 0;
    LoadResult result_;
};

void stop_on_failure(const std::exception_ptr& failure) {
    if (failure) std::rethrow_exception(failure);
}

} // namespace

LoadResult run_load(const LoadPlan& plan, Requests& requests) {
    asio::io_context io{1};
    Load load{io, plan, requests};
    for (int i = 0; i < plan.connections; ++i) asio::co_spawn(io, load.converse(), stop_on_failure);
    io.run();
    return load.finish();
}

} // namespace holdfast::bench
