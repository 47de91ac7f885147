#include "playbooks/wording/whole_words.hpp"

#include "playbooks/wording/letter_case.hpp"

namespace holdfast {

namespace {

std::string in_plain_words(std::string_view text) {
    std::string words = " ";
    for (const char c : lower_case(text)) {
        const bool part_of_word =
            (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
        if (part_of_word) {
            words += c;
        } else if (!words.ends_with(' ')) {
            words += ' ';
        }
    }
    if (!words.ends_with(' ')) words += ' ';
    return words;
}

} // namespace

WholeWords::WholeWords(std::string_view text) : words_{in_plain_words(text)} {}

bool WholeWords::contain(std::string_view word) const {
    auto wanted = in_plain_words(word);
    if (wanted == " ") return false;
    if (words_.contains(wanted)) return true;
    wanted.pop_back();
    return words_.contains(wanted + "s ");
}

} // namespace holdfast
