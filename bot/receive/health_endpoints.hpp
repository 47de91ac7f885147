#pragma once

#include "bot/clock/clock.hpp"
#include "bot/metrics/metrics.hpp"
#include "bot/net/http_handler.hpp"
#include "storage/connection.hpp"

#include <optional>
#include <string>

namespace holdfast {

/// What the application knows about itself and the database cannot say.
struct Readiness {
    bool slack_token_valid = false; ///< auth.test has succeeded
    std::string slack_problem;      ///< why not, in words for an operator; may be empty before the first attempt
    std::string database_problem;   ///< why changes cannot be stored; empty while they can
    /// Over Socket Mode: why nothing can be received, empty while something can. None over HTTP.
    std::optional<std::string> socket_problem;
    bool stopping = false; ///< no new work, please
};

/// What machines ask: is it alive, does it work, how is it doing.
class HealthEndpoints {
public:
    /// @param readiness kept up to date by the application; outlives the endpoints, as everything else does
    /// @param reader of the network thread
    HealthEndpoints(const Readiness& readiness, Reader& reader, const Clock& clock, Metrics& metrics);

    /// `GET /healthz`: 200 as long as anything answers.
    [[nodiscard]] HttpResponse healthz() const;
    /// `GET /readyz`: 200 when the database can be read and written and Slack takes the token, else 503 with what is
    /// wrong.
    [[nodiscard]] HttpResponse readyz();
    /// `GET /metrics`
    [[nodiscard]] HttpResponse metrics();

private:
    const Readiness& readiness_;
    Reader& reader_;
    const Clock& clock_;
    Metrics& metrics_;
};

} // namespace holdfast
