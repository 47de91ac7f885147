#include "storage/person_search.hpp"

#include "playbooks/calendar/zone.hpp"
#include "storage/folded_text.hpp"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <utility>

namespace holdfast {

namespace {

/// Of a shorter name, a genitive without an apostrophe could not be told from another word: Al and als.
constexpr std::size_t shortest_with_bare_s = 3;
/// So many digits are a telephone number, however they are grouped; fewer may be anything.
constexpr std::ptrdiff_t digits_of_number = 6;

/// Words that end in s, and begin sentences oftener than they are the genitive of a name: Doe, Day, Dan.
constexpr std::array<std::u32string_view, 62> everyday_words{
    U"abends", U"alles",    U"alors",    U"always", U"anders",  U"anfangs",  U"bereits", U"besides", U"damals",
    U"dans",   U"days",     U"depuis",   U"dies",   U"dieses",  U"does",     U"eens",    U"eines",   U"eins",
    U"etwas",  U"falls",    U"freitags", U"goes",   U"hers",    U"jamais",   U"jedes",   U"jemals",  U"lets",
    U"links",  U"lots",     U"mais",     U"menos",  U"mittags", U"moins",    U"montags", U"morgens", U"nachts",
    U"nichts", U"niemals",  U"nous",     U"ours",   U"perhaps", U"plus",     U"prices",  U"puis",    U"rechts",
    U"sales",  U"samstags", U"sans",     U"says",   U"soms",    U"sonntags", U"sous",    U"stets",   U"teils",
    U"thanks", U"theirs",   U"this",     U"thus",   U"tous",    U"vous",     U"whereas", U"yours"};

bool is_letter(char32_t point) {
    return u_isalpha(static_cast<UChar32>(point)) != 0;
}
/// One of those that telephone numbers have.
bool is_digit(char32_t point) {
    return point >= U'0' && point <= U'9';
}
/// What people group the digits of a telephone number with; folding has made all hyphens but dashes one of the two.
bool is_grouping(char32_t point) {
    return is_blank(point) || std::u32string_view{U"-./()\u2010\u2013"}.contains(point);
}

/// A name that ends so has its genitive from an apostrophe alone: `Klaus'`. Folded, ß ends in s.
bool is_sibilant(char32_t point) {
    return point == U's' || point == U'x' || point == U'z';
}

/// The text has these words, whole.
bool has_words(std::u32string_view text, std::u32string_view words) {
    for (auto at = text.find(words); at != std::u32string_view::npos; at = text.find(words, at + 1)) {
        const auto end = at + words.size();
        const bool begins = at == 0 || !is_word(text[at - 1]);
        if (begins && (end == text.size() || !is_word(text[end]))) return true;
    }
    return false;
}

/// How many of the signs, from the first one on, are the text; 0: it is not there.
std::size_t length_of_text(std::u32string_view text, std::span<const Sign> signs) {
    if (signs.size() < text.size()) return 0;
    const bool is_there = std::ranges::equal(signs.first(text.size()), text, {}, &Sign::folded);
    return is_there ? text.size() : 0;
}

/// The same for the digits of a telephone number, however they are grouped.
std::size_t length_of_number(std::u32string_view digits, std::span<const Sign> signs) {
    std::size_t length = signs.front().folded == U'+' ? 1 : 0;
    for (const auto digit : digits) {
        while (length > 0 && length < signs.size() && is_grouping(signs[length].folded)) ++length;
        if (length == signs.size() || signs[length].folded != digit) return 0;
        ++length;
    }
    return length;
}

} // namespace

/// One text, and what in it tells a mention from other words.
class SearchedText {
public:
    using Mention = PersonSearch::Mention;

    SearchedText(const FoldedText& text, PersonSearch::Holds what)
        : text_{text}, signs_{text.signs()}, what_{what},
          is_single_word_{std::ranges::none_of(signs_, is_blank, &Sign::folded) && !whole_text().contains('@')} {}

