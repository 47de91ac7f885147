#include "bot/receive/slack_endpoint.hpp"

#include "bot/decode/media_type.hpp"
#include "bot/receive/http_answers.hpp"
#include "bot/receive/slack_signature.hpp"
#include "bot/slack/text.hpp"
#include "storage/failure.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <spdlog/spdlog.h>

#include <charconv>
#include <exception>
#include <optional>
#include <utility>
#include <variant>

namespace holdfast {

namespace {

/// One line for whoever runs Holdfast, which may say more than whoever sent the request is told.
/// @param reason in words of our own
HttpResponse refused(const HttpRequest& request, unsigned status, std::string_view error, std::string_view reason) {
    auto response = error_response(status, error);
    response.when_refused = [line = fmt::format("refused a request to {} with {}: {}", slack::printable(request.path),
                                                status, reason)](bool limited) {
        if (!limited) spdlog::warn("{}", line);
    };
    return response;
}

/// For what Slack has signed.
HttpResponse refused_to_slack(const HttpRequest& request, unsigned status, std::string_view error) {
    auto response = refused(request, status, error, error);
    response.sender_is_known = true;
    return response;
}

/// Slack repeats an event that was answered so, and a person is told that the app did not answer.
HttpResponse try_again(const std::exception& failure) {
    spdlog::error("a request of Slack could not be carried out: {}", failure.what());
    auto response = error_response(503, "try again");
    response.headers.add("Retry-After", "5");
    return response;
}

bool is_readable_type(std::string_view content_type) {
    const auto type = media_type(content_type);
    return type == "application/json" || type == "application/x-www-form-urlencoded";
}

void note_repetition(const HttpRequest& request, SlackRequest& decoded) {
    const auto attempt = header(request, "X-Slack-Retry-Num");
    if (attempt.empty()) return;
    spdlog::warn("Slack repeats a request, attempt {}, because of {}", slack::printable(attempt),
                 slack::printable(header(request, "X-Slack-Retry-Reason")));
    if (auto* event = std::get_if<EventCallback>(&decoded))
        std::from_chars(attempt.data(), attempt.data() + attempt.size(), event->repetition);
}

/// What is answered here and goes no further.
std::optional<HttpResponse> own_answer(const SlackRequest& request) {
    if (const auto* verification = std::get_if<UrlVerification>(&request)) {
        const nlohmann::json body{{"challenge", verification->challenge}};
        return json_response(200, body.dump());
    }
    if (std::holds_alternative<SslCheck>(request)) return HttpResponse{};
    if (const auto* unknown = std::get_if<Unknown>(&request)) {
        spdlog::info("Slack sent a request of a kind that is not known: \"{}\"", slack::printable(unknown->type));
        return HttpResponse{};
    }
    return std::nullopt;
}

} // namespace

SlackEndpoint::SlackEndpoint(std::span<const Secret> signing_secrets, std::function<Instant()> real_time,
                             Answering answering)
    : real_time_{std::move(real_time)}, answering_{std::move(answering)} {
    for (const auto& secret : signing_secrets) signing_secrets_.push_back(secret.reveal());
}

asio::awaitable<HttpResponse> SlackEndpoint::answer(HttpRequest request) {
    const auto verdict = slack_signature::verify(request.body, header(request, "X-Slack-Request-Timestamp"),
                                                 header(request, "X-Slack-Signature"), signing_secrets_, real_time_());
    if (verdict != slack_signature::Verdict::ok)
        co_return refused(request, 401, "invalid request", slack_signature::in_words(verdict));
    const auto content_type = header(request, "Content-Type");
    if (!is_readable_type(content_type))
        co_return refused_to_slack(request, 415, "the content type is neither a form nor JSON");
    auto decoded = decode_slack_request(content_type, request.body);
    if (!decoded) co_return refused_to_slack(request, 400, decoded.error());
    note_repetition(request, *decoded);
    if (auto own = own_answer(*decoded)) co_return std::move(*own);
    SlackAnswer answered;
    try {
        answered = co_await answering_(std::move(*decoded));
    } catch (const StorageFailure& failure) {
        co_return try_again(failure);
    } catch (const Overloaded& failure) {
        co_return try_again(failure);
    }
    if (answered.json_body.empty()) co_return HttpResponse{};
    co_return json_response(200, std::move(answered.json_body));
}

} // namespace holdfast
