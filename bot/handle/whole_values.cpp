#include "bot/handle/whole_values.hpp"

#include "bot/handle/customer_people.hpp"
#include "bot/handle/subject.hpp"
#include "playbooks/rescue/command_words.hpp"
#include "playbooks/wording/letter_case.hpp"

#include <fmt/format.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace holdfast {

namespace {

/// A key whose value may have several words.
struct WordyKey {
    std::string_view verb;
    std::string_view key;
    bool is_a_person;      ///< at the customer; else what people say in their own words
    std::string_view what; ///< what does not happen where its value is torn apart
};

constexpr std::array wordy_keys{
    WordyKey{"touch", "with", true, "The touch is not logged"},
    WordyKey{"touch", "next", false, "The touch is not logged"},
    WordyKey{"call", "with", true, "The call is not logged"},
    WordyKey{"call", "next", false, "The call is not logged"},
    WordyKey{"promise", "to", true, "The promise is not recorded"},
    WordyKey{"service", "measure", false, "The service is not saved"},
    WordyKey{"service", "cost", false, "The service is not saved"},
    WordyKey{"checkin", "indicator", false, "The check-in is not saved"},
    WordyKey{"people", "dept", false, "Nobody was added"},
    WordyKey{"people", "title", false, "Nobody was added"},
};

/// A value without quotes and the words right behind it, up to the next key.
struct OpenValue {
    const KeyValue* pair = nullptr;
    std::vector<std::string_view> behind;
    bool has_text_elsewhere = false; ///< the words behind can be a part of it or of the value
};

/// @param text_from the first word that can belong to the text
std::optional<OpenValue> open_value(const Words& words, std::string_view key, std::size_t text_from) {
    const auto pair = std::ranges::find(words.pairs, key, &KeyValue::key);
    if (pair == words.pairs.end() || pair->value.quoted) return std::nullopt;
    const bool before_the_account = text_from > 0 && pair->span.begin < words.words[text_from - 1].span.end;
    if (before_the_account) return std::nullopt;
    const auto next = std::next(pair);
    const auto end = next == words.pairs.end() ? words.typed.size() : next->span.begin;
    OpenValue value{&*pair, {}, false};
    for (auto i = text_from; i < words.words.size(); ++i) {
        const auto& word = words.words[i];
        if (word.span.begin < pair->span.end || word.span.begin >= end) continue;
        if (value.behind.empty() && (word.quoted || !word.mention.empty())) return std::nullopt;
        value.behind.emplace_back(word.text);
    }
    if (value.behind.empty()) return std::nullopt;
    value.has_text_elsewhere = words.words.size() - text_from > value.behind.size();
    return value;
}

/// Behind the account's name and what the verb understands by itself.
std::size_t begin_of_text(const Words& words, std::size_t next_word) {
    const bool is_own = words.words.size() > next_word && is_own_word(words.verb, words.words[next_word].text);
    return is_own ? next_word + 1 : next_word;
}

/// In any alphabet.
bool begins_with_capital(std::string_view word) {
    const auto letters = icu::UnicodeString::fromUTF8({word.data(), static_cast<std::int32_t>(word.size())});
    return !letters.isEmpty() && u_isupper(letters.char32At(0));
}

/// People leave out the accents of names that their keyboards do not have.
std::string without_accents(std::string_view name) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* const apart = icu::Normalizer2::getNFDInstance(status);
    if (U_FAILURE(status)) return std::string{name};
    const auto letters =
        apart->normalize(icu::UnicodeString::fromUTF8({name.data(), static_cast<std::int32_t>(name.size())}), status);
    if (U_FAILURE(status)) return std::string{name};
    icu::UnicodeString plain;
    for (std::int32_t i = 0; i < letters.length(); i = letters.moveIndex32(i, 1)) {
        const auto letter = letters.char32At(i);
        if (u_charType(letter) != U_NON_SPACING_MARK) plain.append(letter);
    }
    std::string text;
    plain.toUTF8String(text);
    return text;
}

