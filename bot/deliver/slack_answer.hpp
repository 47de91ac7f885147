#pragma once

#include "bot/deliver/slack_result.hpp"
#include "bot/net/http_message.hpp"
#include "bot/net/transport_error.hpp"

#include <chrono>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace holdfast {

/// What one exchange with the Web API came to.
struct CallOutcome {
    SlackResult result;
    /// Rate limited: the method must rest so long.
    std::optional<std::chrono::seconds> rest = {};
};

/// Reads a response to `method`, whatever came back (Slack contract, sections 11 and 12).
///
/// A fault on Slack's side (5xx, a page instead of JSON, `internal_error`…) is doubtful for methods that must not be
/// sent twice, since some of it may have taken effect, and unavailable for all others.
[[nodiscard]] CallOutcome read_answer(std::string_view method, const HttpResponse& response);
/// The same where no response came.
[[nodiscard]] SlackFailure failure_of(std::string_view method, const TransportError& error);

/// Scopes that the token has, as the response says.
[[nodiscard]] std::optional<std::set<std::string>> granted_scopes(const HttpResponse& response);
/// What Slack's clock showed.
[[nodiscard]] std::optional<std::chrono::sys_seconds> slack_time(const HttpResponse& response);

} // namespace holdfast
