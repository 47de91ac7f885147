#include "bot/receive/socket/socket_endpoint.hpp"

#include "bot/slack/json_text.hpp"
#include "bot/slack/text.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <spdlog/spdlog.h>

#include <chrono>
#include <utility>
#include <variant>

namespace holdfast {

namespace {

/// @param answer JSON, or empty
std::string acknowledgement(const std::string& envelope_id, const std::string& answer) {
    const auto id = json_text(nlohmann::json(envelope_id));
    if (answer.empty()) return fmt::format(R"({{"envelope_id":{}}})", id);
    return fmt::format(R"({{"envelope_id":{},"payload":{}}})", id, answer);
}

void note_peculiarities(SocketFrame& envelope) {
    if (envelope.retry_attempt > 0) spdlog::warn("Slack repeats an event, attempt {}", envelope.retry_attempt);
    auto* const event = envelope.request ? std::get_if<EventCallback>(&*envelope.request) : nullptr;
    if (event != nullptr) event->repetition = envelope.retry_attempt;
    if (!envelope.request || std::holds_alternative<Unknown>(*envelope.request))
        spdlog::info("Slack sent an envelope of a kind that is not known: \"{}\"", slack::printable(envelope.type));
}

} // namespace

SocketEndpoint::SocketEndpoint(SlackEndpoint::Answering answering, Metrics& metrics)
    : answering_{std::move(answering)}, metrics_{metrics} {}

asio::awaitable<std::optional<std::string>> SocketEndpoint::acknowledge(SocketFrame envelope) {
    const auto began = std::chrono::steady_clock::now();
    note_peculiarities(envelope);
    SlackAnswer answered;
    try {
        if (envelope.request) answered = co_await answer(std::move(*envelope.request));
    } catch (const std::exception& failure) {
        spdlog::error("an envelope could not be taken and is not acknowledged: {}", failure.what());
        co_return std::nullopt;
    }
    if (!answered.json_body.empty() && !envelope.accepts_response_payload) {
        spdlog::warn("an envelope of the kind {} has no room for its answer", slack::printable(envelope.type));
        answered.json_body.clear();
    }
    metrics_.slack_acknowledged(std::chrono::steady_clock::now() - began);
    co_return acknowledgement(envelope.envelope_id, answered.json_body);
}

asio::awaitable<SlackAnswer> SocketEndpoint::answer(SlackRequest request) {
    if (std::holds_alternative<Unknown>(request)) co_return SlackAnswer{};
    co_return co_await answering_(std::move(request));
}

} // namespace holdfast
