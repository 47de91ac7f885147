#pragma once

#include "playbooks/calendar/instant.hpp"

#include <chrono>
#include <span>
#include <string>
#include <string_view>

namespace holdfast::slack_signature {

/// What the check of a request's signature found. Everything but `ok` is a refusal (401), never an exception.
enum class Verdict {
    ok,
    missing,             ///< one of the two headers is absent or empty
    malformed_timestamp, ///< not a run of digits of sensible length
    stale,               ///< further from now than `freshness`, in the past or in the future
    mismatch             ///< no secret gives this signature
};

/// How far the timestamp may lie from now, in both directions (Slack contract section 1).
inline constexpr std::chrono::seconds freshness{300};

/// Checks that a request comes from Slack (Slack contract section 1).
/// @param raw_body   the bytes exactly as received, before any decoding
/// @param timestamp  value of `X-Slack-Request-Timestamp`, empty when absent
/// @param signature  value of `X-Slack-Signature`, empty when absent
/// @param secrets    signing secrets that are valid at present; several during a rotation. Empty ones never match.
/// @param now        real time, also when the program runs on a simulated clock
[[nodiscard]] Verdict verify(std::string_view raw_body, std::string_view timestamp, std::string_view signature,
                             std::span<const std::string> secrets, Instant now);

/// The header value that Slack would send: `v0=` and 64 lower-case hex digits.
[[nodiscard]] std::string signature_of(std::string_view raw_body, std::string_view timestamp, std::string_view secret);

/// A few words for the log.
[[nodiscard]] std::string_view in_words(Verdict verdict);

} // namespace holdfast::slack_signature
