#pragma once

#include "bot/receive/socket/socket_endpoint.hpp"
#include "bot/receive/socket/socket_mode.hpp"
#include "tests/slack/slack_double.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/packaged_task.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>
#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <future>
#include <optional>
#include <string>
#include <thread>
#include <type_traits>
#include <vector>

namespace holdfast {

using slack_double::SlackDouble;

/// Socket Mode against the double, on a network thread as the program has one. What is behind the door is the test's.
class ReceivingTest : public ::testing::Test {
protected:
    ReceivingTest() {
        sockets_.silence = std::chrono::milliseconds{5'000};
        sockets_.closing_time = std::chrono::milliseconds{500};
        kim_ = slack_.add_user("kim");
        town_ = slack_.add_channel({.name = "town", .members = {kim_}});
    }

    ~ReceivingTest() override {
        if (!thread_.joinable()) return;
        stop();
        io_.stop();
        thread_.join();
    }

    void start(int connections = 2) {
        SlackClientSettings as_app;
        as_app.api = parse_http_url(slack_.api_url()).value();
        as_app.token = app_token_;
        client_.emplace(io_.get_executor(), as_app, clock_);
        const auto taking = [this](SocketFrame envelope) { return endpoint_.acknowledge(std::move(envelope)); };
        mode_.emplace(
            io_.get_executor(), *client_, connections, sockets_, taking, metrics_, [this] { on_change_(); }, times_);
        thread_ = std::thread{[this] {
            mode_->start();
            io_.run();
        }};
    }

    /// As the program stops: waits for what is in flight.
    void stop() { asio::co_spawn(io_, stop_and_join(), asio::use_future).get(); }

    /// Runs `work` on the network thread and returns what it returns.
    template <class Work>
    auto on_thread(Work work) {
        return asio::post(io_, std::packaged_task<std::invoke_result_t<Work>()>{std::move(work)}).get();
    }

    std::string problem() {
        return on_thread([this] { return mode_->problem(); });
    }

    std::string metrics() {
        return on_thread([this] { return metrics_.to_text(); });
    }

    std::size_t handed_on() {
        return on_thread([this] { return handed_on_.size(); });
    }

    slack_double::Answer slash(const std::string& text = "status") { return slack_.slash(kim_, town_, text); }

    static slack_double::Settings delivering_over_sockets() {
        slack_double::Settings settings;
        settings.payload_dir.clear();
        settings.socket_mode = true;
        settings.answer_deadline = std::chrono::milliseconds{2'000};
        return settings;
    }

    /// Answers of the thread behind the door from here on.
    std::string answer_json_ = R"({"text":"fine"})";
    bool fails_ = false;
    std::string holds_;
    std::vector<SlackRequest> handed_on_;

    SlackDouble slack_{delivering_over_sockets()};
    std::string kim_;
    std::string town_;
    std::string app_token_ = slack_.settings().app_token;
    WebSocketSettings sockets_;
    SocketModeTimes times_;
    std::function<void()> on_change_ = [] {};
    asio::io_context io_;
    asio::executor_work_guard<asio::io_context::executor_type> busy_{io_.get_executor()};
    SystemClock clock_;
    Metrics metrics_;
    asio::steady_timer held_{io_, SteadyTime::max()};
    SocketEndpoint endpoint_{[this](SlackRequest request) { return answer(std::move(request)); }, metrics_};
    std::optional<SlackClient> client_;
    std::optional<SocketMode> mode_;

    /// Lets commands go on whose text is holds_.
    void release() {
        on_thread([this] {
            holds_.clear();
            held_.cancel();
        });
    }

private:
    asio::awaitable<SlackAnswer> answer(SlackRequest request) {
        handed_on_.push_back(request);
        const auto* command = std::get_if<SlashCommand>(&request);
        while (command != nullptr && !holds_.empty() && command->text == holds_)
            co_await held_.async_wait(asio::as_tuple(asio::use_awaitable));
        if (fails_) throw std::runtime_error{"the disk is full"};
        co_return SlackAnswer{answer_json_};
    }

    asio::awaitable<void> stop_and_join() {
        mode_->stop(std::chrono::milliseconds{1'000});
        co_await mode_->join();
    }

    std::thread thread_;
};

} // namespace holdfast
