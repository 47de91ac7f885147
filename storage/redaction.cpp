#include "storage/redaction.hpp"

#include "playbooks/accounts/search_key.hpp"
#include "playbooks/calendar/zone.hpp"

#include <nlohmann/json.hpp>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <ranges>
#include <utility>

namespace holdfast {

namespace {

constexpr std::size_t shortest_part = 3;

std::u32string code_points(std::string_view text) {
    const auto units =
        icu::UnicodeString::fromUTF8(icu::StringPiece{text.data(), static_cast<std::int32_t>(text.size())});
    std::u32string points;
    for (std::int32_t i = 0; i < units.length(); i = units.moveIndex32(i, 1))
        points += static_cast<char32_t>(units.char32At(i));
    return points;
}

void append(std::string& text, std::u32string_view points) {
    for (const auto point : points) {
        icu::UnicodeString{static_cast<UChar32>(point)}.toUTF8String(text);
    }
}

/// One folded code point for each, so that places in both texts are the same.
std::u32string folded(std::u32string_view points) {
    std::u32string result;
    for (const auto point : points)
        result += static_cast<char32_t>(u_foldCase(static_cast<UChar32>(point), U_FOLD_CASE_DEFAULT));
    return result;
}

bool is_blank(char32_t point) {
    return u_isUWhiteSpace(static_cast<UChar32>(point)) != 0;
}
bool is_word(char32_t point) {
    return u_isalnum(static_cast<UChar32>(point)) != 0;
}

std::vector<std::u32string> words_of(std::u32string_view text) {
    std::vector<std::u32string> words;
    std::u32string word;
    for (const auto point : text) {
        if (is_word(point)) {
            word += point;
        } else if (!word.empty()) {
            words.push_back(std::exchange(word, {}));
        }
    }
    if (!word.empty()) words.push_back(std::move(word));
    return words;
}

bool is_time_zone(std::string_view text) {
    return text.contains('/') && find_zone(text) != nullptr;
}

/// A member's name such as `by_when`, which nobody typed; those that people are known by look different.
bool is_word_of_program(std::string_view key) {
    return std::ranges::all_of(key, [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
}

} // namespace

std::vector<std::string> telling_parts(std::string_view name, const std::vector<std::string>& other_names) {
    std::vector<std::u32string> shared;
    for (const auto& other : other_names)
        std::ranges::move(words_of(folded(code_points(other))), std::back_inserter(shared));
    std::vector<std::string> parts;
    for (const auto& word : words_of(code_points(name))) {
        if (word.size() < shortest_part || std::ranges::find(shared, folded(word)) != shared.end()) continue;
        append(parts.emplace_back(), word);
    }
    return parts;
}

/// Walks a JSON value and takes the person out of every text in it.
struct JsonRedaction {
    const Redaction& redaction;

    void walk(nlohmann::ordered_json& value) const {
        if (value.is_string()) {
            value = redaction.applied_to(value.get_ref<const std::string&>());
        } else if (value.is_object()) {
            walk_members(value);
        } else if (value.is_array()) {
            for (auto& element : value) walk(element);
        }
    }

    void walk_members(nlohmann::ordered_json& object) const {
        const bool is_the_person = carries_name(object);
        auto without_person = nlohmann::ordered_json::object();
        for (auto& [key, member] : object.items()) {
            if (is_the_person && member.is_string() && (key == "email" || key == "phone" || key == "zone")) {
                member = "";
            } else if (key == "sponsor" && member.is_object() && carries_name(member)) {
                // Nobody knows who the sponsor is any more: what asks for one asks again.
                for (auto& [name, fact] : member.items())
                    if (fact.is_string()) fact = "";
            } else {
                walk(member);
            }
            // Members that differed in nothing but the person have become one.
            without_person.emplace(is_word_of_program(key) ? key : redaction.in_words(key), std::move(member));
        }
        object = std::move(without_person);
    }

    [[nodiscard]] bool carries_name(const nlohmann::ordered_json& object) const {
        const auto name = object.find("name");
        return name != object.end() && name->is_string() &&
               search_key(name->get_ref<const std::string&>()) == redaction.name_;
    }
};

Redaction::Redaction(const PersonTerms& terms, std::string phrase)
    : name_{search_key(terms.name)}, phrase_{std::move(phrase)} {
    const auto add = [this](std::string_view text, bool is_part) {
        auto written = code_points(text);
        if (!written.empty()) terms_.push_back({folded(written), std::move(written), is_part});
    };
    add(terms.name, false);
    for (const auto& part : terms.name_parts) add(part, true);
    for (const auto& address : terms.addresses) add(address, false);
    std::ranges::sort(terms_, std::ranges::greater{}, [](const Term& term) { return term.folded.size(); });
}

std::string Redaction::applied_to(std::string_view text) const {
    if (text.starts_with('{') || text.starts_with('[')) {
        auto value = nlohmann::ordered_json::parse(text, nullptr, false);
        if (!value.is_discarded()) {
            const auto before = value;
            JsonRedaction{*this}.walk(value);
            if (value == before) return std::string{text};
            return value.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
        }
    }
    return in_words(text);
}

std::string Redaction::in_words(std::string_view text) const {
    const auto written = code_points(text);
    const auto compared = folded(written);
    const bool single_word = std::ranges::none_of(written, is_blank) && !text.contains('@');
    if (single_word && is_time_zone(text)) return std::string{text};
    std::string result;
    bool changed = false;
    for (std::size_t at = 0; at < written.size();) {
        const auto* term = term_at(compared, written, at, single_word);
        if (term == nullptr) {
            append(result, std::u32string_view{written}.substr(at++, 1));
            continue;
        }
        result += phrase_;
        at += term->folded.size();
        changed = true;
    }
    return changed ? result : std::string{text};
}

const Redaction::Term* Redaction::term_at(std::u32string_view compared, std::u32string_view written, std::size_t at,
                                          bool single_word) const {
    if (at > 0 && is_word(written[at]) && is_word(written[at - 1])) return nullptr;
    for (const auto& term : terms_) {
        if (!compared.substr(at).starts_with(term.folded)) continue;
        const auto end = at + term.folded.size();
        if (end < written.size() && is_word(written[end]) && is_word(written[end - 1])) continue;
        if (single_word && term.is_part && !written.substr(at).starts_with(term.written)) continue;
        return &term;
    }
    return nullptr;
}

} // namespace holdfast
