#include "bot/slack/channel_name.hpp"

#include "bot/slack/limits.hpp"

#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <memory>
#include <stdexcept>

namespace holdfast::slack {
namespace {

std::string transliterated(std::string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::Transliterator> to_ascii{
        icu::Transliterator::createInstance("Any-Latin; Latin-ASCII; Lower", UTRANS_FORWARD, status)};
    if (U_FAILURE(status)) throw std::runtime_error{"the ICU library has no transliteration data"};

    auto unicode = icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())});
    to_ascii->transliterate(unicode);
    std::string result;
    return unicode.toUTF8String(result);
}

bool is_word_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

/// Words of `a-z 0-9 _` with one `-` between them.
std::string words_of(std::string_view text) {
    std::string words;
    for (const char c : transliterated(text)) {
        if (is_word_character(c)) {
            words += c;
        } else if (!words.empty() && words.back() != '-') {
            words += '-';
        }
    }
    return words;
}

std::string trimmed(const std::string& words) {
    const std::size_t begin = words.find_first_not_of("-_");
    if (begin == std::string::npos) return {};
    return words.substr(begin, words.find_last_not_of("-_") - begin + 1);
}

std::string cut_at_dash(const std::string& words, std::size_t max) {
    if (words.size() <= max) return words;
    const std::size_t dash = words.rfind('-', max);
    const bool leaves_enough = dash != std::string::npos && dash >= max / 2;
    return trimmed(words.substr(0, leaves_enough ? dash : max));
}

} // namespace

std::string channel_name(std::string_view prefix, std::string_view account_name, const AccountId& account,
                         int attempt) {
    constexpr std::size_t longest_prefix = limits::channel_name / 2;
    const std::string start = words_of(prefix).substr(0, longest_prefix);
    const std::string suffix = attempt > 1 ? "-" + std::to_string(attempt) : "";

    std::string name = trimmed(words_of(account_name));
    if (name.empty()) name = trimmed(words_of(account.value));
    if (name.empty()) name = "account";
    return start + cut_at_dash(name, limits::channel_name - start.size() - suffix.size()) + suffix;
}

} // namespace holdfast::slack
