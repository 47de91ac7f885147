#include "storage/redaction.hpp"

#include "playbooks/accounts/search_key.hpp"
#include "playbooks/calendar/zone.hpp"

#include <nlohmann/json.hpp>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <optional>
#include <ranges>
#include <span>
#include <stdexcept>
#include <utility>

namespace holdfast {

namespace {

constexpr std::size_t shortest_part = 3;
/// So many digits are a telephone number, however they are grouped; fewer may be anything.
constexpr std::ptrdiff_t digits_of_number = 6;

/// Members in which events, wishes and messages hold words of the program, and ids.
constexpr std::array<std::string_view, 19> program_members{
    "account", "action_id", "block_id", "direction", "event_type", "format", "id",    "key",  "kind", "loss",
    "mark",    "method",    "mood",     "outcome",   "rescue",     "role",   "style", "type", "was"};

/// Words that many names have beside those that tell whose they are; most are words of everyday texts as well.
constexpr std::array<std::u32string_view, 30> common_words{
    U"and",  U"bin", U"das",  U"del",  U"della", U"dem",  U"den", U"der",  U"des", U"dos",
    U"frau", U"her", U"herr", U"him",  U"his",   U"miss", U"mrs", U"prof", U"she", U"ten",
    U"ter",  U"the", U"them", U"they", U"und",   U"van",  U"vom", U"von",  U"zum", U"zur"};

/// Words that end in s, and begin sentences oftener than they are the genitive of a name: Doe, Day, Dan.
constexpr std::array<std::u32string_view, 62> everyday_words{
    U"abends", U"alles",    U"alors",    U"always", U"anders",  U"anfangs",  U"bereits", U"besides", U"damals",
    U"dans",   U"days",     U"depuis",   U"dies",   U"dieses",  U"does",     U"eens",    U"eines",   U"eins",
    U"etwas",  U"falls",    U"freitags", U"goes",   U"hers",    U"jamais",   U"jedes",   U"jemals",  U"lets",
    U"links",  U"lots",     U"mais",     U"menos",  U"mittags", U"moins",    U"montags", U"morgens", U"nachts",
    U"nichts", U"niemals",  U"nous",     U"ours",   U"perhaps", U"plus",     U"prices",  U"puis",    U"rechts",
    U"sales",  U"samstags", U"sans",     U"says",   U"soms",    U"sonntags", U"sous",    U"stets",   U"teils",
    U"thanks", U"theirs",   U"this",     U"thus",   U"tous",    U"vous",     U"whereas", U"yours"};

/// Folded, every sign that people type for an apostrophe is this one.
constexpr char32_t apostrophe = U'\'';

/// One sign of a text as it is compared, and its place in the text.
struct Sign {
    char32_t folded = 0;
    std::int32_t begin = 0;
    std::int32_t end = 0;
};

icu::UnicodeString units_of(std::string_view text) {
    return icu::UnicodeString::fromUTF8(icu::StringPiece{text.data(), static_cast<std::int32_t>(text.size())});
}

void append(std::string& text, const icu::UnicodeString& units, std::int32_t begin, std::int32_t end) {
    units.tempSubStringBetween(begin, end).toUTF8String(text);
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

void append_folded(std::vector<Sign>& signs, const icu::UnicodeString& units, std::int32_t begin, std::int32_t end) {
    if (looks_like_apostrophe(static_cast<char32_t>(units.char32At(begin)))) {
        signs.push_back({apostrophe, begin, end});
        return;
    }
    UErrorCode status = U_ZERO_ERROR;
    const auto folded = folding().normalize(units.tempSubStringBetween(begin, end), status);
    for (std::int32_t i = 0; i < folded.length(); i = folded.moveIndex32(i, 1))
        signs.push_back({static_cast<char32_t>(folded.char32At(i)), begin, end});
}

/// The text as search_key has it: composed, and without differences of case, of apostrophes or what nobody sees.
std::vector<Sign> signs_of(const icu::UnicodeString& units) {
    std::vector<Sign> signs;
    signs.reserve(static_cast<std::size_t>(units.length()));
    for (std::int32_t begin = 0; begin < units.length();) {
        const auto entity = entity_at(units, begin);
        const auto end = entity ? entity->end : end_of_sign(units, begin);
        if (entity) {
            signs.push_back(*entity);
        } else if (!is_invisible(units, begin)) {
            append_folded(signs, units, begin, end);
        }
        begin = end;
    }
    return signs;
}

std::u32string folded(std::span<const Sign> signs) {
    std::u32string points;
    for (const auto& sign : signs) points += sign.folded;
    return points;
}

bool is_blank(char32_t point) {
    return u_isUWhiteSpace(static_cast<UChar32>(point)) != 0;
}
bool is_word(char32_t point) {
    return u_isalnum(static_cast<UChar32>(point)) != 0;
}
bool is_letter(char32_t point) {
    return u_isalpha(static_cast<UChar32>(point)) != 0;
}
/// A letter that differs from its small one, as the text has it. Many alphabets have none.
bool is_capital(const icu::UnicodeString& units, const Sign& sign) {
    const auto point = units.char32At(sign.begin);
    return u_isUUppercase(point) != 0 || u_istitle(point) != 0;
}
bool is_digit(char32_t point) {
    return point >= U'0' && point <= U'9';
}
/// What people group the digits of a telephone number with; folding has made all hyphens but dashes one of the two.
bool is_grouping(char32_t point) {
    return is_blank(point) || std::u32string_view{U"-./()\u2010\u2013"}.contains(point);
}

/// Both belong to one word, whereas what nobody sees divides words.
bool go_together(const Sign& one, const Sign& next) {
    return is_word(one.folded) && is_word(next.folded) && one.end >= next.begin;
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

struct Word {
    std::u32string folded;
    std::string written;
};

std::vector<Word> words_of(const icu::UnicodeString& units, std::span<const Sign> signs) {
    std::vector<Word> words;
    for (std::size_t at = 0; at < signs.size(); ++at) {
        if (!is_word(signs[at].folded)) continue;
        const auto first = at;
        while (at + 1 < signs.size() && go_together(signs[at], signs[at + 1])) ++at;
        auto& word = words.emplace_back(folded(signs.subspan(first, at + 1 - first)));
        append(word.written, units, signs[first].begin, signs[at].end);
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

bool is_time_zone(std::string_view text) {
    return text.contains('/') && find_zone(text) != nullptr;
}

/// Such as `by_when`, a member's name, which nobody typed; what people are known by looks different.
bool is_word_of_program(std::string_view word) {
    return std::ranges::all_of(word, [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
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

std::vector<std::string> telling_parts(std::string_view name, const std::vector<std::string>& other_names) {
    std::vector<std::u32string> shared;
    for (const auto& other : other_names) {
        const auto units = units_of(other);
        for (auto& word : words_of(units, signs_of(units))) shared.push_back(std::move(word.folded));
    }
    std::vector<std::string> parts;
    const auto units = units_of(name);
    for (auto& word : words_of(units, without_remarks(signs_of(units)))) {
        const bool is_common = std::ranges::find(common_words, word.folded) != common_words.end();
        const bool is_shared = std::ranges::find(shared, word.folded) != shared.end();
        if (word.folded.size() < shortest_part || is_common || is_shared) continue;
        parts.push_back(std::move(word.written));
    }
    return parts;
}

/// Looks for the person in one text.
struct TextRedaction {
    /// Signs that stand for the person.
    struct Mention {
        std::size_t length = 0; ///< 0: they do not
        std::string ending;     ///< what puts the phrase into the genitive, where the name was
    };

    const Redaction& redaction;
    Redaction::Holds what;
    icu::UnicodeString units;
    std::vector<Sign> signs;
    bool is_single_word;
    std::vector<bool> quoted_before; ///< filled at the first need of it

    TextRedaction(const Redaction& of_whom, Redaction::Holds held, std::string_view text)
        : redaction{of_whom}, what{held}, units{units_of(text)}, signs{signs_of(units)},
          is_single_word{!text.contains('@') && std::ranges::none_of(signs, is_blank, &Sign::folded)} {}

    /// How the person is mentioned from this sign on.
    [[nodiscard]] Mention mention_at(std::size_t at) {
        if (at > 0 && go_together(signs[at - 1], signs[at])) return {};
        for (const auto& term : redaction.terms_)
            if (auto mention = mention_by(term, at); mention.length > 0) return mention;
        return {};
    }

    [[nodiscard]] Mention mention_by(const Redaction::Term& term, std::size_t at) {
        using enum Redaction::Kind;
        if (what == Redaction::Holds::program_words && term.kind != address) return {};
        const auto here = std::span{signs}.subspan(at);
        const auto length =
            term.kind == number ? length_of_number(term.folded, here) : length_of_text(term.folded, here);
        if (length == 0 || (term.wants_capital && !has_capital(at))) return {};
        const auto end = at + length;
        if (term.takes_s && has_bare_s(end) && (!term.has_capital || has_capital(at + term.last_word)))
            return may_be_the_programs(term, at, end, end + 1) ? Mention{} : genitive_with_s(at, end);
        const bool goes_on = end < signs.size() && go_together(signs[end - 1], signs[end]);
        if (goes_on || (term.kind == name_part && may_be_the_programs(term, at, end, end))) return {};
        if (term.is_name() && ends_genitive(end)) return {length + 1, written(end, end + 1) + "s"};
        return {length, {}};
    }

    /// What ends here goes on with an s that ends the word, `Danas`. Somebody's address, `danas@`, is no genitive.
    [[nodiscard]] bool has_bare_s(std::size_t at) const {
        if (at == signs.size() || signs[at].folded != U's') return false;
        const bool goes_on =
            at + 1 < signs.size() && (go_together(signs[at], signs[at + 1]) || signs[at + 1].folded == U'@');
        return go_together(signs[at - 1], signs[at]) && !goes_on;
    }

    /// Several of the name have theirs, `the Webers' house`, from both.
    [[nodiscard]] Mention genitive_with_s(std::size_t at, std::size_t end) {
        if (ends_genitive(end + 1)) return {end + 2 - at, written(end + 1, end + 2) + "s"};
        return {end + 1 - at, "'s"};
    }

    /// An apostrophe that makes the word before it a genitive, `Klaus'`, and closes no quotation.
    [[nodiscard]] bool ends_genitive(std::size_t at) {
        if (at == signs.size() || signs[at].folded != apostrophe || !is_sibilant(signs[at - 1].folded)) return false;
        return !begins_word(at + 1) && !is_quoted(at);
    }

    /// Within a quotation between signs that may be apostrophes, or German ones.
    [[nodiscard]] bool is_quoted(std::size_t at) {
        if (quoted_before.empty()) find_quotations();
        return quoted_before[at];
    }

    void find_quotations() {
        quoted_before.reserve(signs.size());
        bool quoted = false;
        for (std::size_t i = 0; i < signs.size(); ++i) {
            quoted_before.push_back(quoted);
            if (signs[i].folded != apostrophe && signs[i].folded != U'\u201A') continue;
            const bool follows_word = i > 0 && is_word(signs[i - 1].folded);
            if (follows_word != begins_word(i + 1)) quoted = !follows_word;
        }
    }

    [[nodiscard]] bool begins_word(std::size_t at) const { return at < signs.size() && is_word(signs[at].folded); }

    [[nodiscard]] bool has_capital(std::size_t at) const { return is_capital(units, signs[at]); }

    /// As one sees it, on one line.
    [[nodiscard]] std::string seen(std::size_t at, std::size_t length) const {
        std::string text;
        std::int32_t copied = 0;
        for (const auto& sign : std::span{signs}.subspan(at, length)) {
            if (sign.begin < copied) continue;
            copied = sign.end;
            if (is_blank(sign.folded)) {
                text += ' ';
            } else {
                append(text, units, sign.begin, sign.end);
            }
        }
        return text;
    }

    [[nodiscard]] std::string written(std::size_t begin, std::size_t end) const {
        std::string text;
        append(text, units, signs[begin].begin, signs[end - 1].end);
        return text;
    }

    /// @param end of the name itself
    /// @param end_of_word behind its ending, if there is one
    [[nodiscard]] bool may_be_the_programs(const Redaction::Term& term, std::size_t at, std::size_t end,
                                           std::size_t end_of_word) const {
        return is_single_word && is_word_of_program(written(at, end_of_word)) && written(at, end) != term.written;
    }
};

/// Walks a JSON value and takes the person out of every text in it.
struct JsonRedaction {
    const Redaction& redaction;
    TakenWords* taken;

    void walk(nlohmann::ordered_json& value) const {
        if (value.is_string()) {
            value = redaction.applied_to(value.get_ref<const std::string&>(), taken);
        } else if (value.is_object()) {
            walk_members(value);
        } else if (value.is_array()) {
            for (auto& element : value) walk(element);
        }
    }

    void walk_members(nlohmann::ordered_json& object) const {
        using enum Redaction::Holds;
        const bool is_the_person = carries_name(object);
        auto without_person = nlohmann::ordered_json::object();
        for (auto& [key, member] : object.items()) {
            if (is_the_person && member.is_string() && (key == "email" || key == "phone" || key == "zone")) {
                empty(member);
            } else if (key == "sponsor" && member.is_object() && carries_name(member)) {
                // Nobody knows who the sponsor is any more: what asks for one asks again.
                for (auto& [name, fact] : member.items())
                    if (fact.is_string()) empty(fact);
            } else if (member.is_string() && std::ranges::find(program_members, key) != program_members.end()) {
                member = redaction.in_words(member.get_ref<const std::string&>(), program_words, taken);
            } else {
                walk(member);
            }
            // Members that differed in nothing but the person have become one.
            without_person.emplace(is_word_of_program(key) ? key : redaction.in_words(key, what_was_typed, taken),
                                   std::move(member));
        }
        object = std::move(without_person);
    }

    void empty(nlohmann::ordered_json& fact) const {
        const auto& text = fact.get_ref<const std::string&>();
        if (taken != nullptr && !text.empty()) ++(*taken)[text];
        fact = "";
    }

    [[nodiscard]] bool carries_name(const nlohmann::ordered_json& object) const {
        const auto name = object.find("name");
        return name != object.end() && name->is_string() &&
               search_key(name->get_ref<const std::string&>()) == redaction.name_;
    }
};

Redaction::Redaction(const PersonTerms& terms, std::string phrase)
    : name_{search_key(terms.name)}, phrase_{std::move(phrase)} {
    add(terms.name, Kind::name);
    for (const auto& part : terms.name_parts) add(part, Kind::name_part);
    for (const auto& address : terms.addresses) add(address, Kind::address);
    find_genitives(terms.other_names);
    for (auto& term : terms_)
        term.wants_capital = terms.parts_want_capital && term.is_name() && term.last_word == 0 && term.has_capital;
    std::ranges::sort(terms_, std::ranges::greater{}, [](const Term& term) { return term.folded.size(); });
}

void Redaction::add(const std::string& written, Kind kind) {
    const auto units = units_of(written);
    const auto signs = signs_of(units);
    auto compared = folded(signs);
    // A dash that stands for no telephone number would be found everywhere.
    if (std::ranges::none_of(compared, is_word)) return;
    const auto is_of_number = [](char32_t point) { return is_digit(point) || is_grouping(point) || point == U'+'; };
    if (kind == Kind::address && std::ranges::all_of(compared, is_of_number)) {
        kind = std::ranges::count_if(compared, is_digit) < digits_of_number ? Kind::short_number : Kind::number;
        if (kind == Kind::number) std::erase_if(compared, [](char32_t point) { return !is_digit(point); });
    }
    auto& term = terms_.emplace_back(std::move(compared), written, kind);
    if (!term.is_name()) return;
    term.last_word = signs.size();
    while (term.last_word > 0 && is_word(signs[term.last_word - 1].folded)) --term.last_word;
    term.has_capital = term.last_word < signs.size() && is_capital(units, signs[term.last_word]);
}

void Redaction::find_genitives(const std::vector<std::string>& other_names) {
    std::vector<std::u32string> others;
    for (const auto& other : other_names) others.push_back(folded(signs_of(units_of(other))));
    for (auto& term : terms_) {
        // Al and als are two words, and so are Kraus and Krauss.
        const bool is_fit = term.folded.size() >= shortest_part && is_letter(term.folded.back());
        if (!term.is_name() || !is_fit || term.folded.back() == U's') continue;
        const auto genitive = term.folded + U's';
        if (std::ranges::find(everyday_words, genitive.substr(term.last_word)) != everyday_words.end()) continue;
        term.takes_s = std::ranges::none_of(others, [&](const auto& other) { return has_words(other, genitive); });
    }
}

std::string Redaction::applied_to(std::string_view text, TakenWords* taken) const {
    if (text.starts_with('{') || text.starts_with('[')) {
        auto value = nlohmann::ordered_json::parse(text, nullptr, false);
        if (!value.is_discarded()) {
            const auto before = value;
            JsonRedaction{*this, taken}.walk(value);
            if (value == before) return std::string{text};
            return value.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
        }
    }
    return in_words(text, Holds::what_was_typed, taken);
}

std::string Redaction::applied_to_program_words(std::string_view text) const {
    return in_words(text, Holds::program_words);
}

std::string Redaction::in_words(std::string_view text, Holds what, TakenWords* taken) const {
    TextRedaction search{*this, what, text};
    if (search.is_single_word && is_time_zone(text)) return std::string{text};
    const auto& signs = search.signs;
    std::string result;
    std::int32_t copied = 0;
    for (std::size_t at = 0; at < signs.size();) {
        const auto mention = search.mention_at(at);
        if (mention.length == 0) {
            ++at;
            continue;
        }
        if (taken != nullptr) ++(*taken)[search.seen(at, mention.length)];
        append(result, search.units, copied, signs[at].begin);
        result += phrase_ + mention.ending;
        copied = signs[at + mention.length - 1].end;
        for (at += mention.length; at < signs.size() && signs[at].begin < copied;) ++at;
    }
    if (copied == 0) return std::string{text};
    append(result, search.units, copied, search.units.length());
    return result;
}

} // namespace holdfast