    [[nodiscard]] bool is_time_zone() const {
        if (!is_single_word_) return false;
        const auto text = whole_text();
        return text.contains('/') && find_zone(text) != nullptr;
    }

    /// How one of the terms stands at this sign.
    [[nodiscard]] std::optional<Mention> mention_at(std::size_t at, std::span<const PersonSearch::Term> terms) {
        if (at > 0 && go_together(signs_[at - 1], signs_[at])) return std::nullopt;
        for (const auto& term : terms)
            if (auto mention = mention_by(term, at)) return mention;
        return std::nullopt;
    }

    /// The first sign behind the mention. Signs of one letter go together: of `ß`, ss, the first may be the last of it.
    [[nodiscard]] std::size_t behind(const Mention& mention) const {
        auto at = mention.end;
        while (at < signs_.size() && signs_[at].begin < signs_[mention.end - 1].end) ++at;
        return at;
    }

private:
    [[nodiscard]] std::optional<Mention> mention_by(const PersonSearch::Term& term, std::size_t at) {
        using enum PersonSearch::Kind;
        if (what_ == PersonSearch::Holds::program_words && term.kind != address) return std::nullopt;
        const auto here = signs_.subspan(at);
        const auto length =
            term.kind == number ? length_of_number(term.folded, here) : length_of_text(term.folded, here);
        if (length == 0 || (term.wants_capital && !text_.has_capital(at))) return std::nullopt;
        const auto end = at + length;
        if (term.takes_s && has_bare_s(end) && (!term.has_capital || text_.has_capital(at + term.last_word))) {
            if (may_be_the_programs(term, at, end, end + 1)) return std::nullopt;
            return genitive_with_s(at, end);
        }
        const bool goes_on = end < signs_.size() && go_together(signs_[end - 1], signs_[end]);
        if (goes_on || (term.kind == name_part && may_be_the_programs(term, at, end, end))) return std::nullopt;
        if (term.is_name() && ends_genitive(end)) return Mention{at, end + 1, written(end, end + 1) + "s"};
        return Mention{at, end, {}};
    }

    /// What ends here goes on with an s that ends the word, `Danas`. Somebody's address, `danas@`, is no genitive.
    [[nodiscard]] bool has_bare_s(std::size_t at) const {
        if (at == signs_.size() || signs_[at].folded != U's') return false;
        const bool goes_on =
            at + 1 < signs_.size() && (go_together(signs_[at], signs_[at + 1]) || signs_[at + 1].folded == U'@');
        return go_together(signs_[at - 1], signs_[at]) && !goes_on;
    }

    /// Several of the name have theirs, `the Webers' house`, from both.
    [[nodiscard]] Mention genitive_with_s(std::size_t at, std::size_t end) {
        if (ends_genitive(end + 1)) return {at, end + 2, written(end + 1, end + 2) + "s"};
        return {at, end + 1, "'s"};
    }

    /// An apostrophe that makes the word before it a genitive, `Klaus'`, and closes no quotation.
    [[nodiscard]] bool ends_genitive(std::size_t at) {
        if (at == signs_.size() || signs_[at].folded != apostrophe || !is_sibilant(signs_[at - 1].folded)) return false;
        return !begins_word(at + 1) && !is_quoted(at);
    }

    /// Within a quotation between signs that may be apostrophes, or German ones.
    [[nodiscard]] bool is_quoted(std::size_t at) {
        if (quoted_before_.empty()) find_quotations();
        return quoted_before_[at];
    }

    void find_quotations() {
        quoted_before_.reserve(signs_.size());
        bool quoted = false;
        for (std::size_t i = 0; i < signs_.size(); ++i) {
            quoted_before_.push_back(quoted);
            if (signs_[i].folded != apostrophe && signs_[i].folded != U'\u201A') continue;
            const bool follows_word = i > 0 && is_word(signs_[i - 1].folded);
            if (follows_word != begins_word(i + 1)) quoted = !follows_word;
        }
    }

