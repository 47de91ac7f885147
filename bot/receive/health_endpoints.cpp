#include "bot/receive/health_endpoints.hpp"

#include "bot/deliver/silent_rooms.hpp"
#include "bot/receive/http_answers.hpp"
#include "bot/slack/json_text.hpp"
#include "storage/failure.hpp"
#include "storage/outbox.hpp"
#include "storage/reminders.hpp"
#include "storage/schema.hpp"

#include <nlohmann/json.hpp>
#include <spdlog/spdlog.h>

#include <optional>

namespace holdfast {

namespace {

using Json = nlohmann::ordered_json;

Metrics::Seconds time_since(std::optional<Instant> then, Instant now) {
    return then && *then < now ? Metrics::Seconds{now - *then} : Metrics::Seconds::zero();
}

void count_outbox(Metrics& metrics, Reader& reader, Instant now) {
    const auto depth = outbox_depth(reader);
    metrics.outbox_is(depth.queued + depth.in_flight + depth.doubtful, time_since(waiting_since(reader), now));
}

std::string problem_of_database(Reader& reader) {
    try {
        if (checked_schema_version(reader) != newest_schema_version()) return "the database is not migrated";
        return {};
    } catch (const StorageFailure& failure) {
        return failure.what();
    }
}

std::string problem_of_slack(const Readiness& readiness) {
    if (readiness.slack_token_valid) return {};
    return readiness.slack_problem.empty() ? "Slack has not confirmed the token yet" : readiness.slack_problem;
}

} // namespace

HealthEndpoints::HealthEndpoints(const Readiness& readiness, Reader& reader, const Clock& clock, Metrics& metrics)
    : readiness_{readiness}, reader_{reader}, clock_{clock}, metrics_{metrics} {}

HttpResponse HealthEndpoints::healthz() const {
    HttpResponse response;
    response.content_type = "text/plain; charset=utf-8";
    response.body = "ok";
    return response;
}

HttpResponse HealthEndpoints::readyz() {
    const auto database =
        readiness_.database_problem.empty() ? problem_of_database(reader_) : readiness_.database_problem;
    const auto slack = problem_of_slack(readiness_);
    const auto socket = readiness_.socket_problem.value_or(std::string{});
    const bool ready = database.empty() && slack.empty() && socket.empty() && !readiness_.stopping;
    Json body{
        {"ready", ready}, {"database", database.empty() ? "ok" : database}, {"slack", slack.empty() ? "ok" : slack}};
    if (readiness_.socket_problem) body["socket"] = socket.empty() ? "ok" : socket;
    if (readiness_.stopping) body["stopping"] = true;
    return json_response(ready ? 200 : 503, json_text(body));
}

HttpResponse HealthEndpoints::metrics() {
    try {
        const auto now = clock_.now();
        count_outbox(metrics_, reader_, now);
        metrics_.reminders_lag(time_since(next_due(reader_), now));
    } catch (const StorageFailure& failure) {
        // The series that need no database are worth having, most of all now.
        spdlog::error("metrics without the database: {}", failure.what());
    }
    HttpResponse response;
    response.content_type = "text/plain; version=0.0.4; charset=utf-8";
    response.body = metrics_.to_text();
    return response;
}

} // namespace holdfast
