#include "tests/slack/signature.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <span>

namespace holdfast::slack_double {

std::string sign(std::string_view secret, std::int64_t timestamp, std::string_view body) {
    const std::string base = fmt::format("v0:{}:{}", timestamp, body);
    std::array<unsigned char, EVP_MAX_MD_SIZE> mac{};
    unsigned length = 0;
    HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()),
         reinterpret_cast<const unsigned char*>(base.data()), base.size(), mac.data(), &length);
    return fmt::format("v0={:02x}", fmt::join(std::span{mac}.first(length), ""));
}

} // namespace holdfast::slack_double
