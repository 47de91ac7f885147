#include "bot/receive/slack_signature.hpp"

#include "playbooks/digest/sha256.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>
#include <stdexcept>

namespace holdfast::slack_signature {

namespace {

/// Seconds since 1970 need 10 digits until 2286; two more leave room without ever overflowing.
constexpr std::size_t longest_timestamp = 12;

std::optional<Instant> instant_from(std::string_view timestamp) {
    if (timestamp.size() > longest_timestamp) return std::nullopt;
    if (!std::ranges::all_of(timestamp, [](char c) { return c >= '0' && c <= '9'; })) return std::nullopt;
    std::int64_t seconds = 0;
    std::from_chars(timestamp.data(), timestamp.data() + timestamp.size(), seconds);
    return Instant{std::chrono::seconds{seconds}};
}

} // namespace

std::string signature_of(std::string_view raw_body, std::string_view timestamp, std::string_view secret) {
    std::string base;
    base.reserve(raw_body.size() + timestamp.size() + 4);
    base.append("v0:").append(timestamp).append(":").append(raw_body);

    Sha256 mac{};
    unsigned int length = 0;
    const auto* bytes = reinterpret_cast<const unsigned char*>(base.data());
    if (HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()), bytes, base.size(), mac.data(), &length) ==
        nullptr)
        throw std::runtime_error{"OpenSSL cannot compute HMAC-SHA256"};
    return "v0=" + to_hex(mac);
}

Verdict verify(std::string_view raw_body, std::string_view timestamp, std::string_view signature,
               std::span<const std::string> secrets, Instant now) {
    if (timestamp.empty() || signature.empty()) return Verdict::missing;
    const auto sent = instant_from(timestamp);
    if (!sent) return Verdict::malformed_timestamp;
    if (std::chrono::abs(now - *sent) > freshness) return Verdict::stale;

    bool matches = false;
    // No early exit: the time taken must not tell which secret of a rotation is in use.
    for (const auto& secret : secrets) {
        const auto expected = signature_of(raw_body, timestamp, secret);
        const bool same = signature.size() == expected.size() &&
                          CRYPTO_memcmp(signature.data(), expected.data(), expected.size()) == 0;
        matches |= same && !secret.empty();
    }
    return matches ? Verdict::ok : Verdict::mismatch;
}

std::string_view in_words(Verdict verdict) {
    switch (verdict) {
    case Verdict::ok: return "valid";
    case Verdict::missing: return "signature headers missing";
    case Verdict::malformed_timestamp: return "timestamp is not a number";
    case Verdict::stale: return "timestamp more than 300 seconds from now";
    case Verdict::mismatch: return "signature does not match";
    }
    return "unknown";
}

} // namespace holdfast::slack_signature
