#include "bot/operate/readiness_watch.hpp"

#include "bot/operate/pause.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <exception>
#include <utility>

namespace holdfast {

ReadinessWatch::ReadinessWatch(const asio::any_io_executor& executor, SlackClient& slack, Database& database,
                               Readiness& readiness, ReadinessWatchSettings settings)
    : slack_{slack}, database_{database}, readiness_{readiness}, settings_{settings},
      opened_{identity_of(database.file())}, slack_timer_{executor}, database_timer_{executor} {
    // While Slack is known to be in trouble, the next question is near anyway, and asking more often would be a storm.
    slack_.tell_of_trouble([this] {
        if (readiness_.slack_token_valid) slack_timer_.cancel();
    });
}

asio::awaitable<void> ReadinessWatch::watch_slack() {
    while (!stopping_) {
        try {
            auto answer = co_await slack_.ask_identity();
            take(std::move(answer));
        } catch (const std::exception& failure) {
            spdlog::error("Slack could not be asked about the token, trying again: {}", failure.what());
        }
        co_await pause(slack_timer_, readiness_.slack_token_valid ? settings_.when_well : settings_.in_trouble);
    }
}

void ReadinessWatch::take(std::expected<BotIdentity, SlackFailure> answer) {
    const bool news = !identity_ || identity_->has_value() != answer.has_value();
    readiness_.slack_token_valid = answer.has_value();
    readiness_.slack_problem = answer ? std::string{} : in_words(answer.error());
    if (news && answer) spdlog::info("connected to the workspace {}", answer->team_name);
    if (news && !answer) spdlog::warn("Slack does not take the token: {}", readiness_.slack_problem);
    identity_ = std::move(answer);
}

asio::awaitable<void> ReadinessWatch::watch_database() {
    while (!stopping_) {
        co_await look_at_database();
        co_await pause(database_timer_, settings_.database_look);
    }
}

asio::awaitable<void> ReadinessWatch::look_at_database() {
    // Said only once it is known: a proof may take seconds, and until then things are as they were.
    std::string problem;
    if (!file_is_in_place()) {
        problem =
            fmt::format("{} was moved, deleted or replaced while in use; put it back, or stop Holdfast and restore "
                        "a backup",
                        database_.file().string());
    } else if (database_.trouble()) {
        try {
            co_await database_.prove_writing();
        } catch (const std::exception& failure) {
            problem = failure.what();
        }
    }
    if (readiness_.database_problem.empty() && !problem.empty()) spdlog::error("the database: {}", problem);
    if (!readiness_.database_problem.empty() && problem.empty()) spdlog::info("the database is well again");
    readiness_.database_problem = std::move(problem);
}

bool ReadinessWatch::file_is_in_place() const {
    return opened_ && identity_of(database_.file()) == opened_;
}

void ReadinessWatch::stop() {
    stopping_ = true;
    slack_.tell_of_trouble({});
    slack_timer_.cancel();
    database_timer_.cancel();
}

} // namespace holdfast
