#include "storage/redaction.hpp"

#include "playbooks/accounts/search_key.hpp"
#include "storage/folded_text.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

namespace holdfast {

namespace {

/// Members in which events, wishes and messages hold words of the program, and ids.
constexpr std::array<std::string_view, 19> program_members{
    "account", "action_id", "block_id", "direction", "event_type", "format", "id",    "key",  "kind", "loss",
    "mark",    "method",    "mood",     "outcome",   "rescue",     "role",   "style", "type", "was"};

} // namespace

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
        using enum PersonSearch::Holds;
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

Redaction::Redaction(const PersonTerms& person, std::string phrase)
    : name_{search_key(person.name)}, person_{person}, phrase_{std::move(phrase)} {}

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
    return in_words(text, PersonSearch::Holds::what_was_typed, taken);
}

std::string Redaction::applied_to_program_words(std::string_view text) const {
    return in_words(text, PersonSearch::Holds::program_words);
}

std::string Redaction::in_words(std::string_view text, PersonSearch::Holds what, TakenWords* taken) const {
    const FoldedText folded{text};
    const auto mentions = person_.mentions_in(folded, what);
    if (mentions.empty()) return std::string{text};
    std::string result;
    std::int32_t copied = 0;
    for (const auto& mention : mentions) {
        if (taken != nullptr) ++(*taken)[folded.seen(mention.begin, mention.end)];
        result += folded.written_between(copied, folded.signs()[mention.begin].begin);
        result += phrase_ + mention.ending;
        copied = folded.signs()[mention.end - 1].end;
    }
    result += folded.written_between(copied, folded.length());
    return result;
}

} // namespace holdfast
