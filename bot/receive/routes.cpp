#include "bot/receive/routes.hpp"

#include "bot/receive/http_answers.hpp"
#include "bot/slack/text.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <array>
#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace holdfast {

namespace {

using Answer = asio::awaitable<HttpResponse>;

constexpr unsigned too_many_requests = 429;

struct Asked {
    HttpRequest request;
    std::string id; ///< what `{id}` stood for; empty in paths without it
};

struct Route {
    std::string_view method;
    std::string_view path; ///< `{id}` stands for one segment that is not empty
    Answer (*answer)(const Endpoints&, Asked);
    bool is_slack = false;
};

Answer slack(const Endpoints& endpoints, Asked asked) {
    return endpoints.slack.answer(std::move(asked.request));
}

template <RecordKind kind>
Answer rows(const Endpoints& endpoints, Asked asked) {
    return endpoints.v1.take_rows(kind, std::move(asked.request));
}

Answer account_health(const Endpoints& endpoints, Asked asked) {
    return endpoints.v1.account_health(std::move(asked.request), std::move(asked.id));
}

Answer openapi(const Endpoints& endpoints, Asked asked) {
    return endpoints.v1.description(std::move(asked.request));
}

Answer healthz(const Endpoints& endpoints, Asked) {
    co_return endpoints.health.healthz();
}

Answer readyz(const Endpoints& endpoints, Asked) {
    co_return endpoints.health.readyz();
}

Answer metrics(const Endpoints& endpoints, Asked) {
    co_return endpoints.health.metrics();
}

constexpr bool from_slack = true;

/// Slack is told one address; the others are where apps that were set up by hand deliver.
constexpr std::array routes{
    Route{"POST", "/slack/events", slack, from_slack},
    Route{"POST", "/slack/commands", slack, from_slack},
    Route{"POST", "/slack/interactive", slack, from_slack},
    Route{"POST", "/slack/options", slack, from_slack},
    Route{"POST", "/v1/accounts", rows<RecordKind::accounts>},
    Route{"POST", "/v1/people", rows<RecordKind::people>},
    Route{"POST", "/v1/orders", rows<RecordKind::orders>},
    Route{"POST", "/v1/tickets", rows<RecordKind::tickets>},
    Route{"POST", "/v1/invoices", rows<RecordKind::invoices>},
    Route{"POST", "/v1/indicators", rows<RecordKind::indicators>},
    Route{"POST", "/v1/signals", rows<RecordKind::signals>},
    Route{"GET", "/v1/accounts/{id}/health", account_health},
    Route{"GET", "/v1/openapi.json", openapi},
    Route{"GET", "/healthz", healthz},
    Route{"GET", "/readyz", readyz},
    Route{"GET", "/metrics", metrics},
};

/// What `{id}` of the pattern stands for in the path; nothing where the path is another one.
std::optional<std::string_view> matched(std::string_view pattern, std::string_view path) {
    constexpr std::string_view placeholder = "{id}";
    const auto at = pattern.find(placeholder);
    if (at == std::string_view::npos) return pattern == path ? std::optional{std::string_view{}} : std::nullopt;
    const auto head = pattern.substr(0, at);
    const auto tail = pattern.substr(at + placeholder.size());
    if (path.size() <= head.size() + tail.size() || !path.starts_with(head) || !path.ends_with(tail))
        return std::nullopt;
    const auto id = path.substr(head.size(), path.size() - head.size() - tail.size());
    return id.contains('/') ? std::nullopt : std::optional{id};
}

struct Found {
    const Route* route = nullptr; ///< null: none has this path and method
    std::string_view path;        ///< of the routes with this path; empty when none has it
    std::string allowed;          ///< methods that this path has; empty when the path is unknown
    std::string id;               ///< see Asked
};

/// @param takes_slack whether the paths for Slack are there at all
Found find_route(const HttpRequest& request, bool takes_slack) {
    Found found;
    // HEAD is GET without the body, which the server leaves out.
    const std::string_view method = request.method == "HEAD" ? "GET" : std::string_view{request.method};
    for (const auto& route : routes) {
        if (route.is_slack && !takes_slack) continue;
        const auto id = matched(route.path, request.path);
        if (!id) continue;
        found.path = route.path;
        found.allowed = route.method;
        if (route.method != method) continue;
        found.route = &route;
        found.id = *id;
        break;
    }
    return found;
}

HttpResponse no_route(const Found& found) {
    if (found.allowed.empty()) return error_response(404, "there is nothing at this path");
    auto response = error_response(405, "this path takes " + found.allowed);
    response.headers.add("Allow", found.allowed);
    return response;
}

/// What was refused may be about customers, and so may its answer: that is for those who look for a fault.
void log_refusal(std::string_view what, unsigned status, std::string_view body) {
    spdlog::warn("refused {} with {}", what, status);
    spdlog::debug("answered with {}: {}", status, slack::printable(body, slack::all_signs));
}

/// A refusal that is counted, and logged unless its sender is limited, by whoever knows about that.
/// @param route as the metrics have it; lives for ever
/// @param what method and path of the route, or what was asked for where none has it
HttpResponse noted(HttpResponse refusal, Metrics& metrics, std::string_view route, std::string what) {
    // Slack's endpoint knows more about its refusals, and logs them itself.
    auto log = std::move(refusal.when_refused);
    if (!log) {
        log = [what = std::move(what), status = refusal.status, body = refusal.body](bool limited) {
            if (!limited) log_refusal(what, status, body);
        };
    }
    refusal.when_refused = [&metrics, route, status = refusal.status, log = std::move(log)](bool limited) {
        log(limited);
        metrics.request_answered(route, limited ? too_many_requests : status);
    };
    return refusal;
}

Answer answer(const Endpoints& endpoints, HttpRequest request) {
    const auto began = std::chrono::steady_clock::now();
    auto found = find_route(request, endpoints.slack.is_open());
    if (found.route == nullptr) {
        const auto unknown_path = slack::printable(request.path);
        auto what = fmt::format("{} {}", slack::printable(request.method),
                                found.path.empty() ? std::string_view{unknown_path} : found.path);
        co_return noted(no_route(found), endpoints.metrics, "other", std::move(what));
    }
    const auto& route = *found.route;
    auto response = co_await route.answer(endpoints, Asked{std::move(request), std::move(found.id)});
    if (route.is_slack) endpoints.metrics.slack_acknowledged(std::chrono::steady_clock::now() - began);
    // Failures are logged where they happen.
    const bool refused = response.status >= 400 && response.status < 500;
    if (refused)
        co_return noted(std::move(response), endpoints.metrics, route.path,
                        fmt::format("{} {}", route.method, route.path));
    endpoints.metrics.request_answered(route.path, response.status);
    co_return response;
}

} // namespace

HttpHandler routed(Endpoints endpoints) {
    return [endpoints](HttpRequest request) { return answer(endpoints, std::move(request)); };
}

} // namespace holdfast
