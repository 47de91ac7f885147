// Whoever does not know the secret gets nothing past the check. Input: how many seconds our clock is ahead of the
// timestamp's, the timestamp, the signature, each on a line, then the body.

#include "bot/receive/slack_signature.hpp"
#include "tests/fuzz/claims.hpp"

#include <array>
#include <charconv>
#include <string>

namespace {

using namespace holdfast;
using namespace holdfast::fuzz;
using slack_signature::Verdict;

constexpr std::string_view secret = "8f742231b10e8888abcd99yyyzzz85a5";
constexpr Instant ours{std::chrono::seconds{1'531'420'618}};

bool is_fresh(std::string_view timestamp, Instant now) {
    if (timestamp.size() > 12) return false;
    long long seconds = 0;
    const auto* const end = timestamp.data() + timestamp.size();
    const auto [stop, error] = std::from_chars(timestamp.data(), end, seconds);
    return error == std::errc{} && stop == end &&
           std::chrono::abs(now - Instant{std::chrono::seconds{seconds}}) <= slack_signature::freshness;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto [ahead_text, after_ahead] = split_line(text_of(data, size));
    const auto [timestamp, after_timestamp] = split_line(after_ahead);
    const auto [signature, body] = split_line(after_timestamp);
    int ahead = 0;
    std::from_chars(ahead_text.data(), ahead_text.data() + ahead_text.size(), ahead);
    const Instant now = ours + std::chrono::seconds{ahead};
    const std::array secrets{std::string{}, std::string{secret}};

    const auto verdict = slack_signature::verify(body, timestamp, signature, secrets, now);
    const auto right = slack_signature::signature_of(body, timestamp, secret);
    must((verdict == Verdict::ok) == (signature == right && is_fresh(timestamp, now)),
         "only the right signature of a fresh request passes");

    const auto signed_by_us = slack_signature::verify(body, timestamp, right, secrets, now);
    must((signed_by_us == Verdict::ok) == is_fresh(timestamp, now), "what is signed passes as long as it is fresh");
    must(slack_signature::verify(std::string{body} + '&', timestamp, right, secrets, now) != Verdict::ok,
         "another body does not pass under the same signature");
    must(slack_signature::verify(body, timestamp, slack_signature::signature_of(body, timestamp, {}), secrets, now) !=
             Verdict::ok,
         "an empty secret passes nothing");
    return 0;
}
