#include "playbooks/digest/fingerprint.hpp"

#include "playbooks/digest/sha256.hpp"

namespace holdfast {

std::string fingerprint(std::string_view text) {
    constexpr std::size_t digits = 16;
    return to_hex(sha256(text)).substr(0, digits);
}

} // namespace holdfast
