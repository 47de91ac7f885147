#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace holdfast {

/// A text in which whole words can be searched for: in any case, in the plural too, with whatever stands between words.
class WholeWords {
public:
    explicit WholeWords(std::string_view text);

    /// Whether a word, or several in this order, occur. Letters outside of ASCII count as written.
    [[nodiscard]] bool contain(std::string_view word) const;

private:
    std::string words_; ///< in lower case, with one blank around each
};

} // namespace holdfast
