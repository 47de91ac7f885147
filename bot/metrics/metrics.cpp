#include "bot/metrics/metrics.hpp"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

namespace holdfast {

namespace {

using prometheus::Counter;
using prometheus::Family;
using prometheus::Gauge;
using prometheus::Histogram;

Family<Counter>& counters(prometheus::Registry& registry, const char* name, const char* help) {
    return prometheus::BuildCounter().Name(name).Help(help).Register(registry);
}

Gauge& gauge(prometheus::Registry& registry, const char* name, const char* help) {
    return prometheus::BuildGauge().Name(name).Help(help).Register(registry).Add({});
}

Histogram& ack_seconds(prometheus::Registry& registry) {
    return prometheus::BuildHistogram()
        .Name("holdfast_slack_ack_seconds")
        .Help("Time from a request of Slack to its answer; Slack gives up after 3 seconds.")
        .Register(registry)
        .Add({}, Histogram::BucketBoundaries{0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3});
}

} // namespace

struct Metrics::Series {
    prometheus::Registry registry;
    Family<Counter>& requests =
        counters(registry, "holdfast_http_requests_total", "HTTP requests answered, by route and status.");
    Histogram& acks = ack_seconds(registry);
    Family<Counter>& slack_calls =
        counters(registry, "holdfast_slack_calls_total", "Calls of Slack's Web API, by method and result.");
    Gauge& sockets = gauge(registry, "holdfast_slack_sockets_live", "Connections of Socket Mode that can receive.");
    Family<Counter>& socket_replacements =
        counters(registry, "holdfast_slack_socket_reconnects_total", "Connections of Socket Mode replaced, by reason.");
    Family<Counter>& reminders = counters(registry, "holdfast_reminders_due_total", "Reminders that became due.");
    Counter& commit_failures =
        counters(registry, "holdfast_commit_failures_total", "Changes that could not be stored.").Add({});
    Gauge& outbox_depth = gauge(registry, "holdfast_outbox_depth", "Messages to Slack that are not delivered yet.");
    Gauge& outbox_age =
        gauge(registry, "holdfast_outbox_age_seconds", "Age of the oldest message that is not delivered yet.");
    Gauge& reminder_lag = gauge(registry, "holdfast_reminder_lag_seconds", "By how much the next reminder is overdue.");
};

Metrics::Metrics() : series_{std::make_unique<Series>()} {}

Metrics::~Metrics() = default;

void Metrics::request_answered(std::string_view route, unsigned status) {
    series_->requests.Add({{"path", std::string{route}}, {"status", std::to_string(status)}}).Increment();
}

void Metrics::slack_acknowledged(Seconds after) {
    series_->acks.Observe(after.count());
}

void Metrics::slack_called(std::string_view method, std::string_view result) {
    series_->slack_calls.Add({{"method", std::string{method}}, {"result", std::string{result}}}).Increment();
}

void Metrics::sockets_live(std::size_t count) {
    series_->sockets.Set(static_cast<double>(count));
}

void Metrics::socket_replaced(std::string_view why) {
    series_->socket_replacements.Add({{"reason", std::string{why}}}).Increment();
}

void Metrics::reminder_became_due(bool late) {
    series_->reminders.Add({{"late", late ? "yes" : "no"}}).Increment();
}

void Metrics::commit_failed() {
    series_->commit_failures.Increment();
}

void Metrics::outbox_is(long long depth, Seconds age) {
    series_->outbox_depth.Set(static_cast<double>(depth));
    series_->outbox_age.Set(age.count());
}

void Metrics::reminders_lag(Seconds behind) {
    series_->reminder_lag.Set(behind.count());
}

std::string Metrics::to_text() const {
    return prometheus::TextSerializer{}.Serialize(series_->registry.Collect());
}

} // namespace holdfast