    [[nodiscard]] bool begins_word(std::size_t at) const { return at < signs_.size() && is_word(signs_[at].folded); }

    [[nodiscard]] std::string written(std::size_t begin, std::size_t end) const {
        return text_.written_between(signs_[begin].begin, signs_[end - 1].end);
    }

    [[nodiscard]] std::string whole_text() const { return text_.written_between(0, text_.length()); }

    /// @param end of the name itself
    /// @param end_of_word behind its ending, if there is one
    [[nodiscard]] bool may_be_the_programs(const PersonSearch::Term& term, std::size_t at, std::size_t end,
                                           std::size_t end_of_word) const {
        return is_single_word_ && is_word_of_program(written(at, end_of_word)) && written(at, end) != term.written;
    }

    const FoldedText& text_;
    std::span<const Sign> signs_;
    PersonSearch::Holds what_;
    bool is_single_word_;
    std::vector<bool> quoted_before_; ///< filled at the first need of it
};

PersonSearch::PersonSearch(const PersonTerms& person) {
    add(person.name, Kind::name);
    for (const auto& part : person.name_parts) add(part, Kind::name_part);
    for (const auto& address : person.addresses) add(address, Kind::address);
    find_genitives(person.other_names);
    for (auto& term : terms_)
        term.wants_capital = person.parts_want_capital && term.is_name() && term.last_word == 0 && term.has_capital;
    std::ranges::sort(terms_, std::ranges::greater{}, [](const Term& term) { return term.folded.size(); });
}

void PersonSearch::add(const std::string& written, Kind kind) {
    const FoldedText text{written};
    auto compared = text.folded();
    // A dash that stands for no telephone number would be found everywhere.
    if (std::ranges::none_of(compared, is_word)) return;
    const auto is_of_number = [](char32_t point) { return is_digit(point) || is_grouping(point) || point == U'+'; };
    if (kind == Kind::address && std::ranges::all_of(compared, is_of_number)) {
        kind = std::ranges::count_if(compared, is_digit) < digits_of_number ? Kind::short_number : Kind::number;
        if (kind == Kind::number) std::erase_if(compared, [](char32_t point) { return !is_digit(point); });
    }
    auto& term = terms_.emplace_back(std::move(compared), written, kind);
    if (!term.is_name()) return;
    term.last_word = term.folded.size();
    while (term.last_word > 0 && is_word(term.folded[term.last_word - 1])) --term.last_word;
    term.has_capital = term.last_word < term.folded.size() && text.has_capital(term.last_word);
}

void PersonSearch::find_genitives(const std::vector<std::string>& other_names) {
    std::vector<std::u32string> others;
    for (const auto& other : other_names) others.push_back(FoldedText{other}.folded());
    for (auto& term : terms_) {
        if (!term.is_name() || term.folded.size() < shortest_with_bare_s || !is_letter(term.folded.back())) continue;
        if (term.folded.back() == U's') continue; // Kraus and Krauss are two names
        const auto genitive = term.folded + U's';
        if (std::ranges::find(everyday_words, genitive.substr(term.last_word)) != everyday_words.end()) continue;
        term.takes_s = std::ranges::none_of(others, [&](const auto& other) { return has_words(other, genitive); });
    }
}

std::vector<PersonSearch::Mention> PersonSearch::mentions_in(const FoldedText& text, Holds what) const {
    SearchedText searched{text, what};
    if (searched.is_time_zone()) return {};
    std::vector<Mention> mentions;
    for (std::size_t at = 0; at < text.signs().size();) {
        if (auto mention = searched.mention_at(at, terms_)) {
            at = searched.behind(*mention);
            mentions.push_back(std::move(*mention));
        } else {
            ++at;
        }
    }
    return mentions;
}

bool is_word_of_program(std::string_view word) {
    return std::ranges::all_of(word, [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
}

} // namespace holdfast
