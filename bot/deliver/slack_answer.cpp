#include "bot/deliver/slack_answer.hpp"

#include "bot/slack/method_facts.hpp"
#include "config/secret.hpp"

#include <date/date.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <sstream>

namespace holdfast {

namespace {

using nlohmann::json;
using std::chrono::seconds;
using Kind = SlackFailure::Kind;

constexpr seconds usual_rest{30};
constexpr seconds longest_rest{3600};

/// Whether a call may take effect twice when it is simply sent again.
bool must_not_repeat(std::string_view method) {
    const slack::Resend resend = slack::method_facts(method).resend;
    return resend == slack::Resend::look_first || resend == slack::Resend::never;
}

SlackFailure fault(std::string_view method, std::string code, bool had_no_effect) {
    SlackFailure failure;
    failure.kind = !had_no_effect && must_not_repeat(method) ? Kind::doubtful : Kind::unavailable;
    failure.code = std::move(code);
    failure.reaction = slack::Reaction::retry;
    return failure;
}

std::vector<std::string> remarks(const json& answer) {
    std::vector<std::string> found;
    const auto take = [&found](const json& list) {
        if (!list.is_array()) return;
        for (const json& entry : list)
            if (entry.is_string()) found.push_back(without_secrets(entry.get_ref<const std::string&>()));
    };
    take(member(member(answer, "response_metadata"), "messages"));
    if (found.empty()) take(member(answer, "errors"));
    return found;
}

seconds rest_of(const HttpResponse& response) {
    const auto header = response.headers.find("Retry-After");
    if (!header) return usual_rest;
    int wanted = 0;
    const auto read = std::from_chars(header->data(), header->data() + header->size(), wanted);
    if (read.ec != std::errc{}) return usual_rest;
    return std::clamp(seconds{wanted}, seconds{1}, longest_rest);
}

CallOutcome rate_limited(const HttpResponse& response) {
    SlackFailure failure;
    failure.code = "ratelimited";
    failure.reaction = slack::Reaction::wait;
    const seconds rest = rest_of(response);
    failure.rest = rest;
    return {.result = std::unexpected{std::move(failure)}, .rest = rest};
}

CallOutcome refusal(std::string_view method, const HttpResponse& response, json answer) {
    SlackFailure failure;
    failure.code = refusal_code(answer);
    failure.reaction = slack::reaction_to(method, failure.code);
    if (failure.reaction == slack::Reaction::ok) return {.result = std::move(answer)};
    if (failure.reaction == slack::Reaction::wait) return rate_limited(response);
    failure.needed = without_secrets(text_member(answer, "needed"));
    failure.messages = remarks(answer);
    if (failure.reaction == slack::Reaction::retry) failure.kind = fault(method, {}, false).kind;
    failure.answer = std::move(answer);
    return {.result = std::unexpected{std::move(failure)}};
}

} // namespace

CallOutcome read_answer(std::string_view method, const HttpResponse& response) {
    if (response.status == 429) return rate_limited(response);
    json answer = json::parse(response.body, nullptr, false);
    const bool is_answer = answer.is_object() && answer.contains("ok") && answer["ok"].is_boolean();
    if (!is_answer || response.status >= 500) {
        const bool was_turned_away = response.status >= 300 && response.status < 500;
        return {.result = std::unexpected{fault(method, fmt::format("http_{}", response.status), was_turned_away)}};
    }
    if (answer["ok"] == true) return {.result = std::move(answer)};
    return refusal(method, response, std::move(answer));
}

SlackFailure failure_of(std::string_view method, const TransportError& error) {
    SlackFailure failure = fault(method, std::string{to_text(error.kind)}, !error.maybe_processed);
    failure.messages.push_back(error.message);
    return failure;
}

std::optional<std::set<std::string>> granted_scopes(const HttpResponse& response) {
    const auto header = response.headers.find("x-oauth-scopes");
    if (!header) return std::nullopt;
    std::set<std::string> scopes;
    std::istringstream list{std::string{*header}};
    for (std::string scope; std::getline(list, scope, ',');) {
        std::erase(scope, ' ');
        if (!scope.empty()) scopes.insert(scope);
    }
    return scopes;
}

std::optional<std::chrono::sys_seconds> slack_time(const HttpResponse& response) {
    const auto header = response.headers.find("Date");
    if (!header) return std::nullopt;
    std::istringstream stream{std::string{*header}};
    std::chrono::sys_seconds time;
    date::from_stream(stream, "%a, %d %b %Y %T GMT", time);
    if (stream.fail()) return std::nullopt;
    return time;
}

} // namespace holdfast
