#include "storage/folded_text.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>

#include <array>
#include <optional>
#include <stdexcept>
#include <utility>

namespace holdfast {

namespace {

icu::UnicodeString units_of(std::string_view text) {
    return icu::UnicodeString::fromUTF8(icu::StringPiece{text.data(), static_cast<std::int32_t>(text.size())});
}

const icu::Normalizer2& folding() {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* const known = icu::Normalizer2::getNFKCCasefoldInstance(status);
    if (U_FAILURE(status)) throw std::runtime_error{"ICU's data for case folding is missing."};
    return *known;
}

/// Slack's markup writes three signs as entities.
std::optional<Sign> entity_at(const icu::UnicodeString& units, std::int32_t at) {
    constexpr std::array<std::pair<char32_t, std::u16string_view>, 3> entities{
        {{U'&', u"&amp;"}, {U'<', u"&lt;"}, {U'>', u"&gt;"}}};
    if (units.charAt(at) != u'&') return std::nullopt;
    for (const auto& [sign, entity] : entities) {
        const auto length = static_cast<std::int32_t>(entity.size());
        if (units.compare(at, length, entity.data(), 0, length) == 0) return Sign{sign, at, at + length};
    }
    return std::nullopt;
}

/// Zero-width spaces, which keep Slack from reading `_` as markup, soft hyphens and the like.
bool is_invisible(const icu::UnicodeString& units, std::int32_t at) {
    return u_hasBinaryProperty(units.char32At(at), UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0;
}

/// Where the sign ends that begins here, with all that is composed with it.
std::int32_t end_of_sign(const icu::UnicodeString& units, std::int32_t begin) {
    const auto& fold = folding();
    auto end = units.moveIndex32(begin, 1);
    while (end < units.length() && fold.hasBoundaryBefore(units.char32At(end)) == 0 && !is_invisible(units, end))
        end = units.moveIndex32(end, 1);
    return end;
}

/// The typographic apostrophe, its turned sister, the letter of that look, and the accent beside the key.
bool looks_like_apostrophe(char32_t point) {
    return std::u32string_view{U"\u2019\u2018\u02BC\u00B4"}.contains(point);
}

} // namespace

bool is_blank(char32_t point) {
    return u_isUWhiteSpace(static_cast<UChar32>(point)) != 0;
}
bool is_word(char32_t point) {
    return u_isalnum(static_cast<UChar32>(point)) != 0;
}

bool go_together(const Sign& one, const Sign& next) {
    return is_word(one.folded) && is_word(next.folded) && one.end >= next.begin;
}

FoldedText::FoldedText(std::string_view text) : units_{units_of(text)} {
    signs_.reserve(static_cast<std::size_t>(units_.length()));
    for (std::int32_t begin = 0; begin < units_.length();) {
        const auto entity = entity_at(units_, begin);
        const auto end = entity ? entity->end : end_of_sign(units_, begin);
        if (entity) {
            signs_.push_back(*entity);
        } else if (!is_invisible(units_, begin)) {
            append_folded(begin, end);
        }
        begin = end;
    }
}

void FoldedText::append_folded(std::int32_t begin, std::int32_t end) {
    if (looks_like_apostrophe(static_cast<char32_t>(units_.char32At(begin)))) {
        signs_.push_back({apostrophe, begin, end});
        return;
    }
    UErrorCode status = U_ZERO_ERROR;
    const auto folded = folding().normalize(units_.tempSubStringBetween(begin, end), status);
    for (std::int32_t i = 0; i < folded.length(); i = folded.moveIndex32(i, 1))
        signs_.push_back({static_cast<char32_t>(folded.char32At(i)), begin, end});
}

std::u32string FoldedText::folded() const {
    std::u32string points;
    for (const auto& sign : signs_) points += sign.folded;
    return points;
}

std::string FoldedText::written_between(std::int32_t begin, std::int32_t end) const {
    std::string text;
    units_.tempSubStringBetween(begin, end).toUTF8String(text);
    return text;
}

std::string FoldedText::seen(std::size_t begin, std::size_t end) const {
    std::string text;
    std::int32_t copied = 0;
    for (const auto& sign : signs().subspan(begin, end - begin)) {
        if (sign.begin < copied) continue;
        copied = sign.end;
        text += is_blank(sign.folded) ? " " : written_between(sign.begin, sign.end);
    }
    return text;
}

bool FoldedText::has_capital(std::size_t at) const {
    const auto point = units_.char32At(signs_[at].begin);
    return u_isUUppercase(point) != 0 || u_istitle(point) != 0;
}

} // namespace holdfast
