#include "playbooks/wording/whole_words.hpp"

namespace holdfast {

namespace {

std::string in_plain_words(std::string_view text) {
    std::string words = " ";
    for (const char c : text) {
        const bool upper = c >= 'A' && c <= 'Z';
        const bool part_of_word =
            upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
        if (part_of_word) {
            words += upper ? static_cast<char>(c - 'A' + 'a') : c;
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
