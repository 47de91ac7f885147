#include "bot/receive/routes.hpp"

#include "bot/receive/http_answers.hpp"
#include "bot/slack/text.hpp"

#include <spdlog/spdlog.h>

#include <array>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace holdfast {

namespace {

using Answer = asio::awaitable<HttpResponse>;

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
/// @param path of the route, or what was asked for where none has it
void log_refusal(std::string_view method, std::string_view path, const HttpResponse& refusal) {
    spdlog::warn("refused {} {} with {}", method, path, refusal.status);
    spdlog::debug("answered with {}: {}", refusal.status, slack::printable(refusal.body, slack::all_signs));
}

Answer answer(const Endpoints& endpoints, HttpRequest request) {
    const auto began = std::chrono::steady_clock::now();
    auto found = find_route(request, endpoints.slack.is_open());
    if (found.route == nullptr) {
        auto refusal = no_route(found);
        const auto unknown_path = slack::printable(request.path);
        log_refusal(slack::printable(request.method), found.path.empty() ? unknown_path : found.path, refusal);
        endpoints.metrics.request_answered("other", refusal.status);
        co_return refusal;
    }
    const auto& route = *found.route;
    auto response = co_await route.answer(endpoints, Asked{std::move(request), std::move(found.id)});
    // Slack's endpoint knows more about its refusals, and logs them itself; failures are logged where they happen.
    const bool refused = response.status >= 400 && response.status < 500;
    if (refused && !route.is_slack) log_refusal(route.method, route.path, response);
    endpoints.metrics.request_answered(route.path, response.status);
    if (route.is_slack) endpoints.metrics.slack_acknowledged(std::chrono::steady_clock::now() - began);
    co_return response;
}

} // namespace

HttpHandler routed(Endpoints endpoints) {
    return [endpoints](HttpRequest request) { return answer(endpoints, std::move(request)); };
}

} // namespace holdfast
