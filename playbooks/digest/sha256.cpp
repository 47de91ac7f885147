#include "playbooks/digest/sha256.hpp"

#include <boost/algorithm/hex.hpp>
#include <openssl/sha.h>

#include <iterator>

namespace holdfast {

Sha256 sha256(std::string_view text) {
    Sha256 digest;
    static_assert(std::tuple_size_v<Sha256> == SHA256_DIGEST_LENGTH);
    SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data());
    return digest;
}

std::string to_hex(const Sha256& digest) {
    std::string hex;
    boost::algorithm::hex_lower(digest.begin(), digest.end(), std::back_inserter(hex));
    return hex;
}

std::optional<Sha256> sha256_from_hex(std::string_view text) {
    Sha256 digest;
    if (text.size() != 2 * digest.size()) return std::nullopt;
    try {
        boost::algorithm::unhex(text.begin(), text.end(), digest.begin());
    } catch (const boost::algorithm::hex_decode_error&) {
        return std::nullopt;
    }
    return digest;
}

} // namespace holdfast
