#pragma once

#include "bot/metrics/metrics.hpp"
#include "bot/net/http_handler.hpp"
#include "bot/receive/health_endpoints.hpp"
#include "bot/receive/slack_endpoint.hpp"
#include "bot/receive/v1_endpoint.hpp"

namespace holdfast {

/// Who answers on which path.
struct Endpoints {
    SlackEndpoint& slack;
    V1Endpoint& v1;
    HealthEndpoints& health;
    Metrics& metrics;
};

/// The handler for the server: finds the route of a request, answers 404 and 405 where there is none, and counts. What
/// `endpoints` names must outlive it.
[[nodiscard]] HttpHandler routed(Endpoints endpoints);

} // namespace holdfast
