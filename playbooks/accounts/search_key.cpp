#include "playbooks/accounts/search_key.hpp"

#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <stdexcept>

namespace holdfast {

std::string search_key(std::string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* const folding = icu::Normalizer2::getNFKCCasefoldInstance(status);
    if (U_FAILURE(status)) throw std::runtime_error{"ICU's data for case folding is missing."};
    const auto folded = folding->normalize(
        icu::UnicodeString::fromUTF8(icu::StringPiece{text.data(), static_cast<std::int32_t>(text.size())}), status);
    std::string key;
    folded.toUTF8String(key);
    return key;
}

} // namespace holdfast
