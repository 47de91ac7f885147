#include "bot/receive/bearer_token.hpp"

#include <boost/algorithm/string/predicate.hpp>
#include <openssl/crypto.h>
#include <openssl/sha.h>

#include <array>

namespace holdfast {

namespace {

using Digest = std::array<unsigned char, SHA256_DIGEST_LENGTH>;

Digest digest_of(std::string_view text) {
    Digest digest;
    SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data());
    return digest;
}

} // namespace

BearerVerdict check_bearer(std::string_view authorization, const Secret& token) {
    if (token.empty()) return BearerVerdict::closed;
    constexpr std::string_view scheme = "Bearer ";
    if (!boost::algorithm::istarts_with(authorization, scheme)) return BearerVerdict::wrong;
    auto given = authorization.substr(scheme.size());
    while (given.starts_with(' ')) given.remove_prefix(1);
    // Digests have one length: comparing the texts would tell how long the token is.
    const auto one = digest_of(given);
    const auto other = digest_of(token.reveal());
    return CRYPTO_memcmp(one.data(), other.data(), one.size()) == 0 ? BearerVerdict::ok : BearerVerdict::wrong;
}

} // namespace holdfast
