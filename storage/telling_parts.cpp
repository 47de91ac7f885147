#include "storage/telling_parts.hpp"

#include "storage/folded_text.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <utility>

namespace holdfast {

namespace {

constexpr std::size_t shortest_part = 3;

/// Words that many names have beside those that tell whose they are; most are words of everyday texts as well.
constexpr std::array<std::u32string_view, 30> common_words{
    U"and",  U"bin", U"das",  U"del",  U"della", U"dem",  U"den", U"der",  U"des", U"dos",
    U"frau", U"her", U"herr", U"him",  U"his",   U"miss", U"mrs", U"prof", U"she", U"ten",
    U"ter",  U"the", U"them", U"they", U"und",   U"van",  U"vom", U"von",  U"zum", U"zur"};

struct Word {
    std::u32string folded;
    std::string written;
};

/// @param signs all of the text, or those of them that count
std::vector<Word> words_of(const FoldedText& text, std::span<const Sign> signs) {
    std::vector<Word> words;
    for (std::size_t at = 0; at < signs.size(); ++at) {
        if (!is_word(signs[at].folded)) continue;
        auto& word = words.emplace_back(std::u32string{signs[at].folded});
        const auto begin = signs[at].begin;
        while (at + 1 < signs.size() && go_together(signs[at], signs[at + 1])) word.folded += signs[++at].folded;
        word.written = text.written_between(begin, signs[at].end);
    }
    return words;
}

/// Where the bracket closes that opens with the first of the signs; with those within.
std::optional<std::size_t> end_of_bracket(std::span<const Sign> signs) {
    int open = 0;
    for (std::size_t at = 0; at < signs.size(); ++at) {
        const auto sign = signs[at].folded;
        if (sign == U'(' || sign == U'[') ++open;
        if ((sign == U')' || sign == U']') && --open == 0) return at;
    }
    return std::nullopt;
}

/// The name without what people write around it: `[EXT] Kim Lee (Sales)`, `Kim Lee | Sales`.
std::vector<Sign> without_remarks(std::span<const Sign> name) {
    std::vector<Sign> rest;
    bool has_word = false;
    for (std::size_t at = 0; at < name.size(); ++at) {
        const auto sign = name[at].folded;
        const bool opens = sign == U'(' || sign == U'[';
        const auto closing = opens ? end_of_bracket(name.subspan(at)) : std::nullopt;
        if (closing) {
            at += *closing;
            continue;
        }
        if (has_word && (opens || sign == U'|' || sign == U'/')) break;
        has_word = has_word || is_word(sign);
        rest.push_back(name[at]);
    }
    return rest;
}

} // namespace

std::vector<std::string> telling_parts(std::string_view name, const std::vector<std::string>& other_names) {
    std::vector<std::u32string> shared;
    for (const auto& other_name : other_names) {
        const FoldedText other{other_name};
        for (auto& word : words_of(other, other.signs())) shared.push_back(std::move(word.folded));
    }
    std::vector<std::string> parts;
    const FoldedText own{name};
    for (auto& word : words_of(own, without_remarks(own.signs()))) {
        const bool is_common = std::ranges::find(common_words, word.folded) != common_words.end();
        const bool is_shared = std::ranges::find(shared, word.folded) != shared.end();
        if (word.folded.size() < shortest_part || is_common || is_shared) continue;
        parts.push_back(std::move(word.written));
    }
    return parts;
}

} // namespace holdfast
