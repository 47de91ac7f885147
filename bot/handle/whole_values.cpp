#include "bot/handle/whole_values.hpp"

#include "bot/handle/customer_people.hpp"
#include "bot/handle/subject.hpp"
#include "playbooks/rescue/command_words.hpp"
#include "playbooks/wording/letter_case.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
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

/// As far as the letters of ASCII tell.
bool begins_with_capital(std::string_view word) {
    return !word.empty() && lower_letter(word.front()) != word.front();
}

Reply torn(const WordyKey& key, const OpenValue& value) {
    const auto& one_word = value.pair->value.text;
    auto several = one_word;
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

    [[nodiscard]] bool has_whole_name(std::string_view typed) const {
        const auto known = meant_by(typed);
        return known && *known && same_name(**known, typed);
    }
    /// A part of a name will do, of several people as well.
    [[nodiscard]] bool may_mean(std::string_view typed) const {
        const auto known = meant_by(typed);
        return !known || known->has_value();
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
        const auto value = open_value(whole, key.key, begin_of_text(whole, subject->next_word));
        if (!value) continue;
        bool is_torn = value->has_text_elsewhere;
        if (key.is_a_person) {
            const KnownPeople people{desk, *subject};
            auto named = whole.with_value_going_on(
                key.key, [&](std::string_view typed) { return people.has_whole_name(typed); });
            if (named.words.size() < whole.words.size()) {
                whole = std::move(named);
                continue;
            }
            const bool may_be_somebody_new = !people.may_mean(value->pair->value.text);
            is_torn = begins_with_capital(value->behind.front()) && (is_torn || may_be_somebody_new);
        }
        if (is_torn) return std::unexpected{torn(key, *value)};
    }
    return whole;
}

} // namespace holdfast
