#include "bot/receive/slack_endpoint.hpp"

#include "bot/receive/http_answers.hpp"
#include "bot/receive/slack_signature.hpp"

#include <nlohmann/json.hpp>
#include <spdlog/spdlog.h>

#include <optional>
#include <utility>
#include <variant>

namespace holdfast {

namespace {

bool is_readable_type(std::string_view content_type) {
    const auto media_type = content_type.substr(0, content_type.find_first_of("; "));
    return media_type == "application/json" || media_type == "application/x-www-form-urlencoded";
}

void log_repetition(const HttpRequest& request) {
    const auto attempt = header(request, "X-Slack-Retry-Num");
    if (attempt.empty()) return;
    spdlog::warn("Slack repeats a request, attempt {}, because of {}", attempt,
                 header(request, "X-Slack-Retry-Reason"));
}

/// What is answered here and goes no further.
std::optional<HttpResponse> own_answer(const SlackRequest& request) {
    if (const auto* verification = std::get_if<UrlVerification>(&request)) {
        const nlohmann::json body{{"challenge", verification->challenge}};
        return json_response(200, body.dump());
    }
    if (std::holds_alternative<SslCheck>(request)) return HttpResponse{};
    if (const auto* unknown = std::get_if<Unknown>(&request)) {
        spdlog::info("Slack sent a request of a kind that is not known: \"{}\"", unknown->type.substr(0, 100));
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

bool SlackEndpoint::is_genuine(const HttpRequest& request) const {
    const auto verdict = slack_signature::verify(request.body, header(request, "X-Slack-Request-Timestamp"),
                                                 header(request, "X-Slack-Signature"), signing_secrets_, real_time_());
    if (verdict == slack_signature::Verdict::ok) return true;
    spdlog::warn("refused a request to {}: {}", request.path, slack_signature::in_words(verdict));
    return false;
}

asio::awaitable<HttpResponse> SlackEndpoint::answer(HttpRequest request) {
    if (!is_genuine(request)) co_return error_response(401, "invalid request");
    log_repetition(request);
    const auto content_type = header(request, "Content-Type");
    if (!is_readable_type(content_type)) co_return error_response(415, "the content type is neither a form nor JSON");
    auto decoded = decode_slack_request(content_type, request.body);
    if (!decoded) {
        spdlog::warn("cannot read a request of Slack: {}", decoded.error());
        co_return error_response(400, decoded.error());
    }
    if (auto own = own_answer(*decoded)) co_return std::move(*own);
    auto answered = co_await answering_(std::move(*decoded));
    if (answered.json_body.empty()) co_return HttpResponse{};
    co_return json_response(200, std::move(answered.json_body));
}

} // namespace holdfast
