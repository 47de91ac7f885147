#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace holdfast::slack_double {

/// The X-Slack-Signature of a request: `v0=` and the hex HMAC-SHA256 of `v0:TIMESTAMP:BODY` (Slack contract 1).
[[nodiscard]] std::string sign(std::string_view secret, std::int64_t timestamp, std::string_view body);

} // namespace holdfast::slack_double
