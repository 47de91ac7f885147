#pragma once

#include <unicode/unistr.h>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace holdfast {

/// Folded, every sign that people type for an apostrophe is this one.
inline constexpr char32_t apostrophe = U'\'';

/// One sign of a text as it is compared, and its place in the text as it is written.
struct Sign {
    char32_t folded = 0;
    std::int32_t begin = 0; ///< in UTF-16 units
    std::int32_t end = 0;
};

[[nodiscard]] bool is_blank(char32_t point);
/// A letter or digit of any alphabet.
[[nodiscard]] bool is_word(char32_t point);

/// Both belong to one word, whereas what nobody sees divides words.
[[nodiscard]] bool go_together(const Sign& one, const Sign& next);

/// A text as search_key has it, sign by sign: composed, without differences of case, and without what nobody sees
/// (zero-width spaces, soft hyphens), which divides words all the same. Besides, all apostrophes are one, and Slack's
/// three entities are the signs that they stand for. A written sign may be two here: ß is ss, both at its place.
class FoldedText {
public:
    explicit FoldedText(std::string_view text);

    [[nodiscard]] std::span<const Sign> signs() const { return signs_; }
    [[nodiscard]] std::u32string folded() const;
    /// The place behind the last sign.
    [[nodiscard]] std::int32_t length() const { return units_.length(); }
    /// What is written from one place (Sign) to another.
    [[nodiscard]] std::string written_between(std::int32_t begin, std::int32_t end) const;
    /// The signs from one index up to another as one sees them, on one line.
    [[nodiscard]] std::string seen(std::size_t begin, std::size_t end) const;
    /// The sign is written as a letter that differs from its small one. Many alphabets have none.
    [[nodiscard]] bool has_capital(std::size_t at) const;

private:
    void append_folded(std::int32_t begin, std::int32_t end);

    icu::UnicodeString units_;
    std::vector<Sign> signs_;
};

} // namespace holdfast
