#pragma once

#include "bot/decode/words.hpp"
#include "playbooks/rescue/command_words.hpp"
#include "playbooks/wording/letter_case.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace holdfast::verbs {

/// What somebody typed where a verb understands words of its own, such as `add` in `plan add`, whatever its case. It
/// compares with the words that are listed for the verb, and a comparison with another one does not compile: not
/// listed, it would be read as the name of an account.
template <const OwnWords* own>
class OwnWord {
public:
    struct Listed {
        std::string_view text;

        consteval Listed(const char* word) : text{word} {
            if (!own->list(word)) throw "playbooks/rescue/command_words.hpp does not list this word for the verb";
        }
    };

    /// @param i of the word; there may be none
    OwnWord(const Words& words, std::size_t i)
        : text_{i < words.words.size() ? lower_case(words.words[i].text) : std::string{}} {}

    /// In lower case, whether listed or not; empty when there is none.
    [[nodiscard]] const std::string& text() const { return text_; }
    [[nodiscard]] bool empty() const { return text_.empty(); }

    friend bool operator==(const OwnWord& typed, Listed word) { return typed.text_ == word.text; }

private:
    std::string text_;
};

} // namespace holdfast::verbs