/// `cost:900 per month`, `cost:1.2k a month`
bool is_rate(const OpenValue& value) {
    constexpr std::array<std::string_view, 6> times{"hour", "day", "week", "month", "quarter", "year"};
    const auto first = lower_case(value.behind.front());
    if (first == "per") return true;
    const bool is_each = first == "a" || first == "an" || first == "each" || first == "every";
    return is_each && value.behind.size() > 1 && std::ranges::find(times, lower_case(value.behind[1])) != times.end();
}

Reply torn(const WordyKey& key, const OpenValue& value) {
    const auto& one_word = value.pair->value.text;
    auto several = one_word;
    if (key.key == "cost") {
        for (const auto word : value.behind) several.append(" ").append(word);
        return Reply::refuse(
            std::string{key.what}, fmt::format("\"{}\" is more than a number", several),
            fmt::format("cost:{}, a number for the whole time of the service, with nothing behind it", one_word));
    }
    for (const auto word : value.behind) {
        if (key.is_a_person && !begins_with_capital(word)) break;
        several.append(" ").append(word);
    }
    return Reply::refuse(
        std::string{key.what}, fmt::format("it is not clear where \"{}:{}\" ends", key.key, several),
        fmt::format("{0}:\"{1}\" in quotes, or {0}:\"{2}\" for the one word", key.key, several, one_word));
}

/// Whom the words of one command can mean.
class KnownPeople {
public:
    KnownPeople(Desk& desk, const Subject& subject) : desk_{desk}, subject_{subject} {}

    /// Whose whole name this is, accents aside; spelled as on record.
    [[nodiscard]] std::optional<std::string> whole_name(std::string_view typed) const {
        const auto known = meant_by(typed);
        if (known && *known && same_name(**known, typed)) return *known;
        const auto by_first_word = meant_by(typed.substr(0, typed.find(' ')));
        const bool is_same =
            by_first_word && *by_first_word && same_name(without_accents(**by_first_word), without_accents(typed));
        return is_same ? *by_first_word : std::nullopt;
    }

private:
    [[nodiscard]] std::expected<std::optional<std::string>, Refusal> meant_by(std::string_view typed) const {
        return known_person(desk_.reader(), subject_, typed, Typed::words, {});
    }

    Desk& desk_;
    const Subject& subject_;
};

} // namespace

std::expected<Words, Reply> with_whole_values(Desk& desk, const Asker& asker, const Words& words) {
    auto whole = words;
    std::optional<Subject> subject;
    for (const auto& key : wordy_keys) {
        if (key.verb != words.verb || whole.value(key.key) == nullptr) continue;
        if (!subject) {
            auto found = subject_of(desk, asker, words);
            // What is wrong with the account is for the verb to say.
            if (!found) return whole;
            subject = *std::move(found);
        }
        const auto text_from = begin_of_text(whole, subject->next_word);
        // What is said about a service that runs has no such values.
        if (key.verb == "service" && text_from > subject->next_word) continue;
        const auto value = open_value(whole, key.key, text_from);
        if (!value) continue;
        bool is_torn = value->has_text_elsewhere || (key.key == "cost" && is_rate(*value));
        if (key.is_a_person) {
            const KnownPeople people{desk, *subject};
            auto named = whole.with_value_going_on(
                key.key, [&](std::string_view typed) { return people.whole_name(typed).has_value(); });
            if (named.words.size() < whole.words.size()) {
                auto& name = std::ranges::find(named.pairs, key.key, &KeyValue::key)->value.text;
                name = people.whole_name(name).value_or(name);
                whole = std::move(named);
                continue;
            }
            // Behind a first name alone stands the rest of somebody else's name as well.
            const bool is_part_of_a_name = !people.whole_name(value->pair->value.text);
            is_torn = begins_with_capital(value->behind.front()) && (is_torn || is_part_of_a_name);
        }
        if (is_torn) return std::unexpected{torn(key, *value)};
    }
    return whole;
}

} // namespace holdfast
